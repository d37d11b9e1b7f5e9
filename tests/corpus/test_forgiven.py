"""What could not be counted is left aside; each rule by itself, on a small document."""

from collections import Counter

import msgspec
import pytest

from dateline.corpus.mistakes import DONE, NO_ID, forgiven, short, told
from dateline.document import Document, Inline
from tests.corpus.conftest import document

KIM, LEO = {"start": 0, "end": 3}, {"start": 8, "end": 11}
TWICE, HEAD, OUTSIDE, HULL = "id given twice", "second head of one span", "head outside its mention", "start and end beside other fragments"
SECOND, ITSELF, NOTHING, SCORE = (
    "second entity on one span",
    "set that contains itself",
    "reference to nothing",
    "score that is no probability",
)
MENTIONS = {
    "nothing wrong": ([{**KIM, "id": "a", "entity": "e"}, {**LEO, "entity": "e"}], None, {}),
    "a score above one": ([{**KIM, "score": 1.5}], [KIM], {(SCORE, "1.5"): 1}),
    "a score below nought": ([{**KIM, "score": -1}], [KIM], {(SCORE, "-1.0"): 1}),
    "scores at the edges": ([{**KIM, "score": 0}, {**LEO, "score": 1}], None, {}),
    "an id twice": ([{**KIM, "id": "a"}, {**LEO, "id": "a"}], [{**KIM, "id": "a"}, LEO], {(TWICE, "a"): 1}),
    "two spans of two entities": ([{**KIM, "entity": "a"}, {**LEO, "entity": "b"}], None, {}),
    "no ids": ([KIM, LEO], None, {}),
    "a second entity": ([{**KIM, "entity": "a"}, {**KIM, "entity": "b"}], [{**KIM, "entity": "a"}, KIM], {(SECOND, "b"): 1}),
    "the same entity": ([{**KIM, "entity": "a"}, {**KIM, "entity": "a"}, KIM], None, {}),
    "entities nowhere": ([{"text": "x", "entity": "a"}, {"text": "x", "entity": "b"}], None, {}),
    "a head before": ([{"start": 4, "end": 7, "head": [3, 5]}], [{"start": 4, "end": 7}], {(OUTSIDE, "[3, 5]"): 1}),
    "a head behind": ([{"start": 4, "end": 7, "head": [5, 8]}], [{"start": 4, "end": 7}], {(OUTSIDE, "[5, 8]"): 1}),
    "an empty head": ([{"start": 4, "end": 7, "head": [5, 5]}], [{"start": 4, "end": 7}], {(OUTSIDE, "[5, 5]"): 1}),
    "a head that is all": ([{"start": 4, "end": 7, "head": [4, 7]}], None, {}),
    "a head as a string": ([{**KIM, "head": {"text": "m"}}], None, {}),
    "a head of a string": ([{"text": "Kim", "head": [90, 91]}], None, {}),
    "a head without an end": ([{"start": 0, "head": [90, 91]}], None, {}),
    "a second head": ([{**KIM, "head": [1, 2]}, {**KIM, "head": [0, 1]}], [{**KIM, "head": [0, 1]}] * 2, {(HEAD, "[1, 2]"): 1}),
    "one head": ([{**KIM, "head": [1, 2]}, {**KIM, "head": [1, 2]}, KIM], None, {}),
    "heads of two spans": ([{**KIM, "head": [1, 2]}, {**LEO, "head": [9, 10]}], None, {}),
    "a head beside strings": (
        [{**KIM, "head": {"text": "K"}}, {**KIM, "head": [1, 2]}, {**KIM, "head": [0, 1]}, LEO, KIM, {"text": "x"}],
        [{**KIM, "head": {"text": "K"}}, {**KIM, "head": [0, 1]}, {**KIM, "head": [0, 1]}, LEO, KIM, {"text": "x"}],
        {(HEAD, "[1, 2]"): 1},
    ),
    "heads nowhere": ([{"text": "x", "head": [1, 2]}, {"text": "x", "head": [0, 1]}], None, {}),
    "spans before the text": ([{"start": -1, "end": 3, "entity": e, "head": [n, n + 1]} for n, e in enumerate("ab")], None, {}),
    "the hull of fragments": ([{"start": 0, "end": 11, "fragments": [[8, 11], [0, 3]]}], None, {}),
    "no hull: the start": (
        [{"start": 1, "end": 11, "fragments": [[0, 3], [8, 11]]}],
        [{"fragments": [[0, 3], [8, 11]]}],
        {(HULL, "[1, 11]"): 1},
    ),
    "no hull: the end": (
        [{"start": 0, "end": 7, "fragments": [[0, 11], [5, 7]]}],
        [{"fragments": [[0, 11], [5, 7]]}],
        {(HULL, "[0, 7]"): 1},
    ),
    "a hull of strings": ([{"start": 1, "end": 2, "fragments": [[0, 3], {"text": "Leo"}]}], None, {}),
    "half a hull": ([{"start": 1, "fragments": [[0, 3], [8, 11]]}, {"end": 1, "fragments": [[0, 3], [8, 11]]}], None, {}),
    "no fragments": ([{"start": 1, "end": 2, "fragments": []}], None, {}),
}  # fmt: skip


@pytest.mark.parametrize("case", MENTIONS)
def test_a_mention_loses_what_it_cannot_be_counted_by(case):
    before, after, noted = MENTIONS[case]
    mistakes = Counter()
    assert forgiven(document(mentions=before), mistakes) == document(mentions=before if after is None else after)
    assert mistakes == noted


def test_mistakes_are_counted():
    mistakes = Counter()
    hulls = [{"start": 1, "end": 11, "fragments": [[0, 3], [8, 11]]}] * 2
    heads = [{"start": 15, "end": 19, "head": head} for head in ([15, 16], [16, 17], [16, 17])]
    outside = [{"start": 4, "end": 7, "head": [3, 5]}] * 2
    mentions = [*hulls, *heads, *outside, *[{**KIM, "entity": e, "score": 2} for e in "abb"]]
    once = {(HULL, "[1, 11]"): 2, (HEAD, "[16, 17]"): 2, (OUTSIDE, "[3, 5]"): 2, (SECOND, "b"): 2, (SCORE, "2.0"): 3, (ITSELF, "s"): 1}
    for times in (1, 2):  # of all documents together
        forgiven(document(mentions=mentions, entities=[{"id": "s", "members": ["s"]}]), mistakes)
        assert mistakes == {kind: times * number for kind, number in once.items()}


def test_ids_are_those_of_all_layers_and_entities_keep_a_name_of_their_own():
    mistakes = Counter()
    before = document(
        mentions=[{**KIM, "id": "a"}],
        entities=[{"id": "e"}, {"id": "a", "name": "Kim"}, {"id": "e", "name": "Leo"}],
        times=[{**LEO, "id": "e"}],
        relations=[{"id": "e", "head": "e", "type": "t", "tail": "a"}],
    )
    after = forgiven(before, mistakes)
    first, second, third = [entity.id for entity in after.entities]
    assert first == "e"
    assert second.startswith("a\0")
    assert third.startswith("e\0")
    assert [entity.name for entity in after.entities] == [None, "Kim", "Leo"]
    assert (after.mentions[0].id, after.times[0].id, after.relations[0].id) == ("a", None, None)
    assert mistakes == {(TWICE, "a"): 1, (TWICE, "e"): 3}


def test_entities_given_many_times_are_all_apart():
    after = forgiven(document(entities=[{"id": "e"}] * 4 + [{"id": "f"}] * 3), Counter())
    assert len({entity.id for entity in after.entities}) == 7


@pytest.mark.parametrize(
    ("sets", "lost"),
    [
        ({"a": "b c", "b": "", "c": ""}, ""),
        ({"a": "a", "b": ""}, "a"),
        ({"a": "b", "b": "a", "c": ""}, "a b"),
        ({"a": "b", "b": "c", "c": "b"}, "a b c"),
        ({"a": "b", "b": "c", "c": "x"}, ""),
        ({"a": "b c", "b": "", "c": "c", "x": "b"}, "a c"),
    ],
)
def test_a_set_that_holds_itself_loses_its_members(sets, lost):
    entities = [{"id": name, **({"members": members.split()} if members else {})} for name, members in sets.items()]
    kept = [{"id": entity["id"]} if entity["id"] in lost.split() else entity for entity in entities]
    mistakes = Counter()
    mentions = [{**LEO, "entity": "x"}]
    assert forgiven(document(entities=entities, mentions=mentions), mistakes) == document(entities=kept, mentions=mentions)
    assert list(mistakes.items()) == [((ITSELF, name), 1) for name in lost.split()]


def test_references_to_nothing_stay_and_are_noted():
    before = document(
        mentions=[{**KIM, "id": "m", "entity": "k"}],
        entities=[{"id": "e"}],
        times=[{**LEO, "id": "t"}],
        relations=[
            {"head": "k", "type": "r", "tail": "nobody"},
            {"head": "m", "type": "r", "tail": "nobody", "asserted_by": "UNSPECIFIED"},
            {"head": {"text": "Leo"}, "type": "r", "tail": "e"},
        ],
        events=[{"start": 4, "end": 7, "arguments": [{"role": "x", "filler": "t"}, {"role": "y", "filler": "none"}]}],
    )
    mistakes = Counter()
    assert forgiven(before, mistakes) == before
    assert mistakes == {(NOTHING, "nobody"): 2, (NOTHING, "none"): 1}


LEFT = "left aside, the rest of the item is scored"


@pytest.mark.parametrize(
    ("mistakes", "lines"),
    [
        ({}, []),
        ({("b", "x"): 1, ("a", "y"): 2}, [f"2 × a: 'y' 2; {LEFT}", f"1 × b: 'x'; {LEFT}"]),
        ({("a", "x"): 0}, []),
        ({(NOTHING, "m9"): 1}, ["1 × reference to nothing: 'm9'; counted as wrong"]),
        ({("a", "x"): 1, ("a", "y"): 3, ("a", "z"): 2}, [f"6 × a: 'y' 3, 'z' 2, 'x'; {LEFT}"]),
        ({("a", w): n for n, w in enumerate("vwxyz", 1)}, [f"15 × a: 'z' 5, 'y' 4, 'x' 3, and 2 others; {LEFT}"]),
        ({("a", w): n for n, w in enumerate("wxyz", 1)}, [f"10 × a: 'z' 4, 'y' 3, 'x' 2, and 1 other; {LEFT}"]),
        ({("a", "e\0" + "12"): 1, ("a", "e"): 1, ("a", "e\0" + "3\0" + "4"): 1}, [f"3 × a: 'e' 3; {LEFT}"]),
        ({("a", "x" * 61): 1}, [f"1 × a: '{'x' * 60}…'; {LEFT}"]),
    ],
)
def test_mistakes_are_told_a_line_for_each_kind(mistakes, lines):
    assert told(Counter(mistakes)) == lines


def test_a_long_word_is_told_by_its_beginning():
    assert short("x" * 60) == "x" * 60
    assert short("x" * 61) == "x" * 60 + "…"


TEXT = "Ann Roy met Bo, says the press."


@pytest.mark.parametrize(
    ("who", "meant", "kind"),
    [
        ("e1", "e1", None),
        ("bo li", "e2", NO_ID),  # its entity's name
        ("Ann", Inline(text="Ann"), NO_ID),
        ("the press", Inline(text="the press"), NO_ID),
        ("An", "An", NOTHING),  # only inside of words
        ("m9", "m9", NOTHING),
        (",", ",", NOTHING),
        ("UNSPECIFIED", "UNSPECIFIED", None),
    ],
)
def test_a_reference_that_is_no_id_is_a_name_or_words_of_the_article(who, meant, kind):
    given = {
        "id": "d",
        "mentions": [{"start": 0, "end": 7, "type": "PER", "entity": "e1"}],
        "entities": [{"id": "e2", "type": "PER", "name": "Bo Li"}],
        "relations": [{"type": "met_with", "head": "e1", "tail": who}],
        "events": [{"start": 8, "end": 11, "type": "Contact", "arguments": [{"role": "Participant", "filler": who}], "asserted_by": who}],
        "quotes": [{"spans": [[0, 3]], "speaker": who}],
    }
    mistakes = Counter()
    done = forgiven(msgspec.convert(given, Document), mistakes, TEXT)
    said = [done.relations[0].tail, done.events[0].arguments[0].filler, done.events[0].asserted_by, done.quotes[0].speaker]
    assert said == [meant] * 4
    assert mistakes == ({(kind, who): 4} if kind else {})
    assert not kind or told(mistakes)[0].startswith(f"4 × {kind}: {who!r} 4; {DONE[kind]}")


def test_what_is_done_of_a_reference_that_is_no_id_is_told():
    assert told({(NO_ID, "Xi"): 1}) == ["1 × reference that is no id: 'Xi'; read as an entity's name, or as words of the article"]


def test_members_are_ids_or_names_and_never_words():
    entities = [{"id": "e1", "name": "Ann Roy"}, {"id": "e2", "members": ["e1", "ann roy", "press", "zz"]}]
    mistakes = Counter()
    done = forgiven(msgspec.convert({"id": "d", "entities": entities}, Document), mistakes, TEXT)
    assert done.entities[1].members == ("e1", "e1", "press", "zz")
    assert mistakes == {(NO_ID, "ann roy"): 1, (NOTHING, "press"): 1, (NOTHING, "zz"): 1}
