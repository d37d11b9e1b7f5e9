"""Nothing of a file vanishes without a word: it is read, counted, or a fault that says where."""

import json
import time
from contextlib import suppress

import pytest

import dateline
from dateline.document import Document, Mention
from dateline.files.faults import DataError

TEXT = 'Kim said "We won" and "They lost" to Lee in Rome.'
GOLD = [Document(id="d", text=TEXT, mentions=(Mention(start=0, end=3, text="Kim", type="PER"),))]
FAULTS = {
    "brat's id given twice": ("d.ann", "T1\tPER 0 3\tKim\nT1\tPER 37 40\tLee\n", "T1 is given twice"),
    "a time that never ends": ("d.tml", f'<TimeML>{TEXT[:5]}<TIMEX3 type="DATE" value="2020">{TEXT[5:]}</TimeML>', "never ends"),
    "a time without words": ("d.tml", f'<TimeML>{TEXT[:5]}<TIMEX3 type="DATE" value="2020"/>{TEXT[5:]}</TimeML>', "holds no words"),
    "a time that ends twice": ("d.tml", f"<TimeML>{TEXT[:5]}</TIMEX3>{TEXT[5:]}</TimeML>", "ends that never began"),
    "two columns of one name": ("d.csv", "document,label,label,text\nd,PER,ORG,Kim\n", "has two columns 'label'"),
    "a quotation mark that stays open": ("d.csv", 'document,label,text\nd,PER,Kim\nd,PER,"Lee\nd,PER,Rome\n', "is no table from row 3 on"),
    "a layer twice": ("d.jsonl", '{"id": "d", "mentions": [{"text": "Kim"}], "mentions": []}', "is given twice"),
    "a trigger without a type": ("d.json", '{"doc_key": "d", "sentences": [["Kim"]], "events": [[[[0, 1]]]]}', "a trigger is"),
}


def scored(name, content, folder):
    (folder / name).write_text(content, "utf-8")
    return dateline.score(folder / name, gold=GOLD, metrics=["NER"])


@pytest.mark.parametrize("case", FAULTS)
def test_what_would_vanish_is_a_fault(case, tmp_path):
    name, content, said = FAULTS[case]
    with pytest.raises(DataError, match=said):
        scored(name, content, tmp_path)


def test_quotation_marks_in_a_table_between_tabs_are_text(tmp_path):
    rows = [("d", "PER", "Kim"), ("d", "X", '"We won'), ("d", "X", '"They lost')]
    content = "document\tlabel\ttext\n" + "".join("\t".join(row) + "\n" for row in rows)
    assert [m.text for m in scored("d.tsv", content, tmp_path).pairs[0][1].mentions] == ["Kim", '"We won', '"They lost']


def test_two_labels_of_one_span_are_two_mentions(tmp_path):
    tokens = TEXT.replace('"', ' " ').replace(".", " .").split()
    line = {"doc_key": "d", "sentences": [tokens], "ner": [[[0, 0, "PER"], [0, 0, "ORG"], [0, 0, "PER"]]], "clusters": [[[0, 0]]]}
    document = scored("d.json", json.dumps(line), tmp_path).pairs[0][1]
    assert [(m.start, m.end, m.type, m.entity) for m in document.mentions] == [(0, 3, "PER", "e0"), (0, 3, "ORG", "e0")]


def test_times_in_times_in_any_case_and_in_several_texts_are_all_read(tmp_path):
    inner = '<TIMEX3 tid="b" type="DATE" value="2021">won</TIMEX3>'
    marked = TEXT.replace("We won", f'<timex3 tid="a" type="DATE" value="2020">We {inner}</timex3>').replace(" to ", "</TEXT> <TEXT> to ")
    document = scored("d.tml", f"<TimeML><TEXT>{marked}</TEXT></TimeML>", tmp_path).pairs[0][1]
    assert [(t.text, t.value) for t in document.times] == [("We won", "2020"), ("won", "2021")]


def test_markup_that_never_closes_takes_no_time(tmp_path):
    for piece in ("<TIMEX3 >", "<TIMEX3 tid ", "<s ", "<!DOCTYPE ", "<EVENT "):
        began = time.process_time()
        with suppress(DataError):
            scored("d.tml", f"<TimeML>{piece * 40_000}", tmp_path)
        assert time.process_time() - began < 5


OTHER = """<?xml version="1.0"?><typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types><typeDescription>
<name>org.other.Thing</name><supertypeName>uima.tcas.Annotation</supertypeName><features/></typeDescription></types></typeSystemDescription>"""
CAS = """<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:t="http:///custom.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/>{}<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString='{}'/>
<cas:View sofa="1" members="10 11"/></xmi:XMI>"""


def test_annotations_that_the_type_system_beside_does_not_know_are_read_and_empty_ones_counted(tmp_path):
    (tmp_path / "TypeSystem.xml").write_text(OTHER)
    kim = '<t:NamedEntity xmi:id="10" sofa="1" begin="0" end="3" value="PER"/>'
    empty = '<t:NamedEntity xmi:id="11" sofa="1" begin="40" end="37" value="PER"/>'
    report = scored("d.xmi", CAS.format(kim + empty, TEXT), tmp_path)
    assert report["NER"].f1 == 1
    assert "not read: 1 × annotation of no characters" in report.reading.notes
    outside = '<t:NamedEntity xmi:id="11" sofa="1" begin="37" end="400" value="PER"/>'
    report = scored("d.xmi", CAS.format(kim + outside, TEXT), tmp_path)
    assert report["NER"].counts.predicted == 2


def test_folders_in_a_folder_are_told(tmp_path):
    (tmp_path / "more").mkdir()
    (tmp_path / "d.jsonl").write_text('{"id": "d", "mentions": []}\n')
    notes = dateline.score(tmp_path, gold=GOLD, metrics=["NER"]).reading.notes
    assert any("are not read: more" in note for note in notes)


def test_a_word_that_is_too_long_is_told_by_its_beginning(tmp_path):
    report = scored("d.json", json.dumps({"id": "d", "mentions": [], "k" * 100_000: 1}), tmp_path)
    assert max(map(len, report.reading.notes)) < 300
