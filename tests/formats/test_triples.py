"""Triples of relations as text, in every layout that tools have, and time expressions as rows."""

import json

import pytest

import dateline
from dateline.formats import flat, triples

TEXT = "Kim Jong Un met Vladimir Putin in Beijing. Putin leads Russia since Tuesday, for ten years.\n"


def span(words):
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


GOLD = {
    "id": "d",
    "text": TEXT,
    "mentions": [
        {**span("Kim Jong Un"), "type": "PER", "entity": "kim"},
        {**span("Vladimir Putin"), "type": "PER", "entity": "putin"},
        {**span("Russia"), "type": "GPE", "entity": "russia"},
    ],
    "relations": [{"head": "kim", "type": "met_with", "tail": "putin"}, {"head": "putin", "type": "leader_of", "tail": "russia"}],
    "times": [
        {**span("Tuesday"), "type": "DATE", "value": "2025-09-02"},
        {**span("ten years"), "type": "DURATION", "value": "P10Y"},
    ],
}
TOLD = [("Kim Jong Un", "met_with", "Vladimir Putin"), ("Vladimir Putin", "leader_of", "Russia")]
NAMES = [
    ("subject", "relation", "object"),
    ("subj", "predicate", "obj"),
    ("head", "type", "tail"),
    ("head", "relation", "tail"),
    ("source", "label", "target"),
    ("Head", "Relation_Type", "Tail"),
]
TOKENS = [{"head_text": h.split(), "tail_text": t.split(), "label": r, "score": 0.9, "head_pos": [0, 2]} for h, r, t in TOLD]
REBEL = "<s><triplet> Kim Jong Un <subj> Vladimir Putin <obj> met with <triplet> Vladimir Putin <subj> Russia <obj> leader of</s>"
SHARED = "<triplet> Kim Jong Un <subj> Vladimir Putin <obj> met with <subj> Russia <obj> leader of"
SHARED += " <triplet> Vladimir Putin <subj> Russia <obj> x"


def objects(names):
    return [dict(zip(names, triple, strict=True)) for triple in TOLD]


LAYOUTS = {
    **{f"a list of {'-'.join(names)}": ("d.json", json.dumps(objects(names))) for names in NAMES},
    **{f"lines of {'-'.join(names)}": ("d.jsonl", "".join(json.dumps(one) + "\n" for one in objects(names))) for names in NAMES},
    "by article": ("p.json", json.dumps({"d": objects(NAMES[0])})),
    "lists by article": ("p.json", json.dumps({"d": {"triples": [list(triple) for triple in TOLD]}})),
    "rows with triples": ("p.jsonl", json.dumps({"id": "d", "triples": [list(triple) for triple in TOLD]}) + "\n"),
    "rows with triplets": ("p.jsonl", json.dumps({"doc_id": "d", "triplets": objects(NAMES[1])}) + "\n"),
    "rows with relations as lists": ("p.jsonl", json.dumps({"id": "d", "relations": [list(triple) for triple in TOLD]}) + "\n"),
    "rows with relations of other names": ("p.jsonl", json.dumps({"id": "d", "relations": objects(NAMES[0])}) + "\n"),
    "tokens": ("d.json", json.dumps(TOKENS)),
    "ends that are objects": ("d.json", json.dumps([{"subject": {"text": h}, "relation": r, "object": {"name": t}} for h, r, t in TOLD])),
    "a table": ("p.csv", "document,subject,relation,object\n" + "".join(f"d,{','.join(triple)}\n" for triple in TOLD)),
    "a table by tabs": ("p.tsv", "id\thead\trelation\ttail\n" + "".join("\t".join(("d", *triple)) + "\n" for triple in TOLD)),
    "REBEL": ("d.txt", REBEL),
    "mREBEL": ("d.txt", REBEL.replace("<subj>", "<per>").replace("<obj>", "<loc>")),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_triples_are_relations_between_strings(layout, tmp_path):
    name, content = LAYOUTS[layout]
    path = tmp_path / name
    path.write_text(content, "utf-8")
    found = dateline.score(path, gold=[GOLD], metrics="Rel")
    assert (found["Rel"].f1, found["Rel"].counts.predicted) == (1, 2)
    assert "1 file read as triples; what of it: `dateline describe formats`" in found.reading.notes


def test_a_head_may_have_several_tails(tmp_path):
    path = tmp_path / "d.txt"
    path.write_text(SHARED, "utf-8")
    (document,) = dateline.read(path, gold=[GOLD])
    assert [(r.head.text, r.type, r.tail.text) for r in document.relations] == [
        ("Kim Jong Un", "met_with", "Vladimir Putin"),
        ("Kim Jong Un", "leader_of", "Russia"),
        ("Vladimir Putin", "x", "Russia"),
    ]


@pytest.mark.parametrize("inside", [" ", "<", "> "])
def test_long_texts_are_parted_in_one_walk(inside):
    assert not triples.ENDS.findall(triples.HEAD.search(f"<triplet> a <x{inside * 200_000}")[2])


def test_relations_of_the_schema_are_native(tmp_path):
    path = tmp_path / "p.jsonl"
    path.write_text(
        json.dumps({"id": "d", "relations": [{"head": {"text": h}, "type": r, "tail": {"text": t}} for h, r, t in TOLD]}) + "\n"
    )
    found = dateline.score(path, gold=[GOLD], metrics="Rel")
    assert (found["Rel"].f1, found.reading.formats) == (1, {})


@pytest.mark.parametrize(
    "wrong", [["a", "b", 3], {"subject": "a", "relation": "b", "object": ""}, {"head": ["a", 1], "type": "b", "tail": "c"}, 7]
)
def test_what_is_no_triple_is_refused(wrong, tmp_path):
    path = tmp_path / "d.json"
    path.write_text(json.dumps([*objects(NAMES[0]), wrong]), "utf-8")
    with pytest.raises(dateline.DataError, match="is no triple") as refused:
        dateline.score(path, gold=[GOLD], metrics="Rel")
    assert refused.value.faults[0].fix == triples.SHAPE


def test_separators_of_labels_make_no_difference(tmp_path):
    path = tmp_path / "d.json"
    path.write_text(json.dumps([{"head": "Kim Jong Un", "type": "Met With", "tail": "Vladimir Putin"}]), "utf-8")
    found = dateline.score(path, gold=[GOLD], metrics="Rel")
    assert found["Rel"].precision == 1
    assert "labels read: 'Met With' as 'met_with'" in found.reading.notes


TIMED = [
    {"text": "Tuesday", "start": TEXT.index("Tuesday"), "end": TEXT.index("Tuesday") + 7, "type": "DATE", "value": "2025-09-02"},
    {"text": "ten years", "type": "DURATION", "timex-value": "P10Y"},
]


def test_rows_with_the_values_of_time_expressions_are_times(tmp_path):
    path = tmp_path / "d.json"
    for more in ([], [{"text": "Kim Jong Un", "type": "PER"}]):
        path.write_text(json.dumps([*TIMED, *more]), "utf-8")
        found = dateline.score(path, gold=[GOLD], metrics=["Time(match=value)", "NER"])
        assert found["Time(match=value)"].f1 == 1
        assert found["NER"].counts.predicted == len(more)
        assert ("entities" in found.result.attempted) == bool(more)


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ({"text": "now", "label": "DATE", "value": "PRESENT_REF"}, "PRESENT_REF"),
        ({"text": "x", "type": "TIME", "value": "2025-09-02T14:30"}, "2025-09-02T14:30"),
        ({"text": "x", "type": "DATE", "value": "XXXX-WXX-2"}, "XXXX-WXX-2"),
        ({"text": "x", "type": "DURATION", "value": "PT2H30M"}, "PT2H30M"),
        ({"label": "DATE", "value": "Tuesday", "start": 1, "end": 2}, None),
        ({"text": "x", "type": "DURATION", "value": "P1DE"}, "P1DE"),
        ({"text": "x", "type": "DATE", "value": "2025-" + "T" * 1_000_000 + "!"}, None),
        ({"text": "x", "type": "DATE", "value": "P" + "X" * 38}, None),
        ({"text": "x", "type": "PER", "value": "2025"}, None),
        ({"text": "x", "labels": ["DATE"], "value": "2025"}, None),
        ({"text": "x", "type": "DATE"}, None),
        (["x"], None),
    ],
)
def test_what_is_the_value_of_a_time_expression(row, value):
    assert flat.value_of(row) == value
