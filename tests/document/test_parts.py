"""Where the spans and references of items stand is read off the types."""

import msgspec
import pytest
from hypothesis import given

from dateline.document import Alternative, Argument, Event, Inline, Mention, Quote, Relation
from dateline.document.parts import ITEM_LAYERS, Part, changed, items_of, parts, references_of, spans_of, unchanged, with_items
from tests.strategies import documents

JUDGED = {"alternatives": "item"}
HELD = {
    Alternative: {"spans": "span", "members": "reference", "filler": "reference", "asserted_by": "reference", "speaker": "reference"},
    Mention: {"fragments": "span", "head": "span"},
    Relation: {"head": "reference", "tail": "reference", "evidence": "span", "asserted_by": "reference"},
    Event: {"arguments": "item", "asserted_by": "reference"},
    Argument: {"filler": "reference"},
    Quote: {
        "spans": "span",
        "speaker": "reference",
        "cue": "span",
        "addressee": "reference",
        "via": "reference",
        "verbatim": "span",
    },
}


@pytest.mark.parametrize("kind", HELD, ids=lambda kind: kind.__name__)
def test_a_type_tells_what_its_fields_hold(kind):
    assert {part.name: part.kind for part in parts(kind)} == HELD[kind] | (JUDGED if kind is not Alternative else {})


def test_the_layers_are_those_of_the_document():
    assert ITEM_LAYERS == ("mentions", "entities", "times", "relations", "events", "quotes")


@given(documents())
def test_changing_nothing_changes_nothing(document):
    assert with_items(document, lambda item: changed(item, unchanged)) == document


@given(documents())
def test_every_span_and_reference_is_seen_and_changed(document):
    def later(span):
        return span[0] + 1000, span[1] + 1000

    moved = with_items(document, lambda item: changed(item, later))
    for (path, before), (_, after) in zip(items_of(document), items_of(moved), strict=True):
        assert [later(span) for _, span in spans_of(before)] == [span for _, span in spans_of(after)], path
        assert {who for _, who in references_of(changed(before, reference=lambda _: "one"))} <= {"one"}, path


def test_inline_fillers_move_with_the_others():
    event = Event(start=3, end=5, arguments=(Argument(role="Place", filler=Inline(start=0, end=2)),))
    moved = changed(event, lambda span: (span[0] + 1, span[1] + 1))
    assert (moved.start, moved.arguments[0].filler.start, moved.arguments[0].filler.end) == (4, 1, 3)


def test_a_field_holds_one_or_several():
    several = {(part.name, part.several) for kind in HELD for part in parts(kind) if part.name in {"head", "cue", "spans", "evidence"}}
    assert several == {("head", False), ("cue", False), ("spans", True), ("evidence", True)}
    assert parts(Quote)[:1] == (Part("alternatives", "item", True),)
    assert Part("speaker", "reference", False) in parts(Quote)
    assert Part("members", "reference", True) in parts(Alternative)


class Holder(msgspec.Struct):
    """Somebody's own, with one item in it."""

    one: Mention | None = None
    others: tuple[Quote, ...] | None = None
    word: str = ""


def test_items_in_items_are_found_by_their_paths():
    quote = Quote(
        spans=((0, 3), (4, 7)),
        cue=(8, 9),
        speaker="m",
        addressee=Inline(start=20, end=23),
        via=Inline(text="her"),
        alternatives=(Alternative(spans=((1, 2),), speaker=Inline(start=5, end=6)), Alternative(speaker="x")),
    )
    held = Holder(one=Mention(start=0, end=9, head=(0, 3)), others=(quote, Quote(spans=((10, 11),))))
    assert parts(Holder) == (Part("one", "item", False), Part("others", "item", True))
    assert sorted(spans_of(quote)) == [
        ("addressee", (20, 23)),
        ("alternatives[0].spans[0]", (1, 2)),
        ("alternatives[0].speaker", (5, 6)),
        ("cue", (8, 9)),
        ("spans[0]", (0, 3)),
        ("spans[1]", (4, 7)),
    ]
    assert sorted(path for path, _ in references_of(quote)) == [
        "addressee",
        "alternatives[0].speaker",
        "alternatives[1].speaker",
        "speaker",
        "via",
    ]
    paths = [path for path, _ in spans_of(held)]
    assert paths[:2] == ["one.head", "others[0].alternatives[0].spans[0]"]
    assert paths[2:4] == ["others[0].spans[0]", "others[0].spans[1]"]
    assert ("others[1].spans[0]", (10, 11)) in spans_of(held)
    half = Relation(head=Inline(start=3), type="r", tail=Inline(end=3))
    assert list(spans_of(half)) == []
    assert [path for path, _ in references_of(half)] == ["head", "tail"]
