"""Layouts of data frames, tables, annotators and taggers that say what other layouts say."""

import csv
import json

import pytest

import dateline
from dateline.corpus.repair import PROSE
from dateline.files.faults import DataError

TEXT = "Kim Lee (Kim) met Ann in Rome. It rained there."
NAMES = [("Kim Lee", "PER"), ("Ann", "PER"), ("Rome", "LOC")]
ROWS = [{"start": TEXT.index(w), "end": TEXT.index(w) + len(w), "label": kind} for w, kind in NAMES]
OTHER = "Nobody came. The UN met."
GOLD = [
    {"id": "a", "text": TEXT, "mentions": [{"start": r["start"], "end": r["end"], "type": r["label"]} for r in ROWS]},
    {"id": "b", "text": OTHER, "mentions": []},
]
DOCUMENTED = [{"document": "a", **row} for row in ROWS]
COLUMNS = list(DOCUMENTED[0])


def right(path, gold=GOLD):
    """How many mentions are right, and how many were given."""
    return tuple(dateline.score(path, gold=gold, metrics="NER")["NER"].counts)[:2]


def written(path, content):
    """A file."""
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


FRAMES = {
    "records": DOCUMENTED,
    "split": {"columns": COLUMNS, "index": [0, 1, 2], "data": [list(row.values()) for row in DOCUMENTED]},
    "columns": {name: {str(k): row[name] for k, row in enumerate(DOCUMENTED)} for name in COLUMNS},
    "index": {str(k): row for k, row in enumerate(DOCUMENTED)},
    "lists": {name: [row[name] for row in DOCUMENTED] for name in COLUMNS},
}


@pytest.mark.parametrize("orient", FRAMES)
def test_a_data_frame_as_json_in_every_orient(orient, tmp_path):
    assert right(written(tmp_path / "frame.json", FRAMES[orient])) == (3, 3)
    if orient != "lists":
        frame = pytest.importorskip("pandas").DataFrame(DOCUMENTED)
        frame.to_json(tmp_path / "own.json", orient=orient)
        assert right(tmp_path / "own.json") == (3, 3)


@pytest.mark.parametrize("value", [{"columns": ["document", "start"], "data": [["a", 0]]}, {"text": ["Kim"], "label": ["PER", "LOC"]}])
def test_a_frame_that_is_none_is_refused(value, tmp_path):
    with pytest.raises(DataError):
        right(written(tmp_path / "frame.json", value))


TABLE = "| **text** | label |\n|:---|---|\n| `Kim Lee` | PER |\n| Ann | PER |\n| Rome | LOC |\n"


@pytest.mark.parametrize(("content", "prose"), [(TABLE, 0), (f"Here you are:\n\n{TABLE}\nDone.", 1), (TABLE.rstrip("\n"), 0)])
def test_a_table_between_bars(content, prose, tmp_path):
    report = dateline.score(written(tmp_path / "a.md", content), gold=GOLD, metrics="NER")
    assert tuple(report["NER"].counts)[:2] == (3, 3)
    assert report.reading.repairs[PROSE] == prose


def test_a_cell_that_holds_the_items_of_its_text(tmp_path):
    """As Label Studio exports CSV."""
    items = [{"start": r["start"], "end": r["end"], "text": TEXT[r["start"] : r["end"]], "labels": [r["label"]]} for r in ROWS]
    with (tmp_path / "project.csv").open("w", newline="") as stream:
        table = csv.DictWriter(stream, ["annotation_id", "label", "lead_time", "text"])
        table.writeheader()
        table.writerow({"annotation_id": 2, "label": "", "lead_time": 1, "text": OTHER})
        table.writerow({"annotation_id": 1, "label": json.dumps(items), "lead_time": 2.5, "text": TEXT})
    assert right(tmp_path / "project.csv") == (3, 3)


def test_a_cell_of_items_that_was_cut_off_is_told(tmp_path):
    path = written(tmp_path / "project.csv", 'text,label\nKim,"[{""start"": 0}]"\nAnn,"[{""sta"\n')
    with pytest.raises(DataError, match="row 3 has a cell that is no list of items") as told:
        right(path, [{"id": "k", "text": "Kim"}, {"id": "n", "text": "Ann"}])
    assert "as [{...}], or nothing" in str(told.value)


def test_argilla_s_first_layout_has_labels_first(tmp_path):
    row = {"text": TEXT, "prediction": [[r["label"], r["start"], r["end"], 0.9] for r in ROWS], "prediction_agent": "x"}
    assert right(written(tmp_path / "dataset.json", [row])) == (3, 3)


def test_relik_s_triplets_are_relations(tmp_path):
    ends = [{"text": "Kim Lee", "start": 0, "end": 7, "label": "PER"}, {"text": "Ann", "start": 18, "end": 21, "label": "PER"}]
    row = {"text": TEXT, "spans": ends, "triplets": [{"subject": ends[0], "label": "met_with", "object": ends[1], "confidence": 0.9}]}
    mentions = [{"start": e["start"], "end": e["end"], "type": "PER", "entity": e["text"]} for e in ends]
    gold = [{"id": "a", "text": TEXT, "mentions": mentions, "relations": [{"head": "Kim Lee", "type": "met_with", "tail": "Ann"}]}]
    report = dateline.score(written(tmp_path / "a.json", row), gold=gold, metrics=["NER", "Rel"])
    assert (report["NER"].f1, report["Rel"].f1) == (1, 1)


WORDS = TEXT.replace("(", "( ").replace(")", " )").replace(".", " .").split()
TAGS = {"Kim": "S-PER", "Lee": "E-PER", "Ann": "S-PER", "Rome": "S-LOC"}


def stanza(tags):
    """Stanza's CoNLL-U."""
    rows = []
    for number, (word, tag) in enumerate(zip(WORDS, tags, strict=True), 1):
        rows.append("\t".join([str(number), word, *"_______", f"start_char=0|ner={tag}"]))
    return "# text = x\n" + "\n".join(rows) + "\n\n"


def test_stanza_s_names_in_conll_u(tmp_path):
    tags = ["B-PER", "E-PER", "O", "O", "O", "O", *(TAGS.get(word, "O") for word in WORDS[6:])]
    assert right(written(tmp_path / "a.conllu", stanza(tags))) == (3, 3)
    with pytest.raises(DataError, match="'PERSON' is no tag"):
        right(written(tmp_path / "a.conllu", stanza(["PERSON", *tags[1:]])))


def test_names_in_conll_u_beside_chains(tmp_path):
    rows = stanza(["B-PER", "E-PER", "O", "S-PER", "O", "O", "S-PER", "O", "S-LOC", *["O"] * (len(WORDS) - 9)]).split("\n")
    rows[1] += "|Entity=(e1"
    rows[2] += "|Entity=e1)"
    rows[4] += "|Entity=(e1)"
    found = dateline.read(written(tmp_path / "a.conllu", "\n".join(rows)), gold=GOLD)
    (document,) = [one for one in found if one.mentions]
    assert [(m.text or TEXT[m.start : m.end], m.type, m.entity) for m in document.mentions] == [
        ("Kim Lee", "PER", "e1"),
        ("Kim", "PER", "e1"),
        ("Ann", "PER", None),
        ("Rome", "LOC", None),
    ]


SPELLED = {"(": "-LRB-", ")": "-RRB-"}
LABELS = ["PERSON", "PERSON", "O", "O", "O", "O", "PERSON", "O", "LOCATION", "O", "O", "O", "O", "O"]
SLASHED = " ".join(f"{SPELLED.get(word, word)}/{label}" for word, label in zip(WORDS, LABELS, strict=True))


@pytest.mark.parametrize("content", [SLASHED, f"{SLASHED}\n", SLASHED.replace("./O It", "./O\nIt")])
def test_stanford_s_slash_tags(content, tmp_path):
    assert right(written(tmp_path / "any.txt", content), [GOLD[0], GOLD[1]]) == (3, 3)


def test_slashes_that_are_no_tags(tmp_path):
    for content in ("and/or this/that", "a/b c/d e/f", "He/she said/O it"):
        with pytest.raises(DataError, match="is in none of the formats"):
            right(written(tmp_path / "a.txt", content))


NATIVE = {"mentions": GOLD[0]["mentions"]}


@pytest.mark.parametrize("named", [{"doc_id": "a"}, {"document": "a"}, {"text": TEXT}, {"article_id": "a", "text": TEXT}])
@pytest.mark.parametrize("indent", [None, 1])
def test_a_document_without_an_id_is_known_by_another_name_or_its_text(named, indent, tmp_path):
    path = written(tmp_path / "answers.json", json.dumps({**named, **NATIVE}, indent=indent))
    assert right(path) == (3, 3)
    if indent is None:
        path.write_text(path.read_text() + "\n" + json.dumps({"document": "b", "mentions": []}) + "\n")
        assert "missing" not in str(dateline.score(path, gold=GOLD, metrics="NER").signature().replace("missing:0", ""))


def test_one_whose_text_is_none_of_gold_s_is_refused(tmp_path):
    with pytest.raises(DataError):
        right(written(tmp_path / "answers.json", {"text": "Others met.", **NATIVE}))


KIM = "Kim met Ann last week."
PAIR = {
    "id": "d",
    "text": KIM,
    "mentions": [{"id": "a", "start": 0, "end": 3, "type": "PER"}, {"id": "b", "start": 8, "end": 11, "type": "PER"}],
    "relations": [{"head": "a", "type": "knows", "tail": "b"}],
    "times": [{"start": 12, "end": 21, "type": "DATE", "value": "2020-W18"}],
}


def scored_with(tmp_path, name, content, *metrics):
    (tmp_path / name).write_text(content if isinstance(content, str) else json.dumps(content))
    return dateline.score(tmp_path / name, gold=[PAIR], metrics=metrics)


@pytest.mark.parametrize("ends", ["Arg1:T1 Arg2:T2", "Arg2:T2 Arg1:T1", "Head:T1 Tail:T2", "Tail:T2 Head:T1", "from:T1 to:T2"])
def test_the_ends_of_a_brat_relation_are_told_by_their_names(ends, tmp_path):
    lines = f"T1\tPER 0 3\tKim\nT2\tPER 8 11\tAnn\nR1\tknows {ends}\n"
    assert scored_with(tmp_path, "d.ann", lines, "Rel")["Rel"].f1 == 1


@pytest.mark.parametrize(
    ("grain", "value", "told"),
    [
        ("week", "2020-04-27T00:00:00.000-00:00", "2020-W18"),
        ("week", "2021-01-01T00:00:00.000-00:00", "2020-W53"),
        ("quarter", "2020-04-01T00:00:00.000-00:00", "2020-Q2"),
        ("quarter", "2020-12-01T00:00:00.000-00:00", "2020-Q4"),
        ("month", "2020-04-01T00:00:00.000-00:00", "2020-04"),
        ("week", "soon", "soon"),
    ],
)
def test_a_week_and_a_quarter_of_duckling_are_those_of_timex(grain, value, told, tmp_path):
    row = {"body": "last week", "start": 12, "end": 21, "dim": "time", "value": {"type": "value", "grain": grain, "value": value}}
    (tmp_path / "d.json").write_text(json.dumps([row]))
    (read,) = dateline.read(tmp_path / "d.json", gold=[PAIR])
    assert [(time.type, time.value) for time in read.times] == [("DATE", told)]


def test_a_time_whose_value_is_no_timex_is_a_time_among_times(tmp_path):
    rows = [
        {"text": "last week", "start": 12, "end": 21, "type": "DATE", "value": "2020-W18"},
        {"text": "week", "start": 17, "end": 21, "type": "SET", "value": {"begin": "x"}},
    ]
    (tmp_path / "d.json").write_text(json.dumps(rows))
    (read,) = dateline.read(tmp_path / "d.json", gold=[PAIR])
    assert (read.mentions, [(time.type, time.value) for time in read.times]) == (None, [("DATE", "2020-W18"), ("SET", None)])


def task(*annotations):
    regions = [{"id": name, "value": {"start": s, "end": e, "labels": ["PER"]}} for name, s, e in (("a", 0, 3), ("b", 8, 11))]
    linked = {"type": "relation", "from_id": "a", "to_id": "b", "labels": ["likes", "knows"]}
    return [{"id": 1, "data": {"text": KIM}, "annotations": [{**own, "result": [*regions, linked] if own else []} for own in annotations]}]


def test_what_label_studio_says_is_true_is_read_and_every_label_of_a_relation(tmp_path):
    found = scored_with(tmp_path, "d.json", task({}, {"ground_truth": True}), "NER", "Rel")
    assert (found["NER"].f1, found["Rel"].counts.right_predicted, found["Rel"].counts.predicted) == (1, 1, 2)


def test_regions_of_label_studios_paragraphs_are_refused(tmp_path):
    region = {"id": "a", "value": {"start": "0", "end": "0", "startOffset": 0, "endOffset": 3, "paragraphlabels": ["PER"]}}
    value = [{"id": 1, "data": {"text": KIM}, "annotations": [{"result": [region]}]}]
    with pytest.raises(DataError, match="has regions of paragraphs, which have no place in a text") as error:
        scored_with(tmp_path, "d.json", value, "NER")
    assert error.value.faults[0].fix == "label the text as one"


@pytest.mark.parametrize(("chunk", "told"), [("B-NP", 0), ("I-PER", 1), ("O", 0), ("NNP", 0)])
def test_tags_of_names_in_another_column_are_told(chunk, told, tmp_path):
    rows = f"Kim NNP {chunk} B-PER\nmet VBD O O\nAnn NNP O B-PER\nlast JJ O O\nweek NN O O\n. . O O\n"
    found = scored_with(tmp_path, "d.conll", rows, "NER")
    assert found["NER"].f1 == 1
    assert sum("1 × tag of a name in another column" in note for note in found.reading.notes) == told


@pytest.mark.parametrize("key", ["classId", "annotatorType"])
def test_items_of_which_nothing_is_known_are_refused(key, tmp_path):
    with pytest.raises(DataError):
        scored_with(tmp_path, "d.json", {"entities": [{key: "PER", "offsets": [{"start": 0, "text": "Kim"}]}] * 2}, "NER")
