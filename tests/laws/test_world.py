"""A file changed as the world changes files scores the same, or is a fault; it never gets another number."""

import gzip
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.corpus.gold import Gold
from dateline.corpus.predictions import paired, read_any, understood
from dateline.corpus.reading import Reading
from dateline.document import Document, Mention
from dateline.document.inventory import Inventory
from dateline.evaluation.count import evaluate, scored
from dateline.files.faults import DataError
from dateline.formats._registry import writer
from dateline.metrics import parse

WORDS = ("Kim", "Zoë", "met", "🎉", "“so”", "x́", "in", "Ōsaka", "the", "Bank", "10\u00a0000", "two", "said", "𝔘SA", "it", "U.S.", "é́")
GAPS = (" ", " ", " ", "\n", "\r\n", "  ", "\u00a0", "\u2028", "\t", " \r\n\r\n")
LABELS = ("PER", "ORG", "LOC")
OWN = ("spacy_json", "langextract", "label_studio", "pubannotation")  # the file holds the text that its tool saw
COPIES = {
    "as it was": lambda text: [(c, n) for n, c in enumerate(text)],
    "CRLF as LF": lambda text: [(c, n) for n, c in enumerate(text) if not (c == "\r" and text[n + 1 : n + 2] == "\n")],
    "LF as CRLF": lambda text: [(p, n) for n, c in enumerate(text) for p in ("\r\n" if c == "\n" and text[n - 1 : n] != "\r" else c)],
    "white space collapsed": lambda text: collapsed(text),  # noqa: PLW0108 - defined below
    "decomposed": lambda text: [(p, n) for n, c in enumerate(text) for p in unicodedata.normalize("NFD", c)],
    "edges stripped": lambda text: [(c, n) for n, c in enumerate(text) if text[:n].strip() or not c.isspace()],
}
CHANGES = ("nothing", "gzip", "a byte-order mark", "labels in lower case", "another file name", "order")


def collapsed(text):
    kept = []
    for n, c in enumerate(text):
        if not c.isspace():
            kept.append((c, n))
        elif kept and kept[-1][0] != " ":
            kept.append((" ", n))
    return kept


@st.composite
def articles(draw):
    """A nasty text and mentions on its words, no two of one place."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=6, max_size=14, unique=True))  # on another of its kind nobody could tell
    gaps = draw(st.lists(st.sampled_from(GAPS), min_size=len(words), max_size=len(words)))
    text, places = draw(st.sampled_from(("", "\n", " "))), []
    for word, gap in zip(words, gaps, strict=True):
        places.append((len(text), len(text) + len(word)))
        text += word + gap
    chosen = draw(st.lists(st.sampled_from(places), min_size=1, max_size=5, unique=True))
    mentions = tuple(Mention(start=s, end=e, text=text[s:e], type=draw(st.sampled_from(LABELS))) for s, e in sorted(chosen))
    return Document(id="article-one", text=text, mentions=mentions)


def seen(document, change):
    """The document as a tool says it that saw the text changed."""
    copy = COPIES[change](document.text)
    text = "".join(c for c, _ in copy)

    def moved(place):
        return next((k for k, (_, n) in enumerate(copy) if n >= place), len(copy))

    mentions = tuple(
        Mention(start=moved(m.start), end=moved(m.end), text=text[moved(m.start) : moved(m.end)], type=m.type) for m in document.mentions
    )
    return Document(id=document.id, text=text, mentions=mentions)


def score(folder, format_, document, said, change):
    """NER's F1 of a file, read as it would be; `None` where it is a fault."""
    other = Document(id="article-two", text="Nobody came to the other place at all.", mentions=())
    gold = {d.id: d for d in (document, other)}
    if change == "labels in lower case":
        said = Document(
            id=said.id,
            text=said.text,
            mentions=tuple(Mention(start=m.start, end=m.end, text=m.text, type=m.type.lower()) for m in said.mentions),
        )
    content = writer(format_)([said], [said.text])
    name = "article-one.predictions.json" if change == "another file name" else "article-one.json"
    path = Path(folder) / (name + (".gz" if change == "gzip" else ""))
    path.write_bytes(
        gzip.compress(content) if change == "gzip" else b"\xef\xbb\xbf" + content if change == "a byte-order mark" else content
    )
    labels = frozenset(LABELS)
    against = Gold(dict(reversed(gold.items())) if change == "order" else gold, Inventory(labels), "g", "0")
    noted = Reading()
    try:
        reads, _ = understood(read_any([str(path)], against, noted, format_=format_), against, noted)
        pairs = list(paired(against, reads, noted))
    except DataError:
        return None
    metric = parse("NER")
    return scored(evaluate(pairs, [metric]), metric).f1


FORMATS = ("native", "brat", "flat", *OWN)


@pytest.mark.parametrize("format_", FORMATS)
@given(articles(), st.sampled_from(sorted(COPIES)), st.sampled_from(CHANGES))
def test_a_changed_file_scores_the_same_or_is_a_fault(format_, document, copy, change):
    with tempfile.TemporaryDirectory() as folder:
        found = score(folder, format_, document, seen(document, copy), change)
    assert found in {1.0, None}


@pytest.mark.parametrize("format_", FORMATS)
@given(articles(), st.sampled_from(CHANGES))
def test_what_only_the_file_system_changes_is_read(format_, document, change):
    with tempfile.TemporaryDirectory() as folder:
        assert score(folder, format_, document, seen(document, "as it was"), change) == 1.0
