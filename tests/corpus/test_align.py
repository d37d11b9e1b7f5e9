"""Strings placed in a text."""

import pytest

import dateline
from dateline.corpus.align import Aligner, fold, folded_words, whole_word_span, written_otherwise
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


def placed(text, *strings):
    aligner = Aligner(text)
    return [(found.span and text[slice(*found.span)], found.aligned) for found in map(aligner.place, strings)]


def test_a_place_over_a_line_break_is_the_next_in_reading_order():
    """It was passed over as long as the string stood exactly anywhere, and every later one moved one place on."""
    text = "Kim\nJong Un came. Kim Jong Un left."
    assert placed(text, "Kim Jong Un", "Kim Jong Un", "Kim Jong Un") == [
        ("Kim\nJong Un", "normalised"), ("Kim Jong Un", "exact"), (None, "none"),
    ]  # fmt: skip


def test_other_quotation_marks_and_dashes_are_a_place_too():
    assert placed("the Wests’ aim, the Wests' aim", "the Wests' aim", "the Wests' aim")[0] == ("the Wests’ aim", "normalised")


def test_a_name_in_capitals_is_a_place_and_a_word_of_another_case_is_none():
    assert placed("KIM CAME. Kim left.", "Kim", "Kim") == [("KIM", "normalised"), ("Kim", "exact")]
    assert placed("Us and us", "us", "us") == [("us", "exact"), (None, "none")]
    assert placed("the West and a western wind", "western", "western") == [("western", "exact"), (None, "none")]


def test_no_place_is_given_twice_when_longer_spans_change_the_order():
    text = "ab, ab, ab"
    aligner = Aligner(text)
    first = aligner.place("ab").span
    aligner.covered.append((0, 4))  # now the first lies inside a longer one, and is last in order
    others = [aligner.place("ab").span for _ in range(3)]
    assert first == (0, 2)
    assert others == [(4, 6), (8, 10), None]


def test_words_that_differ_in_case_alone_share_their_places():
    """In a text of capitals `War` and `war` are one word: each takes a place of its own."""
    assert [span for span, _ in placed("WAR AND WAR", "War", "war")] == ["WAR", "WAR"]
    aligner = Aligner("WAR AND WAR")
    assert [aligner.place(word).span for word in ("War", "war")] == [(0, 3), (8, 11)]


@pytest.mark.parametrize(
    ("string", "there", "same"),
    [
        ("the Wests' aim", "the Wests’ aim", True),
        ("Kim Jong", "Kim\nJong", True),
        ("Kim", "KIM", True),
        ("us", "US", False),
        ("Us", "us", False),
        ("Kim", "kim", False),
        ("KIM", "Kim", False),
        ("", "KIM", False),
        ("1 2", "12", True),
    ],
)
def test_words_are_written_otherwise_but_for_letters_or_as_a_name_in_capitals(string, there, same):
    assert written_otherwise(string, there) is same


@pytest.mark.parametrize(
    ("text", "folded", "places"),
    [
        ("Kim", "kim", [0, 1, 2]),
        (" a \n b ", "a b ", [1, 2, 5, 6]),
        ("“a”", "'a'", [0, 1, 2]),
        ("a—b", "a-b", [0, 1, 2]),
        ("ﬁß", "fiss", [0, 0, 1, 1]),
        ("a\u200bb", "ab", [0, 2]),
        ("½", "1⁄2", [0, 0, 0]),
        ("", "", []),
    ],
)
def test_a_folded_text_knows_where_its_characters_stood(text, folded, places):
    assert fold(text) == (folded, places)
    assert folded_words(f" {text} ") == folded.strip()


@pytest.mark.parametrize(
    ("text", "span", "grown"),
    [
        ("a word here", (3, 5), (2, 6)),
        ("a word here", (2, 6), (2, 6)),
        ("word", (1, 3), (0, 4)),
        ("a word here", (1, 7), (2, 6)),
        ("a  word  b", (1, 9), (3, 7)),
        ("(a) b", (1, 2), (1, 2)),
        ("ab cd", (1, 4), (0, 5)),
    ],
)
def test_a_span_is_grown_to_whole_words_and_shrunk_of_white_space(text, span, grown):
    assert whole_word_span(text, *span) == grown
