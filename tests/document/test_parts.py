"""Where the spans and references of items stand is read off the types."""

import pytest
from hypothesis import given

from dateline.document import Alternative, Argument, Event, Inline, Mention, Quote, Relation
from dateline.document.parts import ITEM_LAYERS, changed, items_of, parts, references_of, spans_of, unchanged, with_items
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
