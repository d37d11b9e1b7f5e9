"""Everything that a document gives as strings is placed in its text, layer by layer."""

import json

import msgspec
import pytest

from dateline.corpus.place import Alignment, Choice, place
from tests.corpus.conftest import TEXT, document

STRING, NOWHERE = {"text": "Leo"}, {"text": "Nobody"}


def placed(text=TEXT, **layers):
    """The layers as JSON, and how strings were found."""
    found, alignment = place(document(**layers), text)
    values = json.loads(msgspec.json.encode(found))
    return {key: value for key, value in values.items() if key != "id"}, alignment


def at(start, end, **more):
    return {"start": start, "end": end, **more}


@pytest.mark.parametrize(
    ("mention", "found"),
    [
        (STRING, at(8, 11, text="Leo", aligned="exact")),
        ({"text": "Kim", "nth": 2}, at(29, 32, text="Kim", aligned="exact")),
        ({"text": "LEO"}, at(8, 11, text="LEO", aligned="normalised")),
        (NOWHERE, {"text": "Nobody", "aligned": "none"}),
        (at(0, 3, text="Leo"), at(0, 3, text="Leo")),
        ({"type": "PER"}, {"type": "PER"}),
        ({"fragments": [{"text": "Leo"}, [15, 19]]}, at(8, 19, fragments=[[8, 11], [15, 19]])),
        ({"fragments": [[15, 19], [8, 11], [9, 10]]}, at(8, 19, fragments=[[15, 19], [8, 11], [9, 10]])),
        ({"fragments": [{"text": "Kim", "nth": 2}]}, at(29, 32, fragments=[[29, 32]])),
        ({"start": 4}, {"start": 4}),
        ({"fragments": [{"text": "Nobody"}]}, {"fragments": [{"text": "Nobody"}]}),
        ({"fragments": [{"text": "Nobody"}, [8, 11]]}, at(8, 11, fragments=[{"text": "Nobody"}, [8, 11]])),
        (at(1, 2, fragments=[[8, 11]]), at(1, 2, fragments=[[8, 11]])),
        ({"start": 1, "fragments": [[8, 11]]}, at(8, 11, fragments=[[8, 11]])),
        ({"fragments": [[8, 11]], "text": "Kim"}, at(8, 11, fragments=[[8, 11]], text="Kim")),
        (at(25, 32, head={"text": "Kim"}), at(25, 32, head=[29, 32])),
        (at(25, 32, head={"text": "Kim", "nth": 1}), at(25, 32, head=[0, 3])),
        (at(25, 32, head={"text": "Leo"}), at(25, 32, head={"text": "Leo"})),
        (at(25, 32, head=[0, 3]), at(25, 32, head=[0, 3])),
        ({"text": "Nobody", "head": {"text": "Kim"}}, {"text": "Nobody", "aligned": "none", "head": {"text": "Kim"}}),
    ],
)
def test_a_mention_is_placed(mention, found):
    assert placed(mentions=[mention])[0] == {"mentions": [found]}


def test_strings_are_counted_by_the_way_they_were_found():
    text = "Kim met Kim at the Peace Conference."
    strings = ("Kim", "met", "KIM", "Peace Conferense", "Nobody")
    assert placed(text, mentions=[{"text": one} for one in strings])[1] == Alignment(2, 1, 1, 1, 2)
    assert placed(text, quotes=[{"spans": [{"text": "KIM"}]}], times=[{"text": "met"}])[1] == Alignment(1, 1, 0, 0, 1)
    assert Alignment(1, 2, 3, 4, 5).plus(Alignment(10, 20, 30, 40, 50)) == Alignment(11, 22, 33, 44, 55)


def test_longer_strings_are_placed_first_and_keep_their_order():
    found, _ = placed("Kim Jong Un met Kim.", mentions=[{"text": "Kim"}, {"text": "Kim Jong Un"}, {"text": "Kim"}, {"type": "x"}])
    assert [(m.get("start"), m.get("end")) for m in found["mentions"]] == [(16, 19), (0, 11), (0, 3), (None, None)]


def test_of_strings_of_one_length_the_first_is_placed_first():
    found, _ = placed(mentions=[{"text": "Kim", "type": "a"}, {"text": "Kim", "type": "b"}])
    assert [m["start"] for m in found["mentions"]] == [0, 29]


def test_mentions_that_have_offsets_cover_what_is_inside_them():
    found, _ = placed("Kim Jong Un met Kim.", mentions=[{"text": "Kim"}, at(0, 11)], events=[{"text": "Kim"}])
    assert [m["start"] for m in found["mentions"]] == [0, 0]  # the longer string is placed first, and this is none
    assert found["events"][0]["start"] == 16


def test_references_go_outside_longer_mentions_too():
    relation = {"head": {"text": "KIM"}, "type": "r", "tail": "x"}
    found, _ = placed("Kim Jong Un met Kim.", mentions=[{"text": "Kim Jong Un"}], relations=[relation])
    assert found["relations"][0]["head"]["start"] == 16


def test_each_layer_begins_the_reading_order_anew():
    found, _ = placed(
        mentions=[{"text": "met"}], times=[{"text": "met"}], events=[{"text": "met"}, {"text": "met"}], quotes=[{"text": "met"}]
    )
    starts = [one["start"] for layer in ("mentions", "times", "events") for one in found[layer]]
    assert (starts, found["quotes"][0]["spans"]) == ([4, 4, 4, 25], [[4, 7]])


def test_times_have_their_offsets():
    found, _ = placed(times=[{"text": "in"}, at(0, 3), {"text": "Rome", "nth": 1}])
    assert found["times"] == [at(12, 14, text="in", aligned="exact"), at(0, 3), at(15, 19, text="Rome", aligned="exact")]


def test_a_relation_is_placed_near_its_evidence():
    relation = {"head": {"text": "Kim"}, "type": "r", "tail": "x", "asserted_by": {"text": "met"}}
    found, _ = placed(relations=[{**relation, "evidence": [{"text": "Nobody"}, {"text": "Lee met Kim."}]}, relation])
    near, far = found["relations"]
    assert near["evidence"] == [{"text": "Nobody"}, [21, 33]]
    assert (near["head"], near["tail"]) == (at(29, 32, text="Kim", aligned="exact"), "x")
    assert near["asserted_by"] == at(25, 28, text="met", aligned="exact")
    assert (far["head"]["start"], far["asserted_by"]["start"]) == (0, 4)


def test_an_event_is_placed_and_its_fillers_near_it():
    fillers = ({"text": "Kim"}, "x", at(0, 3), {"text": "KIM", "nth": 2}, {"text": "Nobody"})
    arguments = [{"role": "a", "filler": filler} for filler in fillers]
    found, _ = placed(events=[{"text": "met", "nth": 2, "arguments": arguments}, {"type": "x", "arguments": arguments[:1]}])
    event, nowhere = found["events"]
    assert (event["start"], event["end"], event["aligned"]) == (25, 28, "exact")
    assert [argument["filler"] for argument in event["arguments"]] == [
        at(29, 32, text="Kim", aligned="exact"),
        "x",
        at(0, 3),
        at(29, 32, text="KIM", aligned="normalised"),
        {"text": "Nobody", "aligned": "none"},
    ]
    assert nowhere["arguments"][0]["filler"]["start"] == 0


def test_the_fillers_of_an_event_without_an_end_are_the_first():
    arguments = [{"role": "a", "filler": {"text": "Kim"}}]
    assert placed(events=[{"start": 20, "arguments": arguments}])[0]["events"][0]["arguments"][0]["filler"]["start"] == 0


def test_a_reference_that_names_nothing_stays():
    assert placed(quotes=[{"spans": [[0, 3]], "speaker": {"nth": 2}}])[0]["quotes"][0]["speaker"] == {"nth": 2}


def test_a_quote_is_placed_and_its_people_and_words_near_it():
    quote = {"text": "Lee met Kim.", "speaker": {"text": "Kim"}, "cue": {"text": "met"}, "verbatim": [{"text": "Kim"}], "via": "x"}
    found, _ = placed(quotes=[quote])
    assert found["quotes"] == [
        {
            "spans": [[21, 33]],
            "aligned": "exact",
            "speaker": at(29, 32, text="Kim", aligned="exact"),
            "cue": [25, 28],
            "verbatim": [[29, 32]],
            "via": "x",
        }
    ]


@pytest.mark.parametrize(
    ("quote", "spans", "aligned"),
    [
        ({"spans": [[0, 3]]}, [[0, 3]], None),
        ({"spans": [[0, 3]], "aligned": "fuzzy"}, [[0, 3]], "fuzzy"),
        ({"spans": [[0, 3], {"text": "Leo"}]}, [[0, 3], [8, 11]], "exact"),
        ({"spans": [{"text": "Leo"}, {"text": "rome"}]}, [[8, 11], [15, 19]], "normalised"),
        ({"spans": [{"text": "rome"}, {"text": "Leo"}]}, [[15, 19], [8, 11]], "normalised"),
        ({"spans": [{"text": "Nobody"}, {"text": "rome"}]}, [{"text": "Nobody"}, [15, 19]], "none"),
        ({"spans": [{"text": "Leo in Romo."}, {"text": "rome"}]}, [[8, 20], [15, 19]], "fuzzy"),
        ({"spans": [{"text": "Kim", "nth": 2}]}, [[29, 32]], "exact"),
        ({"spans": [{"text": "Kim"}, {"text": "Kim"}]}, [[0, 3], [29, 32]], "exact"),
        ({"text": "Kim", "nth": 2}, [[29, 32]], "exact"),
        ({"text": "Leo", "spans": [[0, 3]]}, [[0, 3]], None),
        ({"text": "Nobody"}, [{"text": "Nobody"}], "none"),
    ],
)
def test_a_quotes_contents_say_how_the_worst_was_found(quote, spans, aligned):
    (found,) = placed(quotes=[quote])[0]["quotes"]
    assert (found.get("spans"), found.get("aligned"), found.get("text"), found.get("nth")) == (spans, aligned, None, None)


def test_a_quote_without_contents_has_no_place():
    found, alignment = placed(quotes=[{"speaker": {"text": "Kim"}}])
    assert found["quotes"] == [{"speaker": at(0, 3, text="Kim", aligned="exact")}]
    assert alignment == Alignment(exact=1, ambiguous=1)


def test_alternatives_are_placed_near_their_item():
    alternatives = [{"text": "Kim"}, {"text": "Kim", "nth": 1}, {"type": "x"}, at(0, 1, text="Kim"), {"text": "Nobody"}]
    found, _ = placed(mentions=[at(25, 32, alternatives=alternatives), at(0, 3)])
    assert found["mentions"][0]["alternatives"] == [
        at(29, 32, text="Kim"),
        at(0, 3, text="Kim"),
        {"type": "x"},
        at(0, 1, text="Kim"),
        {"text": "Nobody"},
    ]
    assert found["mentions"][1] == at(0, 3)
    quotes = [{"spans": [[25, 32]], "alternatives": [{"spans": [{"text": "Leo"}]}]}]
    assert placed(quotes=quotes)[0]["quotes"][0]["alternatives"] == [{"spans": [[8, 11]]}]
    times = [at(29, 32, alternatives=[{"text": "met"}])]
    assert placed(times=times)[0]["times"][0]["alternatives"] == [at(25, 28, text="met")]


def choices(text=TEXT, **layers):
    found = []
    place(document(**layers), text, found)
    return found


def test_a_string_that_could_stand_elsewhere_is_told():
    both = ((0, 3), (29, 32))
    assert choices(mentions=[{"text": "Kim", "type": "PER"}, {"text": "Leo"}, {"text": "Kim", "nth": 2}]) == [
        Choice("d", "mentions", "PER", "Kim", both, (0, 3))
    ]
    entities = [{"id": "k", "type": "GPE"}, {"id": "l"}]
    mentions = [{"text": "Kim", "entity": "k"}, {"text": "Kim", "entity": "l"}]
    assert choices(mentions=mentions, entities=entities) == [
        Choice("d", "mentions", "GPE", "Kim", both, (0, 3)),
        Choice("d", "mentions", "", "Kim", both, (29, 32)),
    ]
    assert [one.label for one in choices(mentions=[{"text": "Kim", "entity": "x"}, {"text": "Kim"}])] == ["", ""]


@pytest.mark.parametrize(
    "layers",
    [
        {"mentions": [{"text": "KIM"}]},
        {"mentions": [{"text": "Nobody"}]},
        {"times": [{"text": "Kim"}]},
        {"events": [{"text": "Kim"}]},
        {"quotes": [{"spans": [{"text": "Kim"}, {"text": "met"}]}]},
        {"quotes": [{"spans": [[0, 3]]}]},
        {"quotes": [{"text": "Leo"}]},
        {"mentions": [at(0, 3, text="Kim")]},
    ],
)
def test_what_is_no_exact_mention_or_whole_quote_is_no_choice(layers):
    assert choices(**layers) == []


def test_a_quote_of_one_string_is_a_choice():
    both = ((0, 3), (29, 32))
    assert choices(quotes=[{"text": "Kim"}, {"spans": [{"text": "Kim"}]}]) == [
        Choice("d", "quotes", "", "Kim", both, (0, 3)),
        Choice("d", "quotes", "", "Kim", both, (29, 32)),
    ]


def test_a_document_without_strings_stays():
    own = document(mentions=[at(0, 3)], relations=[], times=[at(4, 7)])
    assert place(own, TEXT) == (own, Alignment())
    assert place(document(), TEXT) == (document(), Alignment())
