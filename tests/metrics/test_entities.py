"""Names matched by span, label, head or overlap; which of several is matched; levels, projections and words."""

import pytest

from dateline.document import Document, Mention
from dateline.document.spans import LABEL, NEITHER, SPAN, SPAN_AND_LABEL
from dateline.kernel.matching import Edge
from dateline.kernel.mentions import edges_of
from dateline.kernel.pair import Pair
from dateline.metrics import parse
from tests.metrics.conftest import counts, edges, matched, of_slice

TEXT = "Old Kim met the tall man Lee. He said so."
OLD, KIM, MET, LEE, HE = (0, 3), (4, 7), (8, 11), (25, 28), (30, 32)
OLD_KIM, MAN_LEE = (0, 7), (21, 28)


def document(*mentions, text=TEXT):
    """Mentions as place, type and what else they have."""
    said = [(*mention, {})[:3] for mention in mentions]
    return Document(id="d", text=text, mentions=tuple(Mention(start=s, end=e, type=kind, **of) for (s, e), kind, of in said))


GOLD = document((KIM, "PER"), (MET, "ORG"), (LEE, "PER"), (HE, "GPE"))
PRED = document((KIM, "PER"), (MET, "PER"), (MAN_LEE, "PER"), ((33, 37), "ORG"))


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("NER", 1),
        ("NER(match=exact)", 2),
        ("NER(match=partial)", 1 + 1 + 1 / 2),
        ("NER(match=type)", 2),
        ("NER(match=head)", 2),  # without any head spans must be equal
        ("NER(overlap=0.6)", 2),  # 2 * 3 of 3 + 7 characters
        ("NER(overlap=0.61)", 1),
        ("NER(match=exact,overlap=0.6)", 3),
        ("NER(view=tokens)", 1),
    ],
)
def test_what_a_mode_gives_credit_for(name, right):
    assert counts(name, GOLD, PRED) == (right, 4, right, 4)
    assert counts(name, PRED, GOLD) == (right, 4, right, 4)
    assert counts(name, GOLD, GOLD) == (4, 4, 4, 4)


def test_overlap_is_of_the_two_that_are_matched():
    assert counts("NER(overlap=0.6)", document((LEE, "PER")), document((OLD, "PER"), (MAN_LEE, "PER"))) == (1, 2, 1, 1)
    assert counts("NER(overlap=0.6)", document((OLD_KIM, "PER"), (LEE, "PER")), document((MAN_LEE, "PER"))) == (1, 1, 1, 2)


def test_what_overlapping_mentions_earn():
    near = [(0, 0, 3, SPAN_AND_LABEL), (0, 1, 3, LABEL), (1, 0, 2, SPAN), (1, 1, 2, NEITHER)]
    found = {match: [tuple(edge) for edge in edges_of(match, near)] for match in ("strict", "exact", "partial", "type")}
    assert found == {
        "strict": [(0, 0, 1, True, 3)],
        "exact": [(0, 0, 1, True, 3), (1, 0, 1, False, 2)],
        "partial": [(0, 0, 1, True, 3), (0, 1, 1 / 2, True, 3), (1, 0, 1, False, 2), (1, 1, 1 / 2, False, 2)],
        "type": [(0, 0, 1, True, 4), (0, 1, 1, True, 3)],  # an equal span is worth a character more
    }


@pytest.mark.parametrize(("kind", "rank"), [("ORG", 0), ("GPE", 1)])
@pytest.mark.parametrize(("name", "credit"), [("NER(match=exact,overlap=0.3)", 1), ("NER(match=head)", 1), ("NER(match=partial)", 1 / 2)])
def test_of_overlapping_mentions_that_of_equal_label_is_matched_else_the_one_that_shares_most(name, credit, kind, rank):
    head = {"head": KIM}
    gold, pred = document((OLD_KIM, "ORG", head), ((4, 15), "PER", head)), document(((4, 11), kind, head))
    assert edges(name, gold, pred) == [
        Edge(0, 0, credit, same_label=kind == "ORG", shared=3),
        Edge(1, 0, credit, same_label=False, shared=7),
    ]
    assert matched(name, gold, pred) == [(rank, 0)]
    assert counts(name, gold, pred) == (credit, 1, credit, 2)


@pytest.mark.parametrize("name", ["NER(match=type)", "NER(match=partial)"])
def test_nested_mentions_earn_once(name):
    one, nested = document((KIM, "PER")), document((KIM, "PER"), (OLD_KIM, "PER"))
    assert counts(name, one, nested) == (1, 2, 1, 1)
    assert counts(name, nested, one) == (1, 1, 1, 2)
    assert counts(name, nested, nested) == (2, 2, 2, 2)
    assert matched(name, one, nested) == [(0, 1)]


@pytest.mark.parametrize("match", ["strict", "exact", "partial", "type", "head"])
@pytest.mark.parametrize("axis", ["type", "level"])
def test_a_copy_matches_nothing(match, axis):
    twice, once = document((KIM, "PER"), (KIM, "PER"), (LEE, "PER")), document((KIM, "PER"), (LEE, "PER"))
    assert counts(f"NER(match={match})", twice, twice) == (2, 3, 2, 3)
    assert counts(f"NER(match={match})", once, twice) == (2, 3, 2, 2)
    assert list(of_slice(f"NER(match={match})", twice, once, axis).values()) == [(2, 2, 2, 3)]


def test_mentions_in_pieces_overlap_by_their_pieces():
    pieces = document(((0, 28), "PER", {"fragments": (OLD, LEE)}))
    for name in ("NER(match=partial)", "NER(match=type)", "NER"):
        assert counts(name, pieces, document((MET, "PER"))) == counts(name, document((MET, "PER")), pieces) == (0, 1, 0, 1)
        assert counts(name, pieces, pieces) == (1, 1, 1, 1)
    assert counts("NER(match=partial)", pieces, document((OLD, "PER"))) == (1 / 2, 1, 1 / 2, 1)


@pytest.mark.parametrize("name", ["NER", "NER(match=exact)", "NER(match=partial)"])
def test_what_states_no_label_is_booked_under_gold_s(name):
    gold = document((OLD, "PER"), (KIM, "PER"), (MET, "PER"), (HE, "ORG"))
    pred = document((OLD, "PER"), (KIM, None), (MET, None), (LEE, None))
    right, booked = (1, {"PER": (1, 1, 1, 3), "none": (0, 3, 0, 0)}) if name == "NER" else (3, {"PER": (3, 3, 3, 3), "none": (0, 1, 0, 0)})
    assert counts(name, gold, pred).right_gold == right
    assert of_slice(name, gold, pred, "type") == {**booked, "ORG": (0, 0, 0, 1)}


def test_of_two_without_a_label_one_is_booked_under_gold_s():
    gold, pred = document((OLD_KIM, "PER")), document((OLD, None), (KIM, None))
    assert of_slice("NER(match=partial)", gold, pred, "type") == {"PER": (1 / 2, 1, 1 / 2, 1), "none": (0, 1, 0, 0)}


def test_slices_by_what_one_side_alone_has():
    gold, pred = document((KIM, "PER", {"votes": 3}), (LEE, "PER", {"votes": 1})), document((KIM, "PER", {"score": 0.35}))
    assert of_slice("NER", gold, pred, "votes") == {"3": (1, 1, 1, 1), "1": (0, 0, 0, 1)}
    found = of_slice("NER", gold, pred, "score")
    assert found["at least 0.3"] == (1, 1, 1, 2)
    assert found["at least 0.4"] == (0, 0, 0, 2)


NAM, NOM = {"level": "NAM"}, {"level": "NOM"}
LEVELS = document((KIM, "PER", NAM), (LEE, "PER", NOM), (HE, "PER"))


@pytest.mark.parametrize(
    ("pred", "right"),
    [
        (((KIM, "PER", NAM),), (1, 1, 1, 2)),
        (((KIM, "PER"),), (1, 1, 1, 2)),
        (((KIM, "ORG"),), (0, 1, 0, 2)),  # at a name, so it is taken for one
        (((KIM, "PER", NOM),), (0, 0, 0, 2)),  # states another
        (((LEE, "PER"),), (0, 0, 0, 2)),  # equals one of another level
        (((LEE, "ORG"),), (0, 0, 0, 2)),
        (((LEE, "PER", NAM),), (0, 1, 0, 2)),
        (((HE, "PER"),), (1, 1, 1, 2)),  # neither says
        (((MET, "PER"),), (0, 1, 0, 2)),
        (((OLD, "PER", NOM), (KIM, "PER", NAM)), (1, 1, 1, 2)),
    ],
)
def test_a_level_keeps_what_states_it_and_what_does_not_equal_another(pred, right):
    assert counts("NER(level=NAM)", LEVELS, document(*pred)) == right
    assert counts("NER(match=type,level=NAM)", LEVELS, document(*pred)) == right


def test_ranks_are_of_the_level_alone():
    named = document((KIM, "PER", NAM))
    for match in ("strict", "partial"):
        name = f"NER(match={match},level=NAM)"
        assert counts(name, document((OLD, "PER", NOM), (KIM, "PER", NAM)), named) == (1, 1, 1, 1)
        assert counts(name, named, document((OLD, "PER", NOM), (KIM, "PER", NAM))) == (1, 1, 1, 1)


def test_at_one_place_the_mention_of_equal_label_says_the_level():
    gold = document((KIM, "ORG", NOM), (KIM, "PER", NAM))
    assert counts("NER(level=NAM)", gold, document((KIM, "PER"))) == (1, 1, 1, 1)
    assert counts("NER(level=NAM)", gold, document((KIM, "ORG"))) == (0, 0, 0, 1)
    assert counts("NER(level=NOM)", gold, document((KIM, "ORG"))) == (1, 1, 1, 1)


@pytest.mark.parametrize("match", ["strict", "type", "head"])
def test_labels_are_read_through_a_projection(match):
    gold, pred = document((KIM, "GPE", NAM), (LEE, "PER", NOM), (MET, "EVENT")), document((KIM, "LOC", NOM), (LEE, "ORG"), (MET, "MISC"))
    right = 2 if match != "head" else 3
    assert counts(f"NER(match={match},labels=conll)", gold, pred) == (right, 3, right, 3)
    out = document((KIM, "GPE"), (LEE, "TITLE"))
    assert counts(f"NER(match={match},labels=conll)", out, document((KIM, "LOC"), (LEE, "TITLE"))) == (1, 1, 1, 1)  # out on both sides
    assert counts(f"NER(match={match})", out, out) == (2, 2, 2, 2)


@pytest.mark.parametrize(
    ("gold", "pred", "right"),
    [
        (((KIM, "PER"),), (((5, 7), "PER"),), (1, 1, 1, 1)),  # a part of a word is the word
        (((KIM, "PER"),), ((KIM, "ORG"),), (0, 1, 0, 1)),
        (((KIM, "PER"),), ((OLD_KIM, "PER"),), (0, 1, 0, 1)),
        (((OLD_KIM, "PER"), (KIM, "ORG")), ((OLD_KIM, "PER"), (KIM, "PER")), (1, 1, 1, 1)),  # of nested ones the longest
        (((KIM, "PER", NAM), (HE, "PER", {"level": "PRO"})), ((KIM, "PER"),), (1, 1, 1, 1)),  # names alone
        (((OLD, "PER"), (KIM, "PER")), ((OLD, "PER"), (KIM, "PER")), (2, 2, 2, 2)),
    ],
)
def test_names_as_tags_over_words(gold, pred, right):
    assert counts("NER(view=tokens)", document(*gold), document(*pred)) == right


def test_tags_are_of_a_level_and_under_a_projection():
    gold, pred = document((KIM, "GPE"), (LEE, "GPE", NOM), (HE, "TITLE")), document((KIM, "LOC"), (HE, "TITLE"))
    assert counts("NER(level=NAM,view=tokens)", gold, pred) == (1, 2, 1, 2)
    assert counts("NER(labels=conll,view=tokens)", gold, pred) == (1, 1, 1, 1)


def test_tags_need_the_text():
    with pytest.raises(ValueError, match=r"^document d: NER\(view=tokens\) needs the gold's text$"):
        parse("NER(view=tokens)").matching(Pair.of(document((KIM, "PER"), text=None), None))
