"""Every fault of a document, each with its place, its words and its advice."""

import pytest

import dateline
from dateline.corpus import check as module
from dateline.corpus.check import check
from dateline.document.inventory import Inventory
from dateline.files.faults import Fault, Suggestion
from tests.corpus.conftest import TEXT, document

KIM, LEO = {"start": 0, "end": 3}, {"start": 8, "end": 11}
EMPTY = "start is the first character, end the one after the last"
POINTS = "count Unicode code points, newlines included"
UNIQUE = "ids are unique in the document, over all layers"
PROBABILITY = "give a probability, or leave it out"
STRING = "give `start` and `end`, or the exact string as `text`"
HOMELESS = "give `start` and `end`, or the document's `text`"
SORT = "sort them and join what touches"
HEAD = "give the head's own span inside the mention, or leave it out"
CONTENT = "give `spans` [[start, end], …] or `text`"
INLINE = 'give an id, {"text": "…"} or {"start": …, "end": …}'
HERE = "…eo in Rome. Lee met Kim.[]"


def told(value, text=TEXT, inventory=module.OPEN, **more):
    """Path, words, advice and window of each fault."""
    found = check(document(**value), text, ("p", 3), inventory, **more)
    assert all(fault[:2] == ("p", 3) for fault in found)
    return [(fault.path, fault.what, str(fault.fix), fault.window) for fault in found]


FAULTLESS = {
    "nothing": {},
    "whole": {"mentions": [{"start": 0, "end": 33}]},
    "one character": {"mentions": [{"start": 32, "end": 33}]},
    "scores": {"mentions": [{**KIM, "score": 0}, {**LEO, "score": 1}]},
    "its own text": {"mentions": [{**KIM, "text": "Kim"}], "text": TEXT},
    "found otherwise": {"mentions": [{**KIM, "text": "KIM", "aligned": "normalised"}, {"text": "x", "aligned": "none"}]},
    "fragments": {"mentions": [{"start": 0, "end": 11, "fragments": [[0, 3], [8, 11]], "text": "Kim Leo"}]},
    "three fragments": {"mentions": [{"start": 0, "end": 11, "fragments": [[0, 3], [4, 7], [8, 11]]}]},
    "strings as fragments": {"mentions": [{"fragments": [{"text": "Kim"}]}]},
    "a head that is all": {"mentions": [{**KIM, "head": [0, 3]}]},
    "one entity of a span": {"mentions": [{**KIM, "entity": "a"}, {**KIM, "entity": "a"}, KIM, {**LEO, "entity": "b"}]},
    "one head of a span": {"mentions": [{**KIM, "head": [0, 1]}, {**KIM, "head": [0, 1]}, KIM, {**LEO, "head": [8, 9]}]},
    "found nowhere": {"mentions": [{"text": "x", "aligned": "none", "entity": e, "head": [n, n + 1]} for n, e in enumerate("ab")]},
    "quotes": {"quotes": [{"spans": [[0, 3]]}]},
    "references": {
        "mentions": [{**KIM, "id": "m", "entity": "k"}],
        "entities": [{"id": "e", "members": ["k"]}],
        "times": [{**LEO, "id": "t"}],
        "events": [{"start": 4, "end": 7, "id": "v", "asserted_by": "UNSPECIFIED", "arguments": [{"role": "x", "filler": "t"}]}],
        "relations": [{"head": "m", "type": "r", "tail": "v"}, {"head": {"text": "x"}, "type": "r", "tail": {"start": 0, "end": 3}}],
    },
}  # fmt: skip


WORDS = ', or give {"text": "…"} where words of the text are meant'


@pytest.mark.parametrize("case", FAULTLESS)
def test_what_is_right_has_no_fault(case):
    assert told(FAULTLESS[case]) == []


FAULTY = {
    "empty": ([{"start": 5, "end": 5}], "[0]", "span [5, 5] is empty or runs backwards", EMPTY, ""),
    "backwards": ([KIM, {"start": 5, "end": 4}], "[1]", "span [5, 4] is empty or runs backwards", EMPTY, ""),
    "before": ([{"start": -1, "end": 4}], "[0]", "span [-1, 4] is empty or runs backwards", EMPTY, ""),
    "beyond": ([{"start": 33, "end": 34}], "[0]", "span [33, 34] ends after the text, which has 33 characters", POINTS, HERE),
    "text": (
        [{"start": 4, "end": 7, "text": "Kim"}], "[0]", "text 'Kim' differs from the article's 'met': they are different strings",
        "the string stands at 0, 4 characters earlier", "Kim [met] Leo in Rome. Lee met Ki…",
    ),
    "case": (
        [{**KIM, "text": "KIM", "aligned": "exact"}], "[0]", "text 'KIM' differs from the article's 'Kim': in case only",
        "leave `start` and `end` out to have the string found, or correct `text`", "[Kim] met Leo in Rome. Lee me…",
    ),
    "homeless": ([{"type": "PER"}], "[0]", "has no place", STRING, ""),
    "a string": ([{"text": "Kim"}], "[0]", "has no place", STRING, ""),
    "a start": ([{"start": 0}], "[0]", "has no place", STRING, ""),
    "an end": ([{"end": 3}], "[0]", "has no place", STRING, ""),
    "no fragments": ([{**KIM, "fragments": []}], "[0].fragments", "is empty", "leave it out, or give the fragments", ""),
    "order": ([{"start": 0, "end": 11, "fragments": [[8, 11], [0, 3]]}], "[0].fragments", "are not in order, or overlap", SORT, ""),
    "overlap": ([{"start": 0, "end": 11, "fragments": [[0, 5], [4, 11]]}], "[0].fragments", "are not in order, or overlap", SORT, ""),
    "touch": ([{"start": 0, "end": 11, "fragments": [[0, 4], [4, 11]]}], "[0].fragments", "are not in order, or overlap", SORT, ""),
    "hull": (
        [{"start": 0, "end": 12, "fragments": [[0, 3], [8, 11]]}], "[0]", "`start` and `end` are not the hull of `fragments`",
        "give start 0 and end 11", "",
    ),
    "a hull of three": (
        [{"start": 0, "end": 12, "fragments": [[0, 3], [4, 7], [8, 11]]}], "[0]", "`start` and `end` are not the hull of `fragments`",
        "give start 0 and end 11", "",
    ),
    "a fragment": (
        [{"start": 0, "end": 5, "fragments": [[0, 3], [5, 5]]}], "[0].fragments[1]", "span [5, 5] is empty or runs backwards", EMPTY, "",
    ),
    "a head before": ([{"start": 4, "end": 7, "head": [3, 5]}], "[0].head", "head [3, 5] is outside its mention", HEAD, ""),
    "a head behind": ([{"start": 4, "end": 7, "head": [5, 8]}], "[0].head", "head [5, 8] is outside its mention", HEAD, ""),
    "score": ([{**KIM, "score": 1.5}], "[0].score", "score 1.5 is not between 0 and 1", PROBABILITY, ""),
    "negative": ([{**KIM, "score": -0.5}], "[0].score", "score -0.5 is not between 0 and 1", PROBABILITY, ""),
    "ids": ([{**KIM, "id": "a"}, LEO, {**LEO, "id": "a"}], "[2].id", "id 'a' is given twice", UNIQUE, ""),
    "entities": (
        [{**KIM, "entity": "a"}, {**KIM, "entity": "b"}], "[1].entity", "span [0, 3] is in two entities, 'a' and 'b'",
        "a span belongs to one entity: choose", "",
    ),
    "heads": (
        [{**KIM, "head": [0, 1]}, {**KIM, "head": [1, 2]}], "[1].head", "span [0, 3] has two heads, (0, 1) and (1, 2)",
        "a span has one head: choose", "",
    ),
    "heads of fragments": (
        [{"start": 0, "end": 11, "fragments": [[0, 3], [8, 11]], "head": [n, n + 1]} for n in (0, 8)], "[1].head",
        "span [0, 11] has two heads, (0, 1) and (8, 9)", "a span has one head: choose", "",
    ),
    "entities of fragments": (
        [{"start": 0, "end": 11, "fragments": [[0, 3], [8, 11]], "entity": e} for e in "ab"], "[1].entity",
        "span [0, 11] is in two entities, 'a' and 'b'", "a span belongs to one entity: choose", "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTY)
def test_a_faulty_mention_is_told(case):
    mentions, path, *words = FAULTY[case]
    assert told({"mentions": mentions}) == [(f"$.mentions{path}", *words)]


LAYERS = {
    "a quote": ({"quotes": [{"spans": []}]}, ("$.quotes[0]", "has no content", CONTENT, "")),
    "a cue": ({"quotes": [{"spans": [[0, 3]], "cue": [5, 5]}]}, ("$.quotes[0].cue", "span [5, 5] is empty or runs backwards", EMPTY, "")),
    "a time": ({"times": [{"start": 5, "end": 5}]}, ("$.times[0]", "span [5, 5] is empty or runs backwards", EMPTY, "")),
    "an event": ({"events": [{"type": "x"}]}, ("$.events[0]", "has no place", STRING, "")),
    "a speaker": (
        {"quotes": [{"spans": [[0, 3]], "speaker": {"start": 0, "end": 99}}]},
        ("$.quotes[0].speaker", "span [0, 99] ends after the text, which has 33 characters", POINTS, "[Kim met Leo in Rome. Lee met Kim.]"),
    ),
    "a copy": (
        {"text": TEXT.upper()},
        ("$.text", "differs from the gold's text: in case only", "leave `text` out, or give the article's own", ""),
    ),
    "a reference": (
        {"entities": [{"id": "kim"}], "relations": [{"head": "kin", "type": "r", "tail": "kim"}]},
        ("$.relations[0].head", "nothing has the id 'kin'", f"did you mean kim?{WORDS}", ""),
    ),
    "nothing to refer to": (
        {"quotes": [{"id": "q", "spans": [[0, 3]], "speaker": "q"}]},
        ("$.quotes[0].speaker", "nothing has the id 'q'", f"declare it{WORDS}", ""),
    ),
    "a relation is none": (
        {"entities": [{"id": "e"}], "relations": [{"id": "rel", "head": "rel", "type": "r", "tail": "e"}]},
        ("$.relations[0].head", "nothing has the id 'rel'", f"known: e{WORDS}", ""),
    ),
    "an inline nothing": ({"quotes": [{"spans": [[0, 3]], "via": {"nth": 2}}]}, ("$.quotes[0].via", "names nothing", INLINE, "")),
    "a start alone": ({"quotes": [{"spans": [[0, 3]], "via": {"start": 2}}]}, ("$.quotes[0].via", "names nothing", INLINE, "")),
    "an end alone": ({"quotes": [{"spans": [[0, 3]], "via": {"end": 2}}]}, ("$.quotes[0].via", "names nothing", INLINE, "")),
    "two layers": ({"entities": [{"id": "a"}], "times": [{**KIM, "id": "a"}]}, ("$.times[0].id", "id 'a' is given twice", UNIQUE, "")),
}  # fmt: skip


@pytest.mark.parametrize("case", LAYERS)
def test_a_fault_of_another_layer_is_told(case):
    value, fault = LAYERS[case]
    assert told(value) == [fault]


def test_faults_are_told_kind_by_kind():
    mentions = [{**KIM, "score": 2, "head": [3, 4], "type": "X", "entity": "a"}, {**KIM, "id": "m", "entity": "b"}]
    relation = {"id": "m", "head": "m9", "type": "r", "tail": "a"}
    found = told({"mentions": mentions, "relations": [relation]}, inventory=Inventory(frozenset(("PER",))))
    assert [path for path, *_ in found] == [
        *("$.mentions[0].score", "$.relations[0].id", "$.mentions[0].head"),
        *("$.relations[0].head", "$.mentions[1].entity", "$.mentions[0].type"),
    ]


def test_without_a_text_a_string_has_no_place_and_a_span_no_end():
    assert told({"mentions": [{"text": "Kim"}, {"type": "PER"}, {"start": 0, "end": 99, "text": "x"}], "text": "x"}, None) == [
        ("$.mentions[0]", "has no place, as its document has no text to find its string in", HOMELESS, ""),
        ("$.mentions[1]", "has no place", STRING, ""),
    ]


def test_a_span_before_the_text_is_told_once_and_is_in_no_entity():
    mentions = [{"start": -1, "end": 3, "entity": e, "head": [n, n + 1]} for n, e in enumerate("ab")]
    assert [path for path, *_ in told({"mentions": mentions})] == ["$.mentions[0]", "$.mentions[1]"]


def test_an_empty_head_is_outside():
    assert told({"mentions": [{"start": 4, "end": 7, "head": [5, 5]}]}) == [
        ("$.mentions[0].head", "head [5, 5] is outside its mention", HEAD, ""),
        ("$.mentions[0].head", "span [5, 5] is empty or runs backwards", EMPTY, ""),
    ]


def test_references_may_dangle_where_that_is_said():
    value = {"relations": [{"head": "m9", "type": "r", "tail": {"nth": 1}}]}
    assert [path for path, *_ in told(value, dangling=True)] == ["$.relations[0].tail"]
    assert [path for path, *_ in told(value)] == ["$.relations[0].head", "$.relations[0].tail"]
    assert [path for path, *_ in module.references(document(**value))] == ["$.relations[0].head", "$.relations[0].tail"]


def test_a_hundred_faults_of_a_kind_are_kept(monkeypatch):
    monkeypatch.setattr(module, "MOST", 2)
    found = told({"mentions": [{"start": 5, "end": 5, "score": 2}] * 5})
    assert [path for path, *_ in found] == ["$.mentions[0].score", "$.mentions[1].score", "$.mentions[0]", "$.mentions[1]"]


def test_a_fault_is_of_a_file_and_a_line():
    (fault,) = check(
        document(relations=[{"head": "kin", "type": "r", "tail": "UNSPECIFIED"}], times=[{**KIM, "id": "kim"}]), TEXT, ("p", 3)
    )
    assert fault == Fault("p", 3, "$.relations[0].head", "nothing has the id 'kin'", Suggestion("kin", ("kim",), WORDS), "")


def test_a_link_that_is_an_address_is_a_fault_where_none_is_mended():
    (fault,) = dateline.check(
        [{"id": "000_6bac379f7b3f3210", "mentions": [{"start": 0, "end": 5, "type": "PER", "qid": "https://www.wikidata.org/wiki/Q7747"}]}]
    )
    assert (fault.path, fault.fix) == ("$.mentions[0].qid", "give 'Q7747'")
    assert fault.what.endswith("is an address, no id")
