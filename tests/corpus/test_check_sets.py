"""Limits, sets and labels of a document."""

import pytest

from dateline.corpus.check import check, sets
from dateline.document.inventory import Inventory
from dateline.files import LIMITS, Limits
from dateline.files.faults import Suggestion
from tests.corpus.conftest import TEXT, document

KIM, LEO = {"start": 0, "end": 3}, {"start": 8, "end": 11}
ITEMS = "split it; `score` and `check` take --limit items=N"
FRAGMENTS = "join them; `score` and `check` take --limit fragments=N"


def found(value, inventory, limits=LIMITS):
    return [fault[2:] for fault in check(document(**value), TEXT, ("p", 3), inventory, limits)]


@pytest.mark.parametrize(
    ("value", "limits", "faults"),
    [
        ({"mentions": [KIM, LEO]}, Limits(items=2, fragments=1), []),
        ({"mentions": [KIM, LEO]}, Limits(items=1), [("$.mentions", "has 2 items, more than 1 (limit items)", ITEMS, "")]),
        (
            {"mentions": [KIM] * 1100, "entities": [{"id": "a"}, {"id": "a"}], "times": [KIM] * 1001},
            Limits(items=1000),
            [
                ("$.mentions", "has 1,100 items, more than 1,000 (limit items)", ITEMS, ""),
                ("$.times", "has 1,001 items, more than 1,000 (limit items)", ITEMS, ""),
            ],
        ),
        (
            {"mentions": [KIM, {"start": 0, "end": 11, "fragments": [[0, 3], [8, 11]]}], "quotes": [{"spans": [[0, 3], [8, 11]]}]},
            Limits(fragments=1),
            [
                ("$.mentions[1]", "has 2 fragments, more than 1 (limit fragments)", FRAGMENTS, ""),
                ("$.quotes[0]", "has 2 fragments, more than 1 (limit fragments)", FRAGMENTS, ""),
            ],
        ),
        ({"quotes": [{"spans": [[0, 3], [8, 11]]}]}, Limits(fragments=2), []),
        ({"mentions": [{"start": 0, "end": 11, "fragments": [[0, 3], [8, 11]]}]}, Limits(fragments=2), []),
    ],
)
def test_past_a_limit_nothing_else_is_told(value, limits, faults):
    assert found(value, Inventory(), limits) == faults


def told(limits=LIMITS, **members):
    entities = [{"id": name, **({"members": inner.split()} if inner else {})} for name, inner in members.items()]
    faults = list(sets(document(entities=entities), limits))
    assert {window for *_, window in faults} <= {""}
    return [fault[:3] for fault in faults]


ITSELF, DEEPER = "list only other entities", "list only entities that do not hold it"
DEEP = "the set {!r} contains itself, or nests deeper than {} (limit nesting)"


@pytest.mark.parametrize(
    ("members", "faults"),
    [
        ({"a": "b c", "b": "", "c": "d", "d": ""}, []),
        ({"a": "x"}, []),
        ({"b": "", "a": "a b"}, [("$.entities[1].members", "the set 'a' contains itself", ITSELF)]),
        (
            {"a": "b", "b": "a"},
            [
                ("$.entities[0].members", "the set 'a' contains itself", ITSELF),
                ("$.entities[1].members", "the set 'b' contains itself", ITSELF),
            ],
        ),
        (
            {"a": "x b", "b": "x a"},
            [(f"$.entities[{n}].members", f"the set {name!r} contains itself", ITSELF) for n, name in enumerate("ab")],
        ),
        (
            {"a": "b", "b": "c", "c": "a"},
            [(f"$.entities[{n}].members", DEEP.format(name, 64), DEEPER) for n, name in enumerate("abc")],
        ),
        (
            {"x": "a", "a": "a"},
            [("$.entities[0].members", DEEP.format("x", 64), DEEPER), ("$.entities[1].members", "the set 'a' contains itself", ITSELF)],
        ),
        ({"a": "a x", "b": "c", "c": ""}, [("$.entities[0].members", "the set 'a' contains itself", ITSELF)]),
    ],
)
def test_a_set_holds_only_others(members, faults):
    assert told(**members) == faults


def test_sets_nest_as_deep_as_the_limit():
    chain = {"a": "b", "b": "c", "c": "d", "d": ""}
    assert told(Limits(nesting=3), **chain) == []
    assert told(Limits(nesting=2), **chain) == [("$.entities[0].members", DEEP.format("a", 2), DEEPER)]
    assert told(Limits(nesting=1), **chain) == [
        ("$.entities[0].members", DEEP.format("a", 1), DEEPER),
        ("$.entities[1].members", DEEP.format("b", 1), DEEPER),
    ]


@pytest.mark.parametrize(
    ("members", "size"),
    [
        ({"a": "x y"}, 3),
        ({"a": "b b", "b": ""}, 3),
        ({"a": "b b", "b": "c c", "c": ""}, (1 + 3 + 3) + 3),
        ({"a": "b", "b": "", "c": "x"}, 2 + 2),
        ({"a": "b", "b": "c", "c": "d", "d": "x"}, 5 + 4 + 3 + 2),
    ],
)
def test_what_sets_spell_out_is_limited(members, size):
    assert told(Limits(items=size), **members) == []
    assert told(Limits(items=size - 1), **members) == [
        ("$.entities", f"has sets of {size:,} members in all (limit items)", "name what each set holds directly")
    ]


def test_sets_that_are_too_large_are_told_with_commas_beside_others():
    members = {"a": " ".join(["x"] * 1500), "b": "b"}
    assert told(Limits(items=1000), **members) == [
        ("$.entities", "has sets of 1,501 members in all (limit items)", "name what each set holds directly"),
        ("$.entities[1].members", "the set 'b' contains itself", ITSELF),
    ]


KNOWN = Inventory(*(frozenset((name,)) for name in ("PER", "met_with", "Attack", "Agent")))


@pytest.mark.parametrize(
    ("value", "path", "label", "known"),
    [
        ({"mentions": [{**KIM, "type": "X"}]}, "$.mentions[0].type", "X", "PER"),
        ({"entities": [{"id": "e", "type": "met_with"}]}, "$.entities[0].type", "met_with", "PER"),
        ({"relations": [{"head": {"text": "x"}, "type": "PER", "tail": {"text": "x"}}]}, "$.relations[0].type", "PER", "met_with"),
        ({"events": [{**KIM, "type": "Agent"}]}, "$.events[0].type", "Agent", "Attack"),
        (
            {"events": [{**KIM, "type": "Attack", "arguments": [{"role": r, "filler": "UNSPECIFIED"} for r in ("Agent", "Attack")]}]},
            "$.events[0].arguments[1].role",
            "Attack",
            "Agent",
        ),
    ],
)
def test_a_label_is_one_of_its_layer(value, path, label, known):
    fix = Suggestion(label, (known,), " or map yours with --labels")
    assert found(value, KNOWN) == [(path, f"label {label!r} is not in the inventory", fix, "")]
    assert found(value, Inventory()) == []


def test_labels_that_are_known_or_left_out_are_no_faults():
    value = {"mentions": [{**KIM, "type": "PER"}, LEO], "entities": [{"id": "e"}], "times": [{**KIM, "type": "DATE"}], "events": [KIM]}
    assert found(value, KNOWN) == []
