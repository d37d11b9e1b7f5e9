"""Event coreference: clusters of triggers by referent, and which of several at one trigger is which."""

import pytest

from dateline.document import Document, Event
from dateline.kernel.pair import Memo, Pair
from dateline.metrics.events import Hoppers
from tests.metrics.conftest import counts, of_slice, score, sliced

MET, SHOT, KILLED = (4, 7), (16, 20), (25, 31)


def event(at, referent, kind="Life.Die", date=None):
    return Event(start=at[0], end=at[1], referent=referent, type=kind, date=date)


def document(*events, name="d"):
    return Document(id=name, events=tuple(event(*one) for one in events))


GOLD = document((MET, "h"), (SHOT, "h"), (KILLED, "g"))
ONE_OFF = document((MET, "x"), (SHOT, "y"), (KILLED, "y"))


@pytest.mark.parametrize(
    ("name", "right"),
    [("MUC", (0, 1, 0, 1)), ("B3", (1 + 1 / 2 + 1 / 2, 3, 1 / 2 + 1 / 2 + 1, 3)), ("CEAFe", (2 / 3 + 2 / 3, 2, 2 / 3 + 2 / 3, 2))],
)
def test_the_four_numbers(name, right):
    assert counts(f"Hoppers(score={name})", GOLD, ONE_OFF) == pytest.approx(right)


def test_event_coreference_is_the_mean_of_three():
    found = score("EventCoref", (GOLD, ONE_OFF))
    assert found[:3] == (None, None, pytest.approx((0 + 2 / 3 + 2 / 3) / 3))
    assert score("EventCoref", (GOLD, GOLD)).f1 == 1


def test_an_event_without_a_referent_is_alone_where_others_have_one():
    gold = document((MET, "h"), (SHOT, None), (KILLED, None))
    assert counts("Hoppers(score=B3)", gold, gold) == (3, 3, 3, 3)
    assert counts("Hoppers(score=MUC)", gold, document((MET, "h"), (SHOT, "g"), (KILLED, "g"))) == (0, 1, 0, 0)
    assert counts("Hoppers(score=B3)", gold, document((MET, None), (SHOT, None))) == (0, 0, 0, 3)  # no referent at all: no answer


def test_another_type_is_another_mention():
    assert counts("Hoppers(score=B3)", document((MET, "h", "Life.Die")), document((MET, "h", "Life.Injure"))) == (0, 1, 0, 1)


def test_slices_are_by_type():
    gold, pred = document((MET, "h", None), (SHOT, "h", None), (KILLED, "g", "Life.Die")), document((MET, "x", None), (KILLED, "y"))
    assert of_slice("Hoppers(score=B3)", gold, pred, "type") == {"none": (1, 1, 1 / 2, 2), "Life.Die": (1, 1, 1, 1)}
    assert score("EventCoref@Life.Die", (gold, pred)).f1 == 1


def test_hoppers_run_through_documents_if_asked():
    gold = document((MET, "R"), name="1"), document((SHOT, "R"), name="2")
    pred = document((MET, "S"), name="1"), document((SHOT, "T"), name="2")
    pairs, same = tuple(zip(gold, pred, strict=True)), tuple(zip(gold, gold, strict=True))
    assert score("EventCoref", *pairs).f1 == 1
    assert score("EventCoref(across=yes)", *same).f1 == 1
    parts = {"MUC": (0, 0, 0, 1), "B3": (2, 2, 1, 2), "CEAFe": (2 / 3, 2, 2 / 3, 1)}
    for name, right in parts.items():
        assert score(f"Hoppers(score={name},across=yes)", *pairs).counts == pytest.approx(right)
        assert score(f"Hoppers(score={name})", *same).counts == score(f"Hoppers(score={name})", *pairs).counts
    assert score("EventCoref(across=yes)", *pairs).f1 == pytest.approx((0 + 2 / 3 + 4 / 9) / 3)


def ranked(*events):
    """The triggers of each cluster with their ranks."""
    pair = Pair.of(document(*events), None)
    return sorted(sorted((at[0], rank) for at, _, rank in cluster) for cluster in Hoppers().named(pair, pair.gold).values())


def test_of_several_events_at_one_trigger_the_one_of_the_larger_hopper_comes_first():
    gold = document((MET, "g"), (MET, "h"), (SHOT, "h"))
    assert counts("Hoppers(score=B3)", gold, document((MET, "x"), (SHOT, "x"))) == (2, 2, 2, 3)
    assert counts("Hoppers(score=B3)", gold, document((MET, "a"), (SHOT, "a"), (MET, "z"))) == (3, 3, 3, 3)


def test_then_the_earlier_hopper_and_the_earlier_date_at_all_its_triggers():
    assert ranked((SHOT, "g"), (KILLED, "g"), (SHOT, "h"), (MET, "h")) == [[(MET, 0), (SHOT, 0)], [(SHOT, 1), (KILLED, 0)]]
    late = [(MET, "g", None, "2021"), (SHOT, "g", None)], [(MET, "h", None, "2020"), (SHOT, "h", None)]
    assert ranked(*late[0], *late[1]) == [[(MET, 0), (SHOT, 0)], [(MET, 1), (SHOT, 1)]]
    undated = [(MET, "h", None), (SHOT, "h", None)]
    assert ranked(*late[0], *undated) == [[(MET, 0), (SHOT, 0)], [(MET, 1), (SHOT, 1)]]


def test_each_of_several_events_at_one_trigger_has_a_rank():
    assert ranked((MET, "a"), (MET, "b"), (MET, "c"), (SHOT, "c")) == [[(MET, 0), (SHOT, 0)], [(MET, 1)], [(MET, 2)]]
    assert ranked((MET, None), (MET, "b")) == [[(MET, 0)], [(MET, 1)]]


def test_what_a_hopper_is_called_does_not_say_whether_it_comes_before_an_event_without_a_referent():
    one, other = (ranked((MET, name), (MET, name), (MET, None)) for name in ("A", "z"))
    assert one == other


class Early(Hoppers, frozen=True):
    """A user's own: triggers of the first sentence alone."""

    def named(self, pair, side):
        return {name: {at for at in cluster if at[0][0][0] < 20} for name, cluster in super().named(pair, side).items()}


class Late(Hoppers, frozen=True):
    """Another: the other triggers."""

    def named(self, pair, side):
        return {name: {at for at in cluster if at[0][0][0] > 20} for name, cluster in super().named(pair, side).items()}


def test_a_user_s_own_clusters_are_counted_beside_the_house_s():
    memo, pair = Memo(), Pair.of(GOLD, GOLD)
    assert [sliced(metric(score="B3"), [pair], shared=memo)[""].gold for metric in (Hoppers, Early, Late)] == [3, 2, 1]
