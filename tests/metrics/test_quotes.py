"""Quotes by their words, and what else of them must be equal: speaker, cue, kind."""

import pytest

from dateline.document import Document, Entity, Inline, Mention, Quote, TextSpan
from dateline.kernel.matching import Edge
from dateline.kernel.pair import Pair
from dateline.metrics import parse
from tests.metrics.conftest import counts, edges, items, matched, of_slice

TEXT = "“So it is,” said Ola. He left. He will come."


def at(words):
    start = TEXT.index(words)
    return start, start + len(words)


SAID, LEFT, COME = at("So it is"), at("He left"), at("He will come")
HE = LEFT[0], LEFT[0] + 2


def document(*quotes):
    (start, end), (low, high) = at("Ola"), HE
    mentions = Mention(id="m-ola", start=start, end=end, entity="ola"), Mention(id="m-he", start=low, end=high, entity="ola")
    return Document(id="d", text=TEXT, mentions=mentions, quotes=quotes)


def quote(*spans, **of):
    return Quote(spans=spans, **of)


@pytest.mark.parametrize(
    ("pred", "exact", "overlap", "joint"),
    [
        (SAID, 1, 1, 1),
        (at("“So it is,”"), 1, 1, 1),  # marks at the edges are set aside
        (at("So it"), 0, 4 / 5, 1),
        (at("So"), 0, 2 / 4, 1),  # half of the words, a quarter of the characters
        ((at("is")[0], at("said Ola")[1]), 0, 2 / 6, 0),
        (at("is,"), 0, 2 / 4, 1),
        (LEFT, 0, 0, 0),
    ],
)
def test_contents(pred, exact, overlap, joint):
    gold, answer = document(quote(SAID)), document(quote(pred))
    for match, credit in (("exact", exact), ("overlap", overlap), ("joint", joint)):
        assert counts(f"Quote(match={match})", gold, answer).right_gold == pytest.approx(credit)
        assert counts(f"Quote(match={match})", answer, gold).right_gold == pytest.approx(credit)


def test_a_content_of_several_fragments_is_one():
    gold = document(quote(SAID, COME))
    assert counts("Quote", gold, document(quote(COME, SAID))) == (1, 1, 1, 1)
    assert counts("Quote(match=overlap)", gold, document(quote(SAID))).right_gold == pytest.approx(2 * 3 / 9)
    (found,) = items("Quote", gold)
    assert found[:3] == (SAID[0], COME[1], "")
    assert found.pieces == (SAID, COME)


OLA, NOBODY = {"speaker": "ola"}, {}


@pytest.mark.parametrize(
    ("gold", "pred", "right"),
    [
        (OLA, OLA, 1),
        (OLA, {"speaker": "m-he"}, 1),
        (OLA, {"speaker": "UNSPECIFIED"}, 0),
        (OLA, NOBODY, 0),
        (NOBODY, OLA, 0),
        (NOBODY, NOBODY, 1),
    ],
)
def test_a_joint_quote_wants_the_speaker(gold, pred, right):
    gold, pred = document(quote(SAID, **gold)), document(quote(SAID, **pred))
    assert counts("Quote(match=joint)", gold, pred) == (right, 1, right, 1)
    assert counts("Quote", gold, pred) == counts("Quote(match=overlap)", gold, pred) == (1, 1, 1, 1)


def test_speakers_by_entity_or_by_mention():
    gold = document(quote(SAID, speaker="m-ola"), quote(COME))
    by_other = document(quote(SAID, speaker=Inline(start=HE[0], end=HE[1])), quote(COME))
    assert counts("Speaker", gold, by_other) == (1, 1, 1, 1)
    assert counts("Speaker(match=mention)", gold, by_other) == (0, 1, 0, 1)
    assert counts("Speaker(match=mention)", gold, document(quote(SAID, speaker="ola"))) == (1, 1, 1, 1)  # an entity's first mention
    assert counts("Speaker", gold, document(quote(SAID, speaker="UNSPECIFIED"))) == (0, 1, 0, 1)


def test_quotes_of_one_content_are_copies_unless_their_speaker_counts():
    twice = document(quote(SAID, speaker="ola"), quote(SAID))
    assert counts("Quote", twice, twice) == counts("Quote(match=overlap)", twice, twice) == (1, 2, 1, 2)
    assert counts("Quote(match=joint)", twice, twice) == (2, 2, 2, 2)


def test_cues_are_equal_spans():
    cue = at("said")
    gold = document(quote(SAID, cue=cue), quote(COME))
    assert counts("Cue", gold, document(quote(SAID, cue=cue))) == (1, 1, 1, 1)
    assert counts("Cue", gold, document(quote(at("So it"), cue=cue))) == (1, 1, 1, 1)
    assert counts("Cue", gold, document(quote(SAID, cue=at("said Ola")))) == (0, 1, 0, 1)
    assert counts("Cue", gold, document(quote(SAID))) == (0, 0, 0, 1)


def test_cues_that_were_found_nowhere_are_told_apart_by_their_words():
    gold = document(quote(SAID, cue=TextSpan(text="shouted")))
    pred = document(quote(SAID, cue=TextSpan(text="whispered")), quote(SAID, cue=TextSpan(text="shouted")))
    assert counts("Cue", gold, pred) == (1, 2, 1, 1)
    assert counts("Cue", gold, document(pred.quotes[0])) == (0, 1, 0, 1)


def test_kinds_of_those_that_carry_one():
    gold, pred = document(quote(SAID, kind="direct"), quote(COME)), document(quote(SAID, kind="mixed"), quote(COME, kind="direct"))
    assert counts("Kind", gold, gold) == (1, 1, 1, 1)
    assert counts("Kind", gold, pred) == (0, 2, 0, 1)


@pytest.mark.parametrize("axis", ["kind", "type"])
def test_slices_are_by_kind(axis):
    gold, pred = document(quote(SAID, kind="direct"), quote(COME)), document(quote(SAID), quote(COME, kind="indirect"), quote(LEFT))
    assert of_slice("Quote", gold, pred, axis) == {
        "direct": (1, 1, 1, 1),  # what states no kind is booked under gold's
        "none": (0, 1, 1, 1),
        "indirect": (1, 1, 0, 0),
    }


def test_quotes_found_nowhere_are_predicted_and_match_nothing():
    pred = document(quote(SAID), Quote(text="Never.", aligned="none"), Quote(text="Nor this.", aligned="none"))
    assert counts("Quote", document(quote(SAID)), pred) == (1, 3, 1, 1)


@pytest.mark.parametrize(("kind", "rank"), [("direct", 0), ("indirect", 1)])
def test_of_equal_credit_the_quote_of_equal_kind_is_matched_else_the_one_that_shares_most(kind, rank):
    so, was = at("So it"), at("it is")
    gold, pred = document(quote(so, kind="direct"), quote(was)), document(quote(at("it is,"), kind=kind))
    assert edges("Quote(match=joint)", gold, pred) == [
        Edge(0, 0, 1.0, same_label=kind == "direct", shared=2),
        Edge(1, 0, 1.0, same_label=False, shared=5),
    ]
    assert matched("Quote(match=joint)", gold, pred) == [(rank, 0)]


@pytest.mark.parametrize(
    ("name", "pred", "what"),
    [
        ("Quote(match=joint)", quote(at("So it"), speaker="UNSPECIFIED"), "wrong speaker"),
        ("Quote(match=joint)", quote(at("So"), speaker="UNSPECIFIED"), "wrong speaker"),  # half of the words
        ("Quote(match=joint)", quote((at("is")[0], at("said Ola")[1]), speaker="UNSPECIFIED"), "boundary and speaker"),
        ("Quote(match=joint)", quote((at("is")[0], at("said Ola")[1]), speaker="ola"), "boundary"),
        ("Quote", quote(at("So it"), speaker="UNSPECIFIED"), "boundary"),
        ("Quote", quote(at("s,” said")), None),  # a character of a word is not the word
    ],
)
def test_what_is_wrong_with_a_quote(name, pred, what):
    pair = Pair.of(document(quote(SAID, speaker="ola")), document(pred))
    (gold,), (answer,) = (list(parse(name).items(pair, side)) for side in (pair.gold, pair.pred))
    assert parse(name).wrong(pair, gold, answer) == what


def test_fragments_that_touch_or_overlap_are_one():
    whole = at("So it is")
    for spans in ([(whole[0], whole[0] + 3), (whole[0] + 3, whole[1])], [whole, whole], [whole, (whole[0] + 1, whole[1])]):
        assert counts("Quote(match=exact)", document(quote(SAID)), document(quote(*spans))) == (1, 1, 1, 1)
    apart = quote((whole[0], whole[0] + 2), (whole[0] + 3, whole[1]))
    assert counts("Quote(match=exact)", document(quote(SAID)), document(apart)) == (0, 1, 0, 1)


def test_a_speaker_without_a_place_is_nobody_else():
    ola = {"mentions": (Mention(id="m", start=9, end=12, entity="ola"), Mention(id="n", start=0, end=1, entity="kim"))}
    sets = (Entity(id="ola"), Entity(id="kim"), Entity(id="both", members=("ola", "kim")))
    gold = Document(id="d", text=TEXT, **ola, entities=sets, quotes=(quote(SAID, speaker="both"),))
    others = {"z": Entity(id="z"), "one": Entity(id="one", members=("ola",)), "named": Entity(id="named", name="Ola")}
    for name, entity in others.items():
        pred = Document(id="d", text=TEXT, **ola, entities=(*sets[:2], entity), quotes=(quote(SAID, speaker=name),))
        assert counts("Speaker(match=mention)", gold, pred) == (0, 1, 0, 1)
        assert counts("Speaker(match=mention)", pred, pred)[0] == (0 if name == "z" else 1)
    same = Entity(id="two", members=("kim", "ola"))
    pred = Document(id="d", text=TEXT, **ola, entities=(*sets[:2], same), quotes=(quote(SAID, speaker="two"),))
    assert counts("Speaker(match=mention)", gold, pred) == (1, 1, 1, 1)
    empty = Document(id="d", text=TEXT, **ola, entities=sets, quotes=(quote(SAID, speaker=Inline(text="")),))
    assert counts("Speaker(match=mention)", gold, empty) == (0, 1, 0, 1)
