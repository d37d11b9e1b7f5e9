"""A file changed as the world changes files scores the same, or is a fault; it never gets another number. Every format is tried."""

import gzip
import tempfile
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.corpus.gold import Gold
from dateline.corpus.loading import read_any
from dateline.corpus.notes import Reading
from dateline.corpus.predictions import paired, understood
from dateline.document import Document, Entity, Mention, Quote, Relation, Time
from dateline.document.inventory import Inventory
from dateline.evaluation.count import evaluate, scored
from dateline.files.faults import DataError
from dateline.formats._registry import names
from dateline.metrics import parse
from tests.writers import LAYOUTS, QIDS, UNITS, Item, Seen, beside, linked

pytestmark = pytest.mark.once

WORDS = ("Kim", "Zoë", "met", "🎉", "“so”", "x́", "in", "Ōsaka", "the", "Bank", "10\u00a0000", "two", "said", "𝔘SA", "it", "U.S.", "é́")
GAPS = (" ", " ", " ", "\n", "\r\n", "  ", "\u00a0", "\u2028", "\t", " \r\n\r\n")
LABELS = tuple(QIDS)
COPIES = {
    "as it was": lambda text: [(c, n) for n, c in enumerate(text)],
    "CRLF as LF": lambda text: [(c, n) for n, c in enumerate(text) if not (c == "\r" and text[n + 1 : n + 2] == "\n")],
    "LF as CRLF": lambda text: [(p, n) for n, c in enumerate(text) for p in ("\r\n" if c == "\n" and text[n - 1 : n] != "\r" else c)],
    "white space collapsed": lambda text: collapsed(text),  # noqa: PLW0108 - defined below
    "decomposed": lambda text: [(p, n) for n, c in enumerate(text) for p in unicodedata.normalize("NFD", c)],
    "edges stripped": lambda text: [(c, n) for n, c in enumerate(text) if text[:n].strip() or not c.isspace()],
}
CHANGES = (
    "nothing",
    "gzip",
    "a byte-order mark",
    "lines that end in CRLF",
    "labels in lower case",
    "words in lower case",
    "another file name",
    "order of the articles",
    "order of the items",
)


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
    """A nasty text and things on its words, no two of one place."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=6, max_size=14, unique=True))  # on another of its kind nobody could tell
    gaps = draw(st.lists(st.sampled_from(GAPS), min_size=len(words), max_size=len(words)))
    text, places = draw(st.sampled_from(("", "\n", " "))), []
    for word, gap in zip(words, gaps, strict=True):
        places.append((len(text), len(text) + len(word)))
        text += word + gap
    chosen = draw(st.lists(st.sampled_from(places), min_size=1, max_size=5, unique=True))
    return text, [Item(s, e, text[s:e], draw(st.sampled_from(LABELS))) for s, e in sorted(chosen)]


def document(name, text, items):
    """The article with every layer that some format holds."""
    return Document(
        id=name,
        text=text,
        mentions=tuple(Mention(start=i.start, end=i.end, text=i.words, type=i.label, entity=i.label) for i in items),
        entities=tuple(Entity(id=label, qid=QIDS[label]) for label in sorted({i.label for i in items})),
        times=tuple(Time(start=i.start, end=i.end, text=i.words, type="DATE", value="2020-05-03", edtf="2020-05-03") for i in items),
        quotes=tuple(Quote(spans=((i.start, i.end),)) for i in items),
        relations=tuple(Relation(head=a.label, type="leader_of", tail=b.label) for a, b in linked(items)),
    )


def seen(text, items, copy, change, unit):
    """The article as a tool says it that saw the text changed."""
    kept = COPIES[copy](text)
    own = "".join(c for c, _ in kept)

    def moved(place):
        return next((k for k, (_, n) in enumerate(kept) if n >= place), len(kept))

    found = []
    for item in reversed(items) if change == "order of the items" else items:
        start, end = moved(item.start), moved(item.end)
        words, label = own[start:end], item.label
        words = words.lower() if change == "words in lower case" else words
        found.append(Item(start, end, words, label.lower() if change == "labels in lower case" else label))
    return Seen("article-one", own, found, unit)


def score(folder, layout, article, said, change):
    """The F1 of a file, read as it would be; `None` where it is a fault."""
    gold = {d.id: d for d in (document("article-one", *article), document("article-two", "Nobody came to the other place at all.", []))}
    content = layout.write(said)
    content = content.replace(b"\n", b"\r\n") if change == "lines that end in CRLF" else content
    path = Path(folder) / ("article-one.predictions.json" if change == "another file name" else "article-one.json")
    path.with_suffix("").with_name("article-one.tokens").write_text(beside(said), "utf-8", newline="")
    path = path.with_name(path.name + ".gz") if change == "gzip" else path
    path.write_bytes(
        gzip.compress(content) if change == "gzip" else b"\xef\xbb\xbf" + content if change == "a byte-order mark" else content
    )
    against = Gold(dict(reversed(gold.items())) if change == "order of the articles" else gold, Inventory(frozenset(LABELS)), "g", "0")
    noted = Reading()
    try:
        reads, _ = understood(read_any([str(path)], against, noted, format_=layout.format), against, noted)
        pairs = list(paired(against, reads, noted))
    except DataError:
        return None
    metric = parse(layout.metric)
    return scored(evaluate(pairs, [metric]), metric).f1


@pytest.mark.parametrize("name", LAYOUTS)
@given(articles(), st.sampled_from(sorted(COPIES)), st.sampled_from(CHANGES), st.data())
def test_a_changed_file_scores_the_same_or_is_a_fault(name, article, copy, change, data):
    layout = LAYOUTS[name]
    unit = data.draw(st.sampled_from(sorted(UNITS))) if layout.offsets else layout.unit
    with tempfile.TemporaryDirectory() as folder:
        found = score(folder, layout, article, seen(*article, copy, change, unit), change)
    assert found in {1.0, None}


BINARY = {"docbin"}  # where bytes before or in the file are damage
KEPT = {name: set(CHANGES) - ({"a byte-order mark", "lines that end in CRLF"} if name in BINARY else set()) for name in LAYOUTS}


@pytest.mark.parametrize("name", LAYOUTS)
@given(articles(), st.sampled_from(CHANGES))
def test_what_only_the_file_system_changes_is_read(name, article, change):
    if change not in KEPT[name] or change == "words in lower case":
        return
    with tempfile.TemporaryDirectory() as folder:
        assert score(folder, LAYOUTS[name], article, seen(*article, "as it was", change, LAYOUTS[name].unit), change) == 1.0


def test_every_format_is_tried():
    assert {layout.format for layout in LAYOUTS.values()} == set(names())
