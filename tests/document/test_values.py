"""Small values of the schema: spans and their overlaps, sentences, items, facts that travel to workers."""

import pickle
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from dateline.document import Document, Inline, Mention
from dateline.document.facts import facts
from dateline.document.items import Item, items, pieces_of, reference_span, shared_characters
from dateline.document.sentences import sentence_at, sentences
from dateline.document.spans import (
    LABEL,
    NEITHER,
    NO_SPANS,
    SPAN,
    SPAN_AND_LABEL,
    at_one_place,
    crowd,
    flat,
    in_order,
    inside,
    length,
    likeness,
    merged,
    overlap,
    overlaps,
    parted,
    stepped,
)
from tests.conftest import short

PIECES = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 4)).map(lambda s: (s[0], s[0] + s[1])), min_size=1, max_size=3)
SIDES = st.lists(st.tuples(PIECES, st.sampled_from(("PER", "ORG"))), max_size=5)


def spans(side):
    """The spans of (pieces, label)."""
    rows = [(tuple(merged(tuple(pieces))), label, number) for number, (pieces, label) in enumerate(side)]
    return in_order((pieces[0][0], pieces[-1][1], label, pieces, (), number) for pieces, label, number in rows)


def characters(pieces):
    return {at for start, end in pieces for at in range(start, end)}


@given(SIDES, SIDES)
def test_every_overlapping_pair_is_found_with_what_is_equal(gold, pred):
    ours, theirs = spans(gold), spans(pred)
    wanted = set()
    for g, a in enumerate(ours.places()):
        for p, b in enumerate(theirs.places()):
            shared = len(characters(a) & characters(b))
            if shared:
                wanted.add((g, p, shared, 2 * (a != b) + (ours.labels[g] != theirs.labels[p])))
    assert sorted(overlaps(ours, theirs)) == sorted(wanted)
    assert sorted(at_one_place(ours, theirs)) == sorted(
        (g, p, a[-1][1] - a[0][0], int(ours.labels[g] != theirs.labels[p]))
        for g, a in enumerate(ours.places())
        for p, b in enumerate(theirs.places())
        if a == b
    )
    hulls = sum(a[0][0] < b[-1][1] and b[0][0] < a[-1][1] for a in ours.places() for b in theirs.places())
    assert crowd(ours, theirs) == hulls
    alone, others = parted(sorted(wanted), flat=False)
    assert sorted(alone + others) == sorted(wanted)
    assert len({g for g, *_ in alone}) == len(alone) == len({p for _, p, *_ in alone}) or not others


@given(PIECES, PIECES)
def test_pieces_share_characters_and_are_joined(a, b):
    left, right = merged(tuple(a)), merged(tuple(b))
    assert overlap(left, right) == len(characters(a) & characters(b))
    assert length(left) == len(characters(a))
    assert characters(left) == characters(a)
    assert all(one[1] < other[0] for one, other in pairwise(left))
    assert inside(b[0], left) == (characters(b[:1]) <= characters(a))
    assert not inside(None, left)


def test_sides_without_overlaps_are_flat():
    assert flat([], [])
    assert flat([0, 3], [3, 5])
    assert not flat([0, 2], [3, 5])
    assert not flat([-2, 3], [-2, 5])
    assert in_order([]) is NO_SPANS
    assert (SPAN_AND_LABEL, SPAN, LABEL, NEITHER) == tuple(likeness(spans=s, labels=k) for s in (True, False) for k in (True, False))


def test_copies_are_told_apart_and_spans_are_chosen_by_rank():
    side = spans([([(0, 3)], "PER"), ([(0, 3)], "PER"), ([(0, 3)], "ORG"), ([(5, 6), (8, 9)], "PER")])
    kept, copies = side.apart()
    assert (kept.starts, kept.labels, list(kept.numbers)) == ([0, 0, 5], ["ORG", "PER", "PER"], [2, 0, 3])
    assert (copies.starts, copies.labels, list(copies.numbers)) == ([0], ["PER"], [1])
    assert spans([([(0, 2), (5, 9)], "PER"), ([(0, 3), (5, 9)], "PER")]).apart()[1].starts == []  # one hull, other pieces
    assert side.chosen(range(4)) is side
    assert side.chosen([3]).places() == [((5, 6), (8, 9))]
    assert side.piece(3) == ((5, 6), (8, 9))
    assert spans([([(0, 3)], "PER")]).piece(0) == ((0, 3),)
    assert spans([([(0, 3)], "PER"), ([(2, 5)], "PER")]).chosen([1]).flat


def test_hulls_that_overlap_and_pieces_that_do_not():
    gold, pred = spans([([(0, 2), (8, 9)], "PER")]), spans([([(4, 6)], "PER"), ([(8, 9)], "PER")])
    assert overlaps(gold, pred) == [(0, 1, 1, NEITHER - 1)]
    empty = in_order([(5, 5, "PER", ((5, 5),), (), 0)])
    assert list(overlaps(empty._replace(flat=False), spans([([(0, 9)], "PER")]))) == []


def test_where_items_stand():
    assert pieces_of(Mention(start=0, end=9, fragments=((5, 9), (0, 2))), 4) == ((0, 2), (5, 9))
    assert pieces_of(Mention(start=1, end=2), 4) == ((1, 2),)
    assert pieces_of(Mention(text="x"), 4) == ((-10, -10),)
    assert reference_span(Inline(start=1, end=2)) == (1, 2)
    assert reference_span(Inline(text="x")) is None
    assert reference_span(Inline(start=1)) is None


def test_a_document_is_shown_by_what_it_holds():
    assert short(Document(id="d")) == "<Document d: empty>"
    assert short(Document(id="d", mentions=(Mention(start=0, end=1),), quotes=())) == "<Document d: 1 mentions, 0 quotes>"


def test_items_are_made_of_columns_and_share_characters():
    found = items([0, 4], [3, 9], ["PER", "ORG"], [(), (1,)], [((0, 3),), ((4, 5), (8, 9))], [None, "s"])
    assert found == [Item(0, 3, "PER", (), ((0, 3),), None), Item(4, 9, "ORG", (1,), ((4, 5), (8, 9)), "s")]
    assert repr(found[1]) == "Item(4, 9, 'ORG', (1,))"
    assert list(shared_characters(found, [Item(2, 9, "PER", (), ((2, 9),), None)])) == [(0, 0, 1), (1, 0, 2)]
    assert list(shared_characters(found, [Item(6, 7, "PER", (), ((6, 7),), None)])) == []


def test_sentences_and_the_one_around_a_place():
    text = "Mr. Kim left. “So,” he said.\n\n   Ola came!  "
    assert [text[start:end] for start, end in sentences(text)][:2] == ["Mr. Kim left.", "“So,” he said."]
    assert [sentence_at(text, place) for place in (0, 5, 15, 34)] == [0, 0, 1, 2]
    assert sentences("") == sentences(" \n\n ") == ()
    assert sentence_at("", 0) == 0
    assert sentences("..\n\n") != ()


def test_facts_travel_with_what_they_know(tmp_path):
    path = tmp_path / "facts.tsv"
    path.write_text("Kim\tmet_with\tLee\n\n", "utf-8")
    found = facts(str(path))
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - made here
    assert (again, again.known) == (found, found.known)
    assert found.known == {("kim", "met_with", "lee")}


def test_equal_spans_stand_at_one_place():
    gold = spans([([(3, 5), (8, 9)], "PER"), ([(3, 9)], "PER"), ([(20, 24)], "ORG"), ([(20, 24)], "PER")])
    pred = spans([([(3, 5), (8, 9)], "ORG"), ([(20, 24)], "PER"), ([(3, 9)], "PER")])
    found = {(gold.labels[g], pred.piece(p)): rest for g, p, *rest in at_one_place(gold, pred)}
    assert found == {
        ("PER", ((3, 5), (8, 9))): [6, SPAN],
        ("PER", ((3, 9),)): [6, SPAN_AND_LABEL],
        ("ORG", ((20, 24),)): [4, SPAN],
        ("PER", ((20, 24),)): [4, SPAN_AND_LABEL],
    }
    nowhere = spans([([(-2, -2)], "PER")])
    assert at_one_place(nowhere, nowhere) == []


ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4), st.sampled_from("AB")), max_size=6)


def in_a_row(rows):
    """Spans after one another, each so far behind the last and so long."""
    placed, at = [], 0
    for gap, long, label in rows:
        placed.append(([(at + gap, at + gap + long)], label))
        at += gap + long
    return spans(placed)


@given(ROWS, ROWS)
@example([(0, 2, "A"), (0, 2, "A"), (0, 2, "B"), (1, 3, "A")], [(0, 2, "B"), (0, 2, "A"), (0, 1, "B"), (0, 1, "B"), (1, 3, "A")])
@example([(3, 4, "A"), (0, 4, "A")], [(1, 2, "A"), (0, 8, "B")])
def test_two_sides_in_a_row_are_walked_once(gold, pred):
    ours, theirs = in_a_row(gold), in_a_row(pred)
    assert ours.flat
    assert theirs.flat
    wanted = [
        (g, p, shared, 2 * (a != b) + (ours.labels[g] != theirs.labels[p]))
        for g, a in enumerate(ours.places())
        for p, b in enumerate(theirs.places())
        if (shared := len(characters(a) & characters(b)))
    ]
    assert stepped(ours[:3], theirs[:3]) == wanted
    assert list(overlaps(ours, theirs)) == wanted


@given(SIDES, SIDES)
def test_pairs_that_nothing_else_overlaps_are_parted_from_the_others(gold, pred):
    ours, theirs = spans(gold), spans(pred)
    found = sorted(overlaps(ours, theirs))
    alone, tangled = parted(found, flat=False)
    golds, preds = [g for g, *_ in found], [p for _, p, *_ in found]
    assert sorted(alone) == [one for one in found if golds.count(one[0]) == 1 == preds.count(one[1])]
    assert sorted([*alone, *tangled]) == found


def test_what_is_chosen_in_a_row_stays_so_and_what_overlaps_does_not():
    row = in_a_row([(0, 2, "A"), (0, 2, "A"), (1, 2, "A")])
    assert row.chosen([0, 2]).flat
    nested = spans([([(0, 9)], "A"), ([(2, 4)], "A"), ([(5, 7)], "A")])
    assert not nested.flat
    assert nested.chosen([1, 2]).flat
    assert not nested.chosen([0, 2]).flat
    assert not spans([([(0, 2), (5, 6)], "A"), ([(8, 9)], "A")]).chosen([0]).flat
    assert in_order([(4, 6, "A", ((4, 6),), (), 1), (0, 2, "A", ((0, 2),), (), 0)]).flat
    assert not in_order([(0, 6, "A", ((0, 2), (4, 6)), (), 0)]).flat


def test_pieces_that_touch_are_one():
    assert merged(((0, 2), (2, 4))) == ((0, 4),)
    assert merged(((0, 2), (3, 4))) == ((0, 2), (3, 4))
    assert merged(((5, 6), (0, 4), (1, 2))) == ((0, 4), (5, 6))
