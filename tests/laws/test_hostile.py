"""A file of any format that somebody spoiled is a fault, or is scored; what was in it is counted or told. Nothing else ever happens."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.corpus.gold import Gold
from dateline.corpus.loading import read_any
from dateline.corpus.notes import Reading
from dateline.corpus.predictions import paired, understood
from dateline.document import Document
from dateline.document.inventory import Inventory
from dateline.evaluation.count import evaluate, scored
from dateline.files.faults import DataError
from dateline.metrics import parse
from tests.writers import LAYOUTS, Item, Seen, beside

pytestmark = pytest.mark.once

TEXT = "Kim met Lee in Rome. Zoë 🎉 praised the UN, said Ola."
SEEN = Seen("article-one", TEXT, [Item(0, 3, "Kim", "PER"), Item(15, 19, "Rome", "LOC"), Item(40, 42, "UN", "ORG")])
JSON = [name for name, layout in LAYOUTS.items() if layout.write(SEEN)[:1] in {b"{", b"["}]
WRONG = (10**12, -(10**9), 1.5, "x", "", True, 1e308, "\U0010ffff", "  ", "-1", "0", [[]], {"a": 1}, "B-", "article-two", 2**31, "9" * 30)
ABSENT = (None, [], {})  # what a tool may write where it has nothing to say
MARKS = (b"\n", b"\t", b"\x00", b"\xff", b'"', b"{", b"]", b"<", b"(", b"|", b"\r", b"\xe2\x80\xa8", b"::")
PIECES = (*MARKS, b"&#0;", b"&lol;", b"-1", b"1e999")


def places(value, at=()):
    """Every place in some JSON."""
    yield at
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from places(value[key], (*at, key))


def put(value, at, new):
    """Some JSON with another value in a place; under a key, given `twice`, beside the old one."""
    if not at:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[at[0]] = put(copy[at[0]], at[1:], new)
    return copy


@st.composite
def damaged(draw, content):
    """A file with pieces of it gone, given twice, in another order, or with what is no part of it."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 12)))
        how = draw(st.sampled_from(("gone", "twice", "other", "cut", "lines")))
        if how == "lines":
            rows = content.split(b"\n")
            content = b"\n".join(draw(st.permutations(rows[:12]))) + b"\n".join(rows[12:])
        else:
            new = {"gone": b"", "twice": content[start:end] * 2, "cut": b""}.get(how) if how != "other" else draw(st.sampled_from(PIECES))
            content = content[:start] + new + (b"" if how == "cut" else content[end:])
    return content


def outcome(name, content):
    """What a file comes to: its faults, or how many items are predicted, and what was told beside."""
    layout, reading = LAYOUTS[name], Reading()
    article = Document(id="article-one", text=TEXT, mentions=(), entities=(), times=(), quotes=())
    other = Document(id="article-two", text="Nobody came to the other place at all.", mentions=())
    against = Gold({d.id: d for d in (article, other)}, Inventory(frozenset({"PER", "LOC", "ORG"})), "g", "0")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article-one.json"
        path.with_suffix(".tokens").write_text(beside(SEEN), "utf-8", newline="")
        path.write_bytes(content)
        try:
            reads, _ = understood(read_any([str(path)], against, reading, format_=layout.format), against, reading)
            pairs = list(paired(against, reads, reading))
        except DataError as error:
            return error.faults
    metric = parse(layout.metric)
    score = scored(evaluate(pairs, [metric]), metric)
    assert score.f1 is None or 0 <= score.f1 <= 1
    items = sum(len(layer) for _, pred in pairs if pred for layer in (pred.mentions, pred.times, pred.quotes) if layer)
    return items, {*reading.repairs, *reading.notes, *map(str, reading.mistakes), *reading.lost}


@pytest.mark.parametrize("name", LAYOUTS)
@given(st.data())
def test_a_damaged_file_is_a_fault_or_a_score(name, data):
    found = outcome(name, data.draw(damaged(LAYOUTS[name].write(SEEN))))
    assert isinstance(found, tuple) or all(str(fault.fix) for fault in found)


@pytest.mark.parametrize("name", JSON)
@given(st.data())
def test_what_a_wrong_value_takes_away_is_told(name, data):
    value = json.loads(LAYOUTS[name].write(SEEN).split(b"\n")[0])
    at = data.draw(st.sampled_from(list(places(value))))
    new = data.draw(st.sampled_from(WRONG + ABSENT))
    found = outcome(name, json.dumps(put(value, at, new)).encode())
    before = outcome(name, LAYOUTS[name].write(SEEN))
    if isinstance(found, tuple) and new not in ABSENT:
        assert found[0] >= before[0] or found[1] - before[1], (at, new)
