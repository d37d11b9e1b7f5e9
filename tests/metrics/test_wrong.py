"""What is wrong between leftover items of each layer, and the slices of clusters: as findings name them."""

import pytest

import dateline
from dateline.document import Argument, Document, Entity, Event, Inline, Mention, Quote, Relation, Time
from dateline.kernel.items import distinct
from dateline.kernel.pair import Pair
from dateline.metrics import parse
from dateline.metrics.quotes import QuoteMetric

TEXT = "Kim met Lee in Rome on Monday. “So it is,” said Ola, who left."
WHO = tuple(
    Mention(id=f"m-{name}", start=s, end=e, type="PER", level="NAM", entity=name)
    for name, s, e in (("kim", 0, 3), ("lee", 8, 11), ("ola", 48, 51))
)


def pair(gold, pred):
    sides = [Document(id="d", text=TEXT, mentions=WHO, **layers) for layers in (gold, pred)]
    return Pair.of(*sides)


def wrong(name, gold, pred):
    """What is wrong between the only item of each side."""
    metric, both = parse(name), pair(gold, pred)
    (one,), _ = distinct(metric.items(both, both.gold))
    (other,), _ = distinct(metric.items(both, both.pred))
    return metric.wrong(both, one, other)


def relation(head, kind, tail, *evidence):
    return {"relations": (Relation(head=head, type=kind, tail=tail, evidence=evidence or None),)}


@pytest.mark.parametrize(
    ("gold", "pred", "what"),
    [
        (relation("kim", "leader_of", "lee"), relation("kim", "leader_of", "lee"), "type"),
        (relation("kim", "leader_of", "lee"), relation("kim", "employee_of", "lee"), "type"),
        (relation("kim", "leader_of", "lee"), relation("lee", "leader_of", "kim"), "direction"),
        (relation("kim", "leader_of", "lee"), relation("kim", "leader_of", "ola"), "wrong argument"),
        (relation("kim", "leader_of", "lee", (0, 11)), relation("kim", "leader_of", "ola", (40, 51)), None),
        (relation("kim", "leader_of", "lee", (0, 11)), relation("ola", "leader_of", "lee", (4, 30)), "wrong argument"),
        (relation("kim", "leader_of", "lee"), relation("ola", "leader_of", "kim"), None),
        (relation("kim", "leader_of", "lee"), relation("kim", "member_of", "ola"), None),
        (relation("kim", "met_with", "lee"), relation("lee", "leader_of", "kim"), "type"),
    ],
)
def test_between_relations(gold, pred, what):
    assert wrong("Rel", gold, pred) == what


def times(start, end, **of):
    return {"times": (Time(start=start, end=end, type="DATE", **of),)}


@pytest.mark.parametrize(
    ("metric", "gold", "pred", "what"),
    [
        ("Time(match=value)", times(23, 29, value="2020"), times(23, 29, value="2021"), "value"),
        ("Time(match=interval)", times(23, 29), times(20, 29), "value"),
        ("Time(match=type)", times(23, 29), times(20, 29), "type"),
        ("Time", times(23, 29), times(20, 29), "boundary"),
        ("Time(match=value)", times(23, 29), times(0, 3), None),
    ],
)
def test_between_times(metric, gold, pred, what):
    assert wrong(metric, gold, pred) == what


def quote(start, end, speaker="ola"):
    return {"quotes": (Quote(spans=((start, end),), speaker=speaker),)}


@pytest.mark.parametrize(
    ("metric", "pred", "what"),
    [
        ("Quote(match=joint)", quote(31, 42, "kim"), "wrong speaker"),
        ("Quote(match=joint)", quote(20, 34, "kim"), "boundary and speaker"),
        ("Quote", quote(31, 36), "boundary"),
        ("Quote(match=exact)", quote(31, 36, "kim"), "boundary"),
        ("Quote", quote(0, 11), None),
    ],
)
def test_between_quotes(metric, pred, what):
    assert wrong(metric, quote(31, 42), pred) == what


def test_what_two_quotes_must_share_beside_their_place():
    assert QuoteMetric.content(parse("Cue"), pair({}, {}), None, None) == ()
    assert QuoteMetric.carries(parse("Quote"), None)


def test_slices_of_events_and_links_are_by_the_labels_of_their_mentions():
    met, spoke = Event(start=4, end=7, type="Contact.Meet", referent="h"), Event(start=43, end=47, type="Contact.Statement", referent="h")
    both = pair({"events": (met, spoke)}, {"events": (met,)})
    metric = parse("EventCoref").parts()[0]
    assert set(metric.kinds(both, both.gold).values()) == {("Contact.Meet",), ("Contact.Statement",)}
    assert set(metric.kinds(both, both.pred).values()) == {("Contact.Meet",)}
    typed, plain = parse("LinkCEAF(typed=yes)"), parse("LinkCEAF")
    assert plain.kinds(both, both.gold)[((0, 3),)] == {"PER"}
    assert typed.kinds(both, both.gold)[(((0, 3),), "PER")] == {"PER"}
    people = {"start": 0, "end": 3, "type": "PER", "qid": "Q5"}, {"start": 15, "end": 19, "type": "GPE", "qid": "Q6"}
    gold, pred = ([{"id": "d", "text": TEXT, "mentions": said}] for said in (people, people[:1]))
    names = ["LinkCEAF", "LinkCEAF@PER", "LinkCEAF@GPE"]
    report = dateline.score(pred, gold=gold, metrics=names)
    assert [report[name].f1 for name in names] == pytest.approx([2 / 3, 1.0, 0.0])


def test_seen_facts_are_told_by_any_name(tmp_path):
    (tmp_path / "facts.tsv").write_text("kim\tleader_of\tROME\nola\tmet_with\tlee\n", "utf-8")
    entities = (Entity(id="kim"), Entity(id="lee", name="Min Lee"), Entity(id="ola"))
    said = (
        Relation(head="kim", type="leader_of", tail=Inline(text="Rome", start=15, end=19)),
        Relation(head="ola", type="leader_of", tail="lee"),
        Relation(head="kim", type="leader_of", tail="ola"),
    )
    document = Document(id="d", text=TEXT, mentions=WHO, entities=entities, relations=said)
    seen = f"Ign(seen={tmp_path}/facts.tsv)"
    report = dateline.score([document], gold=[document], metrics=[seen])
    assert report.lines[0].score.counts == (2, 2, 3, 3)  # one of three is in neither part of precision
    ids = [Mention(id=m.entity, start=m.start, end=m.end, type="PER") for m in WHO]
    loose = Document(id="d", text=TEXT, mentions=tuple(ids), relations=(Relation(head="ola", type="met_with", tail="lee"), *said[2:]))
    report = dateline.score([loose], gold=[loose], metrics=[seen])
    assert report.lines[0].score.counts == (1, 1, 2, 2)


def test_a_relation_to_a_time_is_equal_by_its_place():
    clock = {"times": (Time(id="t1", start=23, end=29, type="DATE"),)}
    other = {"times": (Time(id="t7", start=23, end=29, type="DATE"),)}
    both = pair({**clock, **relation("kim", "participant_in", "t1")}, {**other, **relation("kim", "participant_in", "t7")})
    matching = parse("Rel(match=strict)").matching(both)
    assert [(edge.gold, edge.pred, edge.credit) for edge in matching.pairs] == [(0, 0, 1.0)]


def event(at=(4, 7), kind="Contact.Meet", *, arguments=(), **of):
    said = tuple(Argument(role=role, filler=filler) for role, filler in arguments)
    return {"events": (Event(start=at[0], end=at[1], type=kind, arguments=said, **of),)}


ONE = event(arguments=[("Participant", "kim")])


@pytest.mark.parametrize(
    ("metric", "gold", "pred", "what"),
    [
        ("Arg", ONE, event(kind="Contact.Contact", arguments=[("Participant", "kim")]), "type"),
        ("Arg", ONE, event(arguments=[("Place", "kim")]), "role"),
        ("Arg", ONE, event(arguments=[("Participant", "lee")]), "wrong argument"),
        ("Arg", ONE, event(arguments=[("Place", "lee")]), None),
        ("Arg", ONE, event(kind="Contact.Contact", arguments=[("Participant", "lee")]), None),
        ("Arg", ONE, event((23, 29), arguments=[("Participant", "kim")]), "trigger"),
        ("Arg", ONE, event((23, 29), arguments=[("Place", "kim")]), None),
        ("Arg", ONE, event((23, 29), arguments=[("Participant", "lee")]), None),
        ("Arg", ONE, event((23, 29), "Contact.Contact", arguments=[("Participant", "kim")]), None),
        ("Date", event(date="2020"), event(date="2021"), "wrong date"),
        ("Date", event(date="2020"), event((23, 29), date="2020"), None),
        ("Realis", event(realis="ACTUAL"), event(realis="OTHER"), "realis"),
        ("Realis", event(realis="ACTUAL"), event((23, 29), realis="ACTUAL"), None),
        ("Trigger", event(), event(kind="Contact.Contact"), "type"),
        ("Trigger", event(), event((4, 9)), "boundary"),
        ("When", event(date="2020"), event(date="2021"), "wrong date"),
        ("When", event(date="2020"), event((4, 9), date="2020"), "boundary"),
        ("When", event(date="2020"), event((4, 9), date="2021"), "boundary and value"),
        ("When", event(date="2020"), event((23, 29), date="2020"), None),
        ("When", times(23, 29, value="2020"), times(23, 29, value="2021"), "value"),
        ("When", times(23, 29, value="2020"), times(20, 29, value="2020"), "boundary"),
        ("When", {**times(23, 29, value="2020"), "events": ()}, event((23, 29), date="2020"), None),
    ],
)
def test_between_events_and_their_dates(metric, gold, pred, what):
    assert wrong(metric, gold, pred) == what


@pytest.mark.parametrize(
    ("gold", "pred", "what"),
    [
        ({"certainty": "PROBABLE"}, {"certainty": "CERTAIN"}, {"certainty"}),
        ({"polarity": "POSITIVE", "asserted_by": "kim"}, {"polarity": "NEGATIVE", "asserted_by": "lee"}, {"polarity", "source"}),
    ],
)
def test_between_claims_about_one_thing(gold, pred, what):
    said = wrong("Claim", event(**gold), event(**pred))
    assert said is not None
    assert len(said.split(" and ")) == len(what)
    assert said != wrong("Claim", event(**gold), event((4, 9), **gold)) == "boundary"
    assert wrong("Claim", event(**gold), event(kind="Contact.Contact", **gold)) == "type"
    assert wrong("Claim", {**event(**gold), "relations": ()}, relation("kim", "leader_of", "lee")) is None


def link(start, end, qid, label="PER", level="NAM", entity=None):
    return Mention(start=start, end=end, type=label, level=level, qid=qid, entity=entity)


def linked_wrong(gold, pred, entities=(), text=TEXT):
    sides = Document(id="d", text=text, mentions=(gold,), entities=entities), Document(id="d", mentions=(pred,))
    metric, both = parse("Link"), Pair.of(*sides)
    (one,), _ = distinct(metric.items(both, both.gold))
    (other,), _ = distinct(metric.items(both, both.pred))
    return metric.wrong(both, one, other)


def test_between_links():
    assert linked_wrong(link(15, 19, "Q1", "NORP"), link(15, 19, "Q2")) == "demonym"
    assert linked_wrong(link(15, 19, "Q1", "GPE"), link(15, 19, "Q2")) == "wrong candidate"
    assert linked_wrong(link(15, 19, "Q1", "GPE"), link(12, 19, "Q1")) == "boundary"
    assert linked_wrong(link(15, 19, "Q1", "GPE"), link(12, 19, "Q2")) is None
    assert linked_wrong(link(15, 19, "Q1", "GPE"), link(0, 3, "Q1")) is None
    named = (Entity(id="e", name="Rome"), Entity(id="f", name="Italy"))
    assert linked_wrong(link(15, 19, "Q1", "GPE", entity="e"), link(15, 19, "Q2"), named) == "wrong candidate"
    assert linked_wrong(link(15, 19, "Q1", "GPE", entity="f"), link(15, 19, "Q2"), named) == "metonym"
    assert linked_wrong(link(15, 19, "Q1", "GPE", "NOM", entity="f"), link(15, 19, "Q2"), named) == "wrong candidate"


def test_a_metonym_is_told_by_the_words_of_all_pieces_and_by_none_without_a_text():
    named, pieces = (Entity(id="e", name="in Kim"), Entity(id="f", name="Italy")), ((12, 14), (29, 32))
    gold = {name: Mention(fragments=pieces, type="GPE", qid="Q1", entity=name) for name in "ef"}
    other = Mention(fragments=pieces, type="GPE", qid="Q2")
    assert linked_wrong(gold["e"], other, named) == "wrong candidate"
    assert linked_wrong(gold["f"], other, named) == "metonym"
    assert linked_wrong(gold["f"], other, named, text=None) == "wrong candidate"
    whole = link(0, 3, "Q1", "GPE", entity="f"), link(0, 3, "Q2")
    assert linked_wrong(*whole, named) == "metonym"
    assert linked_wrong(*whole, named, text=None) == "wrong candidate"


def test_a_broader_relation_is_told_apart():
    assert wrong("Rel", relation("kim", "head_of_state", "lee"), relation("kim", "leader_of", "lee")) == "broader relation"
    assert wrong("Rel", relation("kim", "leader_of", "lee"), relation("kim", "head_of_state", "lee")) == "type"
    assert wrong("Rel", relation("kim", "leader_of", "lee"), relation("kim", "employed_by", "lee")) == "type"


def test_what_leftover_items_are_looked_for_by():
    both = pair(ONE, ONE)
    (argument,), _ = distinct(parse("Arg").items(both, both.gold))
    assert list(parse("Arg").about(argument)) == [(4, 7), ("Contact.Meet", ("Participant", ("E", 0)))]
    both = pair(relation("kim", "leader_of", "lee"), {})
    (one,), _ = distinct(parse("Rel").items(both, both.gold))
    assert list(parse("Rel").about(one)) == [("E", 0), ("E", 1)]
    both = pair(event(certainty="CERTAIN"), {})
    (claim,), _ = distinct(parse("Claim").items(both, both.gold))
    assert list(parse("Claim").about(claim)) == [(claim.label, claim.key[0])]
