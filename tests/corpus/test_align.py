"""Strings placed in a text."""

import dateline
from dateline.corpus.align import Aligner
from dateline.corpus.place import place
from dateline.document import Document, Mention, Quote
from tests.conftest import D0


def test_alignment_keeps_its_provenance():
    text = "Kim said “We’ll go.” Later Kim Jong Un said it. Kim left the Peace—Conference of Geneva."
    document = Document(
        id="d",
        mentions=tuple(
            Mention(text=words) for words in ("Kim", "Kim Jong Un", "Kim", "Kim", "peace-conference", "Conferense of Geneva", "Nobody")
        ),
        quotes=(Quote(text='"We\'ll go."'),),
    )
    found, counts = place(document, text)
    assert [m.aligned for m in found.mentions] == ["exact", "exact", "exact", "exact", "normalised", "fuzzy", "none"]
    assert [text[m.start : m.end] for m in found.mentions[:4]] == ["Kim", "Kim Jong Un", "Kim", "Kim"]
    starts = [m.start for m in found.mentions]
    assert starts[0] == 0
    assert starts[2] == text.rindex("Kim")  # the one inside the longer name comes last
    assert starts[3] == starts[1]
    assert text[found.mentions[5].start : found.mentions[5].end] == "Conference of Geneva"
    assert found.quotes[0].aligned == "normalised"
    assert counts.none == 1
    assert Aligner(text).place("Kim", 4).span is None
    assert Aligner(text).place("Kim", 3).span == (48, 51)


def test_unaligned_strings_are_spurious_never_dropped():
    report = dateline.score(
        [{"id": D0, "mentions": [{"text": "Atlantis", "type": "GPE"}, {"text": "Lemuria", "type": "GPE"}]}], metrics=["NER", "B3"]
    )
    assert report["NER"].counts.predicted == 2.0


def test_a_copy_of_the_text_with_other_newlines_is_mapped_to_the_article():
    gold = [Document(id="d", text="a\r\nKim", mentions=(Mention(start=3, end=6, type="PER"),))]
    report = dateline.score([{"id": "d", "text": "a\nKim", "mentions": [{"start": 2, "end": 5, "text": "Kim", "type": "PER"}]}], gold=gold)
    assert report["NER"].f1 == 1
