"""Facts that were seen elsewhere are told by any name of their ends, and are taken from the predicted side alone."""

import pytest

from dateline.document import Document, Entity, Inline, Mention, Relation
from dateline.kernel.pair import Pair
from dateline.metrics import parse
from tests.metrics.conftest import sliced

TEXT = "Kim met Lee in Rome. He led Ola."
PLACES = {"m-kim": (0, 3), "m-lee": (8, 11), "m-he": (21, 23), "m-ola": (28, 31)}
OWNERS = {"m-kim": "kim", "m-he": "kim", "m-lee": "lee"}
ENTITIES = (Entity(id="kim"), Entity(id="lee", name="Lee Jae-myung"), Entity(id="un", name="UN"))


def document(*relations):
    mentions = [Mention(id=own, start=s, end=e, entity=OWNERS.get(own)) for own, (s, e) in PLACES.items()]
    lost = Mention(id="m-lost", text="Bob", entity="kim", aligned="none")
    return Document(id="d", text=TEXT, mentions=(*mentions, lost), entities=ENTITIES, relations=relations)


def relation(head, kind, tail, **of):
    return Relation(head=head, type=kind, tail=tail, **of)


@pytest.fixture
def seen(tmp_path):
    """A metric that leaves some facts aside."""

    def made(*facts):
        (tmp_path / "seen.tsv").write_text("\n".join("\t".join(fact) for fact in facts), "utf-8")
        return parse(f"Ign(seen={tmp_path}/seen.tsv)")

    return made


KIM_LEE = ("kim", "leader_of", "lee")


@pytest.mark.parametrize(
    ("fact", "gold", "told"),
    [
        (KIM_LEE, relation("kim", "leader_of", "lee"), True),
        (KIM_LEE, relation("m-kim", "leader_of", "m-lee"), True),
        (KIM_LEE, relation("m-he", "leader_of", "lee"), True),  # another mention of the same
        (("He", "leader_of", "LEE"), relation("m-kim", "leader_of", "lee"), True),
        (("kim", "leader_of", "lee jae-myung"), relation("kim", "leader_of", "lee"), True),
        (("kim", "leader_of", "lee jae-myung"), relation("kim", "leader_of", "m-lee"), True),
        (("kim", "member_of", "un"), relation("kim", "member_of", "un"), True),  # mentioned nowhere
        (("kim", "leader_of", "rome"), relation("kim", "leader_of", Inline(start=15, end=19)), True),
        (("kim", "leader_of", "ola"), relation("kim", "leader_of", "m-ola"), True),  # of no entity
        (KIM_LEE, relation("lee", "led_by", "kim"), True),
        (KIM_LEE, relation("m-lost", "leader_of", "lee"), True),
        (("kim", "met_with", "lee"), relation("lee", "met_with", "kim"), True),
        (("lee", "leader_of", "kim"), relation("kim", "leader_of", "lee"), False),
        (KIM_LEE, relation("lee", "leader_of", "kim"), False),
        (KIM_LEE, relation("kim", "led_by", "lee"), False),
        (KIM_LEE, relation("kim", "member_of", "lee"), False),
        (KIM_LEE, relation("kim", "leader_of", "m-ola"), False),
        (KIM_LEE, relation("kim", "leader_of", Inline(text="Lee")), False),  # found nowhere
    ],
)
def test_a_right_prediction_of_a_seen_fact_counts_in_neither_part_of_precision(seen, fact, gold, told):
    other = relation("m-ola", "member_of", "un")
    pair = Pair.of(document(gold, other), document(gold, other, relation("m-ola", "member_of", "lee")))
    found = sliced(seen(fact), [pair])[""]
    assert found == ((1, 2, 2, 2) if told else (2, 3, 2, 2))


def test_a_wrong_prediction_of_a_seen_fact_still_counts(seen):
    pair = Pair.of(document(relation("kim", "leader_of", "m-ola")), document(relation("kim", "leader_of", "lee")))
    assert sliced(seen(KIM_LEE), [pair])[""] == (0, 1, 0, 1)


@pytest.mark.parametrize(
    ("axis", "gold", "pred", "right"),
    [
        ("type", {}, {}, {"leader_of": (0, 0, 1, 1)}),
        ("document", {}, {}, {"d": (0, 0, 1, 1)}),
        ("status", {"status": "former"}, {}, {"former": (0, 0, 1, 1)}),
        ("status", {"status": "former"}, {"status": "current"}, {"former": (0, 0, 1, 1)}),
        ("votes", {"votes": 2}, {}, {"2": (0, 0, 1, 1)}),
        ("score", {}, {"score": 0.05}, {f"at least {tenths / 10}": (0, 0, 1 if tenths == 0 else 0, 1) for tenths in range(11)}),
    ],
)
def test_a_seen_fact_is_taken_from_where_it_was_booked(seen, axis, gold, pred, right):
    said = [document(relation("kim", "leader_of", "lee", **of)) for of in (gold, pred)]
    found = sliced(seen(KIM_LEE), [Pair.of(*said)], axis)
    assert found.pop("") == (0, 0, 1, 1)
    assert {name.partition("=")[2]: own for name, own in found.items()} == right
