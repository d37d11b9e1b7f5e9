"""The labels of predictions against those of the gold."""

import json

import pytest

import dateline
from dateline.corpus.labelling import Renaming, label_notes, properties, renaming, spoken, unknown_notes, with_gold_labels
from dateline.document.inventory import Inventory, Used, shipped, used
from tests.corpus.conftest import document

KNOWN = Inventory(*(frozenset(names.split()) for names in ("PER ORG", "met_with leader_of", "Conflict.Attack", "Agent Place")))
OPEN = Inventory()


def said(*layers):
    """Labels by layer, as a document uses them."""
    return Used(*(frozenset(names.split()) for names in layers))


def table(folder, content):
    path = folder / "mine.toml"
    path.write_text(content)
    return str(path)


@pytest.mark.parametrize(
    ("own", "renamed"),
    [
        (said("PER", "met_with", "Conflict.Attack", "Agent"), Renaming()),
        (said("per Org"), Renaming({"per": "PER", "Org": "ORG"})),
        (said("", "MET_WITH"), Renaming(relations={"MET_WITH": "met_with"})),
        (said("", "", "conflict.attack"), Renaming(events={"conflict.attack": "Conflict.Attack"})),
        (said("", "", "", "AGENT place"), Renaming(roles={"AGENT": "Agent", "place": "Place"})),
        (said("human", "meets", "attack", "agents"), Renaming()),
        (said("person work_of_art org"), Renaming({"org": "ORG", "person": "PERSON", "work_of_art": "WORK_OF_ART"})),
        (said("Person ORGANIZATION misc"), Renaming({"Person": "PER", "ORGANIZATION": "ORG", "misc": "MISC"})),
        (said("person location human"), Renaming()),
    ],
)
def test_a_label_in_another_case_is_the_golds(own, renamed):
    assert renaming(own, KNOWN) == renamed
    assert renaming(own, OPEN) == Renaming()


def test_of_labels_that_differ_in_case_alone_the_first_is_meant():
    known = Inventory(frozenset(("Per", "PER", "per2")))
    assert renaming(said("per PER Per"), known) == Renaming({"per": "PER"})


def test_a_users_table_renames_each_layer_and_goes_before_case(tmp_path):
    name = table(
        tmp_path,
        '[entities]\nperson = "ORG"\n[labels]\nperson = "PER"\nmeets = "met_with"\nleads = "rules"\n'
        '[relations]\nMET_WITH = "leader_of"\nother = "met_with"\n[events]\nattack = "Conflict.Attack"\n[roles]\nagents = "Agent"\n',
    )
    own = said("person", "meets MET_WITH leads", "attack", "agents person")
    assert renaming(own, KNOWN, name) == Renaming(
        {}, {"meets": "met_with", "MET_WITH": "leader_of"}, {"attack": "Conflict.Attack"}, {"agents": "Agent"}
    )  # a projection counts entities in its own words
    assert renaming(own, OPEN, name) == Renaming({}, {"MET_WITH": "leader_of"}, {"attack": "Conflict.Attack"}, {"agents": "Agent"})


def test_a_shipped_projection_is_no_users_table():
    assert renaming(said("person", "MET_WITH"), KNOWN, "ontonotes") == Renaming(relations={"MET_WITH": "met_with"})


def test_a_label_that_is_renamed_to_itself_is_none(tmp_path):
    assert renaming(said("", "met_with"), KNOWN, table(tmp_path, '[relations]\nmet_with = "met_with"\n')) == Renaming()


def test_properties_of_wikidata_stand_for_relations():
    every = properties(None)
    assert (every["P108"], every["P27"]) == ("employed_by", "citizen_of")
    assert every["P35"] == "has_head_of_state"  # runs from the country to its head
    some = properties(frozenset(("employed_by", "head_of_state", "P27", "citizen_of")))
    assert some == {"P108": "employed_by", "P35": "has_head_of_state"}
    assert renaming(said("", "P108 P27 p108"), Inventory(relations=frozenset(("employed_by",)))) == Renaming(
        relations={"P108": "employed_by"}
    )
    assert renaming(said("", "P108"), OPEN) == Renaming(relations={"P108": "employed_by"})


def test_labels_are_renamed_where_they_stand():
    rename = Renaming({"per": "PER"}, {"meets": "met_with"}, {"attack": "Attack"}, {"agent": "Agent"})
    before = document(
        mentions=[{"start": 0, "end": 3, "type": "per"}, {"start": 8, "end": 11, "type": "x"}, {"start": 15, "end": 19}],
        entities=[{"id": "e", "type": "per"}, {"id": "f"}],
        relations=[{"head": "e", "type": "meets", "tail": "f"}, {"head": "e", "type": "per", "tail": "f"}],
        events=[
            {"start": 4, "end": 7, "type": "attack", "arguments": [{"role": "agent", "filler": "e"}, {"role": "per", "filler": "f"}]},
            {"start": 25, "end": 28},
        ],
    )
    after = rename(before)
    assert [m.type for m in after.mentions] == ["PER", "x", None]
    assert [e.type for e in after.entities] == ["PER", None]
    assert [r.type for r in after.relations] == ["met_with", "per"]
    assert [e.type for e in after.events] == ["Attack", None]
    assert [a.role for a in after.events[0].arguments] == ["Agent", "per"]
    assert [(m.start, m.end) for m in after.mentions] == [(0, 3), (8, 11), (15, 19)]
    assert Renaming()(before) is before


@pytest.mark.parametrize("one", [Renaming(events={"attack": "Attack"}), Renaming(roles={"agent": "Agent"})])
def test_events_and_roles_are_renamed_apart(one):
    before = document(events=[{"start": 4, "end": 7, "type": "attack", "arguments": [{"role": "agent", "filler": "e"}]}])
    (event,) = one(before).events
    assert [event.type, event.arguments[0].role] == [one.events.get("attack", "attack"), one.roles.get("agent", "agent")]


def test_layers_that_are_not_there_stay_so():
    rename = Renaming({"per": "PER"}, {"meets": "met_with"}, {"attack": "Attack"})
    assert rename(document()) == document()
    assert rename(document(mentions=[], entities=[], relations=[], events=[])) == document(
        mentions=[], entities=[], relations=[], events=[]
    )


def test_what_is_renamed_is_told_but_for_case():
    assert Renaming({"per": "PER"}).told("mine.toml") == []
    assert Renaming({"person": "PER"}, {"meets": "met_with"}).told("") == ["labels read: 'person' as 'PER', 'meets' as 'met_with'"]
    many = {name: name + "x" for name in "abcde"}
    shown = "'a' as 'ax', 'b' as 'bx', 'c' as 'cx', 'd' as 'dx', 'e' as 'ex'"
    assert Renaming(many).told("mine.toml") == [f"labels read by mine.toml: {shown}"]
    assert Renaming(many, {"f": "g"}).told("mine.toml") == [f"labels read by mine.toml: {shown}, …"]


@pytest.mark.parametrize(
    ("own", "inventory", "name"),
    [
        ("PER PERSON DATE", shipped(), "ontonotes"),
        ("PER MISC", shipped(), "conll"),
        ("PER VEH", shipped(), "ace"),
        ("PER ORG", shipped(), ""),
        ("PERSON MISC", shipped(), "conll"),
        ("PERSON HUMAN", shipped(), ""),
        ("HUMAN", shipped(), ""),
        ("PERSON", Inventory(frozenset(("PER", "ORG"))), "ontonotes"),
        ("PERSON", Inventory(frozenset(("PER", "HUMAN"))), ""),
        ("PERSON", OPEN, ""),
    ],
)
def test_a_projection_is_spoken_where_all_unknown_labels_are_its_own(own, inventory, name):
    assert spoken(said(own), inventory) == name


def test_a_projections_labels_become_the_golds():
    mentions = [{"start": n, "end": n + 1, "type": name} for n, name in enumerate(("PERSON", "DATE", "PRODUCT", "GPE", "CARDINAL", "odd"))]
    entities = [{"id": "a", "type": "PERSON"}, {"id": "b", "type": "DATE"}, {"id": "c"}, {"id": "e", "type": "odd"}]
    found, left = with_gold_labels(document(mentions=[*mentions, {"start": 9, "end": 10}], entities=entities), "ontonotes")
    assert [(m.start, m.type) for m in found.mentions] == [(0, "PER"), (2, "PRODUCT"), (3, "GPE"), (5, "odd"), (9, None)]
    assert [(e.id, e.type) for e in found.entities] == [("a", "PER"), ("b", None), ("c", None), ("e", "odd")]
    assert left == ["CARDINAL", "DATE"]


def test_of_several_labels_the_one_of_its_own_name_is_meant_else_the_first():
    mentions = [{"start": n, "end": n + 1, "type": name} for n, name in enumerate(("LOC", "MISC", "PER"))]
    found, left = with_gold_labels(document(mentions=mentions), "conll")
    assert [m.type for m in found.mentions] == ["LOC", "NORP", "PER"]
    assert (left, found.entities) == ([], None)


def test_a_label_that_gold_has_is_never_out_of_scope():
    found, left = with_gold_labels(
        document(mentions=[{"start": 0, "end": 1, "type": "TITLE"}, {"start": 1, "end": 2, "type": "TTL"}]), "ace"
    )
    assert ([m.type for m in found.mentions], left) == (["TITLE"], ["TTL"])
    assert with_gold_labels(document(), "ace") == (document(), [])


NOT_GOLDS = "labels of {} that the gold does not have are wrong: {}; --labels maps them"
LONG = Inventory(frozenset(f"LABEL{n:02}" for n in range(30)))


@pytest.mark.parametrize(
    ("own", "inventory", "told"),
    [
        (
            said("PERSON PER ORGG ZZ Q", "meets", "", "Agent"),
            KNOWN,
            [
                ("entities", "'ORGG' (did you mean ORG?), 'PERSON' (did you mean PER?), 'Q' (known: ORG, PER), and 1 more"),
                ("relations", "'meets' (known: leader_of, met_with)"),
            ],
        ),
        (said("PERSON", "meets"), OPEN, []),
        (said("a b c"), Inventory(frozenset()), [("entities", "'a' (none is known), 'b' (none is known), 'c' (none is known)")]),
        (said("1"), LONG, [("entities", f"'1' (known: {', '.join(sorted(LONG.entities)[:8])}, …)")]),
    ],
)
def test_labels_that_gold_does_not_have_are_told_by_layer(own, inventory, told):
    assert unknown_notes(own, inventory) == [NOT_GOLDS.format(*one) for one in told]


def test_what_was_done_with_labels_is_told():
    rename = Renaming({"person": "PER"})
    chosen = "labels that the gold does not have are ontonotes's: labels=ontonotes is used"
    assert label_notes(rename, "", "ontonotes") == ["labels read: 'person' as 'PER'", chosen]
    assert label_notes(rename, "ontonotes", "ontonotes") == ["labels read by ontonotes: 'person' as 'PER'"]
    assert label_notes(Renaming(), "", "") == []


def test_the_labels_that_documents_use_are_renamed_as_they_are_found():
    documents = [document(mentions=[{"start": 0, "end": 3, "type": "per"}]), document(events=[{"type": "CONFLICT.ATTACK"}])]
    assert renaming(used(documents), KNOWN) == Renaming({"per": "PER"}, {}, {"CONFLICT.ATTACK": "Conflict.Attack"})


def test_labels_in_full_are_read_alike_in_memory_and_in_a_stream(tmp_path):
    gold, answers = tmp_path / "gold.jsonl", tmp_path / "answers.jsonl"
    mentions = [{"start": 0, "end": 3, "type": "PER"}, {"start": 4, "end": 8, "type": "GPE"}]
    said = [{"start": 0, "end": 3, "type": "person"}, {"start": 4, "end": 8, "type": "location"}]
    gold.write_text("".join(json.dumps({"id": f"d{n}", "text": "Kim Rome", "mentions": mentions}) + "\n" for n in range(60)), "utf-8")
    answers.write_text("".join(json.dumps({"id": f"d{n}", "mentions": said}) + "\n" for n in range(60)), "utf-8")
    held, streamed = (dateline.score(answers, gold=gold, metrics="NER", jobs=jobs) for jobs in ("", 1))
    assert [str(line.metric) for line in held.lines] == [str(line.metric) for line in streamed.lines]
    assert [line.score.f1 for line in held.lines] == [line.score.f1 for line in streamed.lines]
    assert (str(held.lines[0].metric), held.lines[0].score.f1) == ("NER(labels=conll)", 1)
    assert "labels read: 'location' as 'LOC', 'person' as 'PER'" in held.reading.notes
    assert held.reading.said == streamed.reading.said


@pytest.mark.parametrize(
    ("labels", "scheme"),
    [
        (["PERSON", "NORP", "FAC", "CARDINAL", "WORK_OF_ART"], "ontonotes"),
        (["PERSON", "NORP", "FAC", "WORK_OF_ART", "SOCIAL_MEDIA"], "ontonotes"),
        (["PERSON", "NORP", "FAC", "SOCIAL_MEDIA"], ""),  # too few to tell
        (["PERSON", "NORP", "FAC", "WORK_OF_ART", "SOCIAL_MEDIA", "BRAND"], ""),
        (["PER", "NORP", "FAC", "WORK_OF_ART", "SOCIAL_MEDIA"], "ontonotes"),  # which knows the project's own labels too
    ],
)
def test_one_label_of_its_own_spoils_no_scheme(labels, scheme):
    said = used([document(mentions=[{"start": n, "end": n + 1, "type": label} for n, label in enumerate(labels)])])
    assert spoken(said, shipped()) == scheme
