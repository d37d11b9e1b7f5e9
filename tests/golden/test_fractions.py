"""Golden numbers: expectations as fractions, derived by hand from the papers' definitions."""

from fractions import Fraction

import pytest
from msgspec.structs import replace

from dateline.document import Argument, Document, Entity, Event, Mention, Quote, Relation, Time
from dateline.document.edtf import credit, from_timex, parse
from dateline.evaluation.count import evaluate, scored
from dateline.kernel.contingency import Tables, b3, ceaf, contingency, lea, links, muc, only
from dateline.kernel.counts import score as score_counts
from dateline.metrics import parse as metric

F = Fraction

# Luo et al. 2014, figure 1 style: key {a b c} {d e f g}, response {a b} {c d} {f g h i}
KEY, RESPONSE = ["abc", "defg"], ["ab", "cd", "fghi"]


def sets(names):
    return [{(c,) for c in name} for name in names]


TABLE = Tables([contingency(sets(KEY), sets(RESPONSE))])

CASES = [
    (only(muc(TABLE)), F(2, 5), F(2, 5)),
    (only(b3(TABLE)), (F(4, 2) + F(2, 2) + F(4, 4)) / 8, (F(4, 3) + F(1, 3) + F(1, 4) + F(4, 4)) / 7),
    (only(ceaf(TABLE, entities=False)), F(4, 8), F(4, 7)),
    (only(ceaf(TABLE, entities=True)), (F(4, 5) + F(4, 8)) / 3, (F(4, 5) + F(4, 8)) / 2),
    (only(lea(TABLE)), (2 * F(1, 1) + 2 * F(0, 1) + 4 * F(1, 6)) / 8, (3 * F(1, 3) + 4 * F(1, 6)) / 7),
    (only(links(TABLE, coreferent=True)), F(2, 8), F(2, 9)),
    # common mentions a b c d f g: 15 pairs; same in key 3 + 3, same in response 1 + 1 + 1, same in both 2: apart in both 15 - 6 - 3 + 2
    (only(links(TABLE, coreferent=False)), F(8, 20), F(8, 12)),
]


@pytest.mark.parametrize(("counts", "precision", "recall"), CASES)
def test_cluster_metrics(counts, precision, recall):
    found = score_counts(counts)
    assert found.precision == pytest.approx(float(precision), abs=1e-12)
    assert found.recall == pytest.approx(float(recall), abs=1e-12)


def clustered(names, order="abcdefghij"):
    text = " ".join(order)
    mentions = [Mention(start=2 * order.index(c), end=2 * order.index(c) + 1, entity=f"e{k}") for k, name in enumerate(names) for c in name]
    return Document(id="d", text=text, mentions=tuple(mentions), entities=tuple(Entity(id=f"e{k}") for k in range(len(names))))


def blanc(convention, key, response):
    m = metric(f"BLANC(convention={convention})")
    return scored(evaluate([(clustered(key), clustered(response))], [m]), m)


BLANC = [
    # key one cluster: no non-coreference links in the key; A counts coreference only, B both
    ("A", ["abc"], ["ab", "c"], F(2) * 1 * F(1, 3) / (1 + F(1, 3))),
    ("B", ["abc"], ["ab", "c"], (F(2) * 1 * F(1, 3) / (1 + F(1, 3)) + 0) / 2),
    # key all singletons: no coreference links in the key
    ("A", ["a", "b", "c"], ["ab", "c"], F(2) * 1 * F(2, 3) / (1 + F(2, 3))),
    ("B", ["a", "b", "c"], ["ab", "c"], (F(2) * 1 * F(2, 3) / (1 + F(2, 3)) + 0) / 2),
    # both lack non-coreference links: B leaves the class out too
    ("B", ["abc"], ["abc"], F(1)),
    ("A", ["a", "b"], ["a", "b"], F(1)),
]


@pytest.mark.parametrize(("convention", "key", "response", "f1"), BLANC)
def test_blanc_conventions(convention, key, response, f1):
    assert blanc(convention, key, response).f1 == pytest.approx(float(f1), abs=1e-12)


def test_a_singleton_resolves_only_as_a_singleton_in_lea():
    assert only(lea(Tables([contingency(sets(["a"]), sets(["ab"]))]))).right_gold == 0
    assert only(lea(Tables([contingency(sets(["a"]), sets(["a"]))]))).right_gold == 1


INTERVALS = [
    ("2020-04", "2020-04-15", F(2, 31)),
    ("2020", "2020", F(1)),
    ("2020-01-01/2020-01-10", "2020-01-06/2020-01-20", F(2 * 5, 10 + 15)),
    ("2020-04", "2020-05", F(0)),
    ("P3D", "P3D", F(1)),
    ("P3D", "P2D", F(0)),
    ("2020-22", "2020-07", F(2 * 31, 92 + 31)),
]


@pytest.mark.parametrize(("a", "b", "expected"), INTERVALS)
def test_interval_credit(a, b, expected):
    assert credit(a, b) == pytest.approx(float(expected), abs=1e-15)
    assert credit(b, a) == credit(a, b)


def test_timex_values_as_edtf():
    table = {
        "2020-SU": "2020-22",
        "2020-Q2": "2020-34",
        "2020-W10": "2020-03-02/2020-03-08",
        "202": "202X",
        "2020-05-03T14:00": "2020-05-03",
    }
    assert {value: from_timex(value) for value in table} == table
    assert from_timex("PAST_REF") is from_timex("P3D") is from_timex("XXXX-WXX-2") is None
    assert all(parse(edtf) for edtf in table.values())


TEXT = "Kim said he met Putin in Beijing. She left."
GOLD = Document(
    id="d",
    text=TEXT,
    mentions=(
        Mention(id="m1", start=0, end=3, head=(0, 3), level="NAM", entity="kim"),
        Mention(id="m2", start=9, end=11, head=(9, 11), level="PRO", entity="kim"),
        Mention(id="m3", start=16, end=21, head=(16, 21), level="NAM", entity="putin"),
        Mention(id="m4", start=25, end=32, head=(25, 32), level="NAM", entity="beijing"),
    ),
    entities=(Entity(id="kim", type="PER"), Entity(id="putin", type="PER"), Entity(id="beijing", type="GPE")),
    relations=(Relation(head="kim", type="met_with", tail="putin", evidence=((9, 21),)),),
    events=(
        Event(start=12, end=15, type="Contact.Meet", arguments=(Argument(role="Entity", filler="m2"), Argument(role="Place", filler="m4"))),
    ),
    quotes=(Quote(spans=((9, 32),), speaker="m1", kind="indirect", cue=(4, 8)),),
    times=(),
)


def one(name, **layers):
    m = metric(name)
    return scored(evaluate([(GOLD, Document(id="d", **layers))], [m]), m)


def test_a_relation_resolves_through_gold_coreference():
    from dateline.document import Inline

    turned = Relation(head=Inline(start=16, end=21), type="met_with", tail=Inline(start=9, end=11))
    assert one("Rel", relations=(turned,)).f1 == 1.0  # symmetric, and "he" is Kim
    assert (
        one("Rel", relations=(turned, Relation(head=Inline(start=0, end=3), type="met_with", tail=Inline(start=16, end=21)))).precision
        == 1.0
    )
    assert one("Rel", relations=(Relation(head=Inline(start=0, end=3), type="accuses", tail=Inline(start=16, end=21)),)).f1 == 0.0
    assert (
        one("Rel", relations=(turned, Relation(head=Inline(start=34, end=37), type="met_with", tail=Inline(start=16, end=21)))).precision
        == 0.5
    )


def test_inverse_names_are_turned():
    from dateline.document import Inline

    gold = Document(
        id="d", text=TEXT, mentions=GOLD.mentions, entities=GOLD.entities, relations=(Relation(head="kim", type="part_of", tail="putin"),)
    )
    m = metric("Rel")
    pred = Document(id="d", relations=(Relation(head=Inline(start=16, end=21), type="has_part", tail=Inline(start=0, end=3)),))
    assert scored(evaluate([(gold, pred)], [m]), m).f1 == 1.0


def test_evidence_is_dice_in_characters():
    from dateline.document import Inline

    found = one(
        "Evidence", relations=(Relation(head=Inline(start=0, end=3), type="met_with", tail=Inline(start=16, end=21), evidence=((12, 24),)),)
    )
    assert found.f1 == pytest.approx(float(F(2 * 9, 12 + 12)), abs=1e-12)


def test_joint_quotes_want_half_the_words_and_the_speaker():
    from dateline.document import Inline

    he, putin = Inline(start=9, end=11), Inline(start=16, end=21)
    content = (9, 21)  # he met Putin: 3 of 5 words, Dice 6/8
    assert one("Quote(match=overlap)", quotes=(Quote(spans=(content,)),)).f1 == pytest.approx(float(F(6, 8)))
    assert one("Quote(match=joint)", quotes=(Quote(spans=(content,), speaker=he),)).f1 == 1.0
    assert one("Quote(match=joint)", quotes=(Quote(spans=(content,), speaker=putin),)).f1 == 0.0
    assert one("Quote(match=joint)", quotes=(Quote(spans=((9, 11),), speaker=he),)).f1 == 0.0  # Dice 2/6
    assert one("Quote", quotes=(Quote(spans=((9, 33),)),)).f1 == 1.0  # the full stop is set aside
    assert one("Speaker(match=mention)", quotes=(Quote(spans=(content,), speaker=he),)).f1 == 0.0


def test_arguments_attached_and_not():
    from dateline.document import Inline

    kim, beijing = Inline(start=0, end=3), Inline(start=25, end=32)
    there = Event(
        start=12, end=15, type="Contact.Meet", arguments=(Argument(role="Entity", filler=kim), Argument(role="Place", filler=beijing))
    )
    elsewhere = Event(start=4, end=8, type="Contact.Meet", arguments=there.arguments)
    assert one("Arg", events=(there,)).f1 == 1.0
    assert one("Arg", events=(elsewhere,)).f1 == 0.0
    assert one("Arg(attached=no)", events=(elsewhere,)).f1 == 1.0
    assert one("Arg(resolve=no)", events=(there,)).f1 == 0.5  # Kim is not the span of "he"


def test_levels():
    names = (Mention(start=0, end=3, type="PER"), Mention(start=9, end=11, type="PER"), Mention(start=40, end=42, type="PER"))
    found = one("NER(level=NAM)", mentions=names)  # the pronoun is left out, the spurious one stays
    assert found.counts == (1.0, 2.0, 1.0, 3.0)


def test_partial_and_type_and_head():
    wide = (Mention(start=0, end=8, type="ORG"),)
    assert one("NER(match=partial)", mentions=wide).counts == (0.5, 1.0, 0.5, 4.0)
    assert one("NER(match=type)", mentions=wide).counts[0] == 0.0
    assert one("NER(match=head)", mentions=wide).counts[0] == 1.0


def test_linking_leaves_unjudged_gold_outside():
    gold = Document(
        id="d",
        text=TEXT,
        mentions=GOLD.mentions,
        entities=(Entity(id="kim", type="PER", qid="Q1"), Entity(id="putin", type="PER", qid="NIL"), Entity(id="beijing", type="GPE")),
    )
    pred = Document(id="d", mentions=tuple(Mention(start=m.start, end=m.end, qid="Q1") for m in GOLD.mentions))
    counts = {n: scored(evaluate([(gold, pred)], [metric(n)]), metric(n)).counts for n in ("Link", "Link(nil=yes)")}
    assert counts["Link"] == (2.0, 3.0, 2.0, 2.0)  # Beijing was not judged: outside on both sides
    assert counts["Link(nil=yes)"] == (2.0, 3.0, 2.0, 3.0)


def test_times_by_value_and_interval():
    gold = Document(id="d", text=TEXT, times=(Time(start=0, end=3, type="DATE", value="2020-04", edtf="2020-04"),))
    pred = Document(id="d", times=(Time(start=0, end=5, type="DATE", value="2020-04-15", edtf="2020-04-15"),))

    def f1(name):
        return scored(evaluate([(gold, pred)], [metric(name)]), metric(name)).f1

    assert (f1("Time"), f1("Time(match=relaxed)"), f1("Time(match=value)")) == (0.0, 1.0, 0.0)
    assert f1("Time(match=interval)") == pytest.approx(float(F(2, 31)))


TEXT = "Old Kim met the tall man Lee. He said so."
KIM, LEE = (0, 7), (12, 28)


def people(*mentions):
    """Mentions given as start, end, head, entity, type."""
    return tuple(
        Mention(id=f"m{n}", start=a, end=b, head=head, entity=who, type=kind) for n, (a, b, head, who, kind) in enumerate(mentions)
    )


GOLD_PEOPLE = Document(
    id="d",
    text=TEXT,
    dct="2025-09-04",
    mentions=people(
        (0, 7, (4, 7), "kim", "PER"), (12, 28, (25, 28), "lee", "PER"), (30, 32, None, "kim", "PER"), (8, 11, None, "met", "EVENT")
    ),
)
SHORT = people((4, 7, None, "a", "PER"), (25, 28, (25, 28), "b", "PER"), (30, 32, None, "a", "PER"), (8, 11, None, "c", "ORG"))
WIDE = people((0, 28, None, "a", "PER"), (30, 32, None, "a", "PER"))


def people_scored(name, mentions):
    found = metric(name)
    return scored(evaluate([(GOLD_PEOPLE, Document(id="d", mentions=mentions))], [found]), found)


def test_coreference_by_heads():
    """Kim and Lee are found by their heads, which are lent to a span of at most twice the words."""
    for name in ("MUC", "B3", "CEAFm", "CEAFe", "LEA", "CoNLL", "BLANC"):
        assert people_scored(f"{name}(match=head)", SHORT).f1 == 1, name
    assert people_scored("B3", SHORT)[:2] == (F(3, 8), F(3, 8))
    assert people_scored("B3(match=head)", WIDE)[:2] == (F(1, 2), F(3, 8))  # the whole sentence is Lee's by no more than twice the words
    assert people_scored("NER(match=head)", WIDE).counts == (2, 2, 2, 4)
    assert people_scored("NER(match=head)", people((0, 40, None, "a", "PER"))).counts == (0, 1, 0, 4)


def test_clusters_by_type_and_document():
    assert people_scored("B3(match=head)@PER", SHORT).f1 == 1
    assert people_scored("B3@EVENT", SHORT)[:2] == (None, 0)
    assert people_scored("B3@document=d", SHORT) == people_scored("B3", SHORT)
    assert people_scored("CoNLL(match=head)@document=d", SHORT).f1 == 1


def test_a_threshold_of_overlap():
    near = people((1, 7, None, None, "PER"), (25, 28, None, None, "PER"), (30, 32, None, None, "PER"), (8, 11, None, None, "ORG"))
    assert people_scored("NER(overlap=0.9)", near).counts == (2, 4, 2, 4)  # 2 * 6 / 13, and he
    assert people_scored("NER(overlap=0.95)", near).counts == (1, 4, 1, 4)
    assert people_scored("NER(match=exact,overlap=0.3)", near).counts == (4, 4, 4, 4)  # 2 * 3 / 19 for Lee
    assert people_scored("NER(match=exact,overlap=0.5)", near).counts == (3, 4, 3, 4)


def test_averages_over_types():
    """PER 2 of 3 right of 3 predicted, EVENT 0 of 1, ORG 0 of 1 predicted."""
    found = people((0, 7, None, None, "PER"), (25, 28, None, None, "PER"), (30, 32, None, None, "PER"), (8, 11, None, None, "ORG"))
    macro, weighted = people_scored("NER(average=macro)", found), people_scored("NER(average=weighted)", found)
    assert macro[:3] == pytest.approx((F(2, 3) / 3, F(2, 3) / 3, F(2, 3) / 3))
    assert weighted[:3] == pytest.approx((F(2, 3) * F(3, 4),) * 3)


def test_families_of_events():
    events = (Event(id="v", start=8, end=11, type="Contact.Meet", arguments=(Argument(role="Entity", filler="m0"),)),)
    other = (replace(events[0], type="Contact.Phone"),)
    gold = replace(GOLD_PEOPLE, events=events)
    pred = Document(id="d", mentions=GOLD_PEOPLE.mentions, events=other)
    for name, value in (("Trigger", 0), ("Trigger(types=family)", 1), ("Arg", 0), ("Arg(types=family)", 1)):
        assert scored(evaluate([(gold, pred)], [metric(name)]), metric(name)).f1 == value, name


def test_when_is_times_and_dated_events():
    gold = replace(
        GOLD_PEOPLE,
        times=(Time(start=30, end=32, type="DATE", value="2020"),),
        events=(Event(start=8, end=11, date="2022/.."), Event(start=33, end=37, date="2025-09-01/2025-09-02"), Event(start=0, end=3)),
    )
    pred = Document(
        id="d",
        times=(Time(start=30, end=32, type="SET", value="2020"),),
        events=(
            Event(start=8, end=11, date="2022/2025-09-04"),
            Event(start=33, end=37, date="2025-09-02"),
            Event(start=38, end=40, date="1066"),
        ),
    )
    when = scored(evaluate([(gold, pred)], [metric("When")]), metric("When"))
    assert when[:2] == pytest.approx(((1 + 1 + F(2, 3)) / 4, (1 + 1 + F(2, 3)) / 3))
    exact = scored(evaluate([(gold, pred)], [metric("When(match=exact)")]), metric("When(match=exact)"))
    assert exact.counts == (1, 4, 1, 3)


def test_claims_are_what_is_told_by_whom_and_how_surely():
    def document(**stance):
        given = {"asserted_by": "kim", "realis": "ACTUAL", "polarity": "POSITIVE", "certainty": "probable", **stance}
        event = Event(id="v", start=8, end=11, type="Contact.Meet", **given)
        relation = Relation(head="kim", type="met_with", tail="lee", status="former")
        return replace(GOLD_PEOPLE, events=(event,), relations=(relation,))

    def right(pred, name):
        found = metric(name)
        return scored(evaluate([(document(), pred)], [found]), found).counts.right_gold

    assert right(document(), "Claim") == 2
    for stance in ({"realis": None}, {"realis": "OTHER"}, {"polarity": None}, {"polarity": "NEGATIVE"}, {"certainty": None}):
        assert [right(document(**stance), f"Claim{way}") for way in ("", "(match=source)", "(match=factuality)")] == [1, 2, 1], stance
    for who in (None, "lee", "UNSPECIFIED"):
        pred = document(asserted_by=who)
        assert [right(pred, f"Claim{way}") for way in ("", "(match=source)", "(match=factuality)")] == [1, 1, 2], who
    current = replace(document(), relations=(Relation(head="lee", type="met_with", tail="kim"),))
    assert [right(current, f"Claim{way}") for way in ("", "(match=source)", "(match=factuality)")] == [1, 2, 1]


def test_what_was_seen_counts_in_neither_part_of_precision(tmp_path):
    (tmp_path / "seen.tsv").write_text("lee\tmet_with\told kim\n")
    gold = replace(
        GOLD_PEOPLE,
        mentions=(*GOLD_PEOPLE.mentions, Mention(id="m9", start=25, end=28, entity="lee")),
        relations=(Relation(head="kim", type="met_with", tail="lee"), Relation(head="kim", type="leader_of", tail="lee")),
    )
    pred = replace(gold, relations=(gold.relations[0], Relation(head="lee", type="leader_of", tail="kim")))
    found = metric(f"Ign(seen={tmp_path}/seen.tsv)")
    assert scored(evaluate([(gold, pred)], [found]), found).counts == (0, 1, 1, 2)
    assert scored(evaluate([(gold, pred)], [metric("Ign")]), metric("Ign")).counts == (1, 2, 1, 2)


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"one column\n"])
def test_facts_that_cannot_be_read_are_told(content, tmp_path):
    if content is not None:
        (tmp_path / "seen.tsv").write_bytes(content)
    with pytest.raises(ValueError, match=r"seen\.tsv"):
        metric(f"Ign(seen={tmp_path}/seen.tsv)")
