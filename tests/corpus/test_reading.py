"""Files of any format as native documents: recognised, held against the article, put together; and what is told of them."""

import io
import json
import sys
from collections import Counter
from types import SimpleNamespace

import pytest

from dateline.corpus import reading as module
from dateline.corpus.answers import likely
from dateline.corpus.foreign import refuse_second
from dateline.corpus.notes import Reading
from dateline.corpus.reading import answered, joined, read_file, read_files
from dateline.files import LIMITS, Limits
from dateline.files.faults import DataError, Fault
from dateline.formats._articles import Articles
from dateline.formats._reader import Answer, Read
from tests.corpus.conftest import TEXT, document

KIM = {"start": 0, "end": 3, "type": "PER"}
LEO = {"start": 8, "end": 11, "type": "PER"}


def articles(open_=False, **texts):
    return Articles((texts or {"d": TEXT, "e": "Bye, Kim."}).items(), open_=open_)


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def spacy(*spans, text=TEXT):
    return json.dumps({"text": text, "ents": [{"start": start, "end": end, "label": "PER"} for start, end in spans]})


def read(*paths, own=None, reading=None, format_="", limits=LIMITS):
    return list(read_files(paths, own if own is not None else articles(), reading or Reading(), format_, limits))


def faults_of(run):
    with pytest.raises(DataError) as error:
        run()
    return error.value.faults


def test_native_documents_keep_their_lines(tmp_path):
    path = written(tmp_path, "p.jsonl", '{"id": "d", "mentions": []}\n\n{"id": "e", "times": []}\n')
    reading = Reading()
    assert read(path, reading=reading) == [Read(document(mentions=[]), path, 1), Read(document(id="e", times=[]), path, 3)]
    assert (reading.notes, reading.formats, reading.repairs) == ([], {}, {})


def test_a_foreign_file_is_recognised_and_told(tmp_path):
    reading = Reading()
    paths = [written(tmp_path, "d.json", spacy((0, 3))), written(tmp_path, "e.json", spacy((0, 3), text="Bye, Kim."))]
    found = read(*paths, reading=reading)
    assert [(one.document.id, one.document.mentions[0].text, one.file, one.line) for one in found] == [
        ("d", "Kim", paths[0], 0),
        ("e", "Bye", paths[1], 0),
    ]
    assert found[0].document.text is None
    assert reading.formats == {"spacy_json": [2, 2, 2]}
    assert reading.notes == ["2 files read as spacy_json; 2 of 2 spans were their own text"]


def test_a_format_that_is_named_is_not_looked_for(tmp_path):
    path = written(tmp_path, "d.txt", "start,end,label\n0,3,PER\n")
    reading = Reading()
    assert read(path, format_="flat", reading=reading) == [Read(document(mentions=[KIM]), path, 0)]
    assert reading.notes == ["1 file read as flat; what of it: `dateline describe formats`"]
    assert read(written(tmp_path, "d.json", '{"id": "d"}'), format_="native")[0].line == 1
    with pytest.raises(ValueError, match="no format 'odd'"):
        read(format_="odd")


def test_a_folder_is_read_file_by_file_and_its_folders_are_told(tmp_path):
    written(tmp_path, "d.json", spacy((0, 3)))
    written(tmp_path, "e.json", spacy((5, 8), text="Bye, Kim."))
    (tmp_path / "inner").mkdir()
    reading = Reading(said=["before"])
    assert [one.document.id for one in read(str(tmp_path), reading=reading)] == ["d", "e"]
    assert reading.said == ["before", f"folders in {tmp_path} are not read: inner"]


def test_layers_of_an_article_in_two_files_are_put_together(tmp_path):
    times = '<TimeML><TEXT><TIMEX3 tid="t1" type="DATE" value="2020">Kim</TIMEX3> met Leo in Rome. Lee met Kim.</TEXT></TimeML>'
    first, second = written(tmp_path, "d.json", spacy((0, 3))), written(tmp_path, "d.tml", times)
    (found,) = read(first, second)
    assert (len(found.document.mentions), len(found.document.times), found.file, found.line) == (1, 1, first, 0)


def test_a_layer_of_an_article_in_two_files_is_a_fault_beside_others(tmp_path):
    first, second = written(tmp_path, "d.json", spacy((0, 3))), written(tmp_path, "d.x.json", spacy((8, 11)))
    broken = written(tmp_path, "e.json", "\x00")
    run = read_files([broken, first, second], articles(), Reading(), "", LIMITS)
    assert next(run).file == first
    faults = faults_of(lambda: list(run))
    assert [(fault.file, fault.line, fault.path) for fault in faults] == [(broken, 0, ""), (second, 0, "")]
    assert faults[1] == Fault(second, 0, "", f"document 'd' is given twice: {first}, {second}", "give each article once")


def test_faults_of_all_files_are_told_together(tmp_path):
    paths = [written(tmp_path, name, "\x00") for name in ("d.json", "e.json", "f.json")]
    assert [fault.file for fault in faults_of(lambda: read(*paths))] == paths


def test_parts_of_an_article_in_one_file_follow_each_other(tmp_path):
    content = "\n".join(spacy(span) for span in ((0, 3), (8, 11)))
    rows = "document,start,end,label\nd,0,3,PER\ne,0,3,PER\nd,8,11,PER\n"
    (found,) = faults = faults_of(lambda: read(written(tmp_path, "d.jsonl", content)))
    assert found.what == "document 'd' is given twice, in lines 1 and 2"
    assert (found.file, found.line, found.fix, len(faults)) == (str(tmp_path / "d.jsonl"), 2, "give each article once", 1)
    by_id = {one.document.id: one.document for one in read(written(tmp_path, "x.csv", rows))}
    assert by_id["d"] == document(mentions=[KIM, LEO])
    assert by_id["e"] == document(id="e", mentions=[KIM])


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ({"mentions": [KIM]}, {"mentions": [LEO]}, {"mentions": [KIM, LEO]}),
        ({"mentions": [KIM]}, {"times": []}, {"mentions": [KIM], "times": []}),
        ({"times": []}, {"times": [], "mentions": [KIM]}, {"mentions": [KIM], "times": []}),
        ({}, {}, {}),
    ],
)
def test_answers_about_one_article_are_joined(first, second, both):
    one, other = Read(document(**first), "p", -1), Read(document(**second), "q", -1)
    assert joined(None, one) == Read(document(**first), "p", 0)
    assert joined(one, other) == Read(document(**both), "p", 0)


def test_the_layers_of_a_document_are_those_that_it_has():
    assert answered(Read(document(mentions=[], times=[{"start": 0, "end": 3}]), "p", 1)) == {"mentions", "times"}
    assert answered(Read(document(), "p", 1)) == set()


@pytest.mark.parametrize("content", ["", " \t\r\n", "\ufeff\n"])
def test_an_empty_file_named_after_an_article_answers_nothing(content, tmp_path):
    for name in ("d.txt", "d.ann"):
        path = written(tmp_path, name, content)
        assert read(path) == [Read(document(mentions=[]), path, 0)]
    (fault,) = faults_of(lambda: read(path, format_="native"))
    assert fault.what == "is empty"


@pytest.mark.parametrize("name", ["d.json", "d.jsonl", "d.XML", "d.xmi", "d.tml", "d.spacy", "d.csv", "d.json.gz"])
def test_an_empty_file_of_a_kind_that_never_is_broke_off(name, tmp_path):
    path = written(tmp_path, name, "")
    fix = "write it again; nothing found is an empty list"
    assert faults_of(lambda: read(path)) == [Fault(path, 0, "", "is empty, as a run that broke off leaves it", fix)]


def test_an_empty_file_of_no_article_is_an_empty_native_one(tmp_path):
    (fault,) = faults_of(lambda: read(written(tmp_path, "x.txt", "")))
    assert fault.what == "is empty"


def test_what_no_format_knows_is_told(tmp_path):
    path = written(tmp_path, "d.dat", "X")
    (fault,) = faults_of(lambda: read(path))
    assert fault[:4] == (path, 0, "", "is in none of the formats that are read here")
    assert fault.fix.startswith("known: aida, booknlp, brat, ")
    assert fault.fix.endswith(", webanno; `dateline describe formats` says what each is, --format names one")


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        (b"", True),
        (b" \n", True),
        (b' {"x"', True),
        (b'so: "id": 3', True),
        (b'so: "mentions": [', True),
        (b'so: "quotes"', True),
        (b"so: mentions", False),
        (b"x {", False),
    ],
)
def test_a_beginning_may_be_a_models_answer(sample, expected):
    assert likely(sample) is expected


def test_standard_input_is_read_as_a_file_is(monkeypatch):
    def piped(content):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))

    monkeypatch.setattr(module.files, "PART", 7)
    piped(b'{"id": "d", "mentions": []}\n{"id": "e"}\n')
    assert read("-") == [Read(document(mentions=[]), "-", 1), Read(document(id="e"), "-", 2)]
    piped(b"start,end,label\n0,3,PER\n")
    reading = Reading()
    assert [one.document.id for one in read("-", own=articles(d=TEXT), format_="flat", reading=reading)] == ["d"]
    assert list(reading.formats) == ["flat"]
    piped(spacy((0, 3)).encode())
    told = faults_of(lambda: read("-", format_="native"))
    assert "has none of the layers that are known here, but 'ents'" in [fault.what for fault in told]
    piped(b"start,end,label\n0,3,PER\n")
    assert [fault.what for fault in faults_of(lambda: read("-"))] == ["is about no article of the gold: tried file name 'stdin'"]
    piped(b'{"id": "d"}\n{"id": 3}\n')
    assert [(fault.file, fault.line) for fault in faults_of(lambda: read("-", reading=Reading(strict=True)))] == [("-", 2)]
    piped(b'{"id": "d"}\n' * 9)
    (fault,) = faults_of(lambda: read("-", limits=Limits(file=50)))
    assert "limit file" in fault.what


def test_a_foreign_file_stays_apart_until_it_is_joined(tmp_path):
    path = written(tmp_path, "d.json", spacy((0, 3)))
    (found,) = read_file(path, articles(), Reading(), "", LIMITS)
    assert (found.file, found.line) == (path, -1)
    (empty,) = read_file(written(tmp_path, "d.ann", ""), articles(), Reading(), "", LIMITS)
    assert empty.line == -1


def test_an_article_is_given_whole_once():
    own = Answer(document(), text=f" {TEXT}\n", line=4)
    seen = {}
    refuse_second(own._replace(text=None), TEXT, "p", seen)
    refuse_second(own._replace(text="Kim met"), TEXT, "p", seen)
    assert seen == {}
    refuse_second(own, TEXT, "p", seen)
    refuse_second(own._replace(document=document(id="e")), TEXT, "p", seen)
    assert seen == {"d": 4, "e": 4}
    fault = Fault("p", 9, "", "document 'd' is given twice, in lines 4 and 9", "give each article once")
    assert faults_of(lambda: refuse_second(own._replace(line=9), TEXT, "p", seen)) == [fault]


def test_what_was_noted_is_told_in_order():
    reading = Reading(
        formats={"flat": [1, 0, 0], "brat": [1200, 1000, 999]},
        unread=Counter({"z": 1, "a": 2000}),
        mistakes=Counter({("unknown key", "x"): 1}),
        said=["more"],
    )
    assert reading.notes == [
        "1,200 files read as brat; 999 of 1,000 spans were their own text",
        "1 file read as flat; what of it: `dateline describe formats`",
        "not read: 2,000 × a, 1 × z",
        "1 × unknown key: 'x'; left aside, the rest of the item is scored",
        "more",
    ]
    reading.sliced("flat", 3, 2)
    reading.sliced("new", 5, 4)
    reading.sliced("flat", 1, 1)
    assert (reading.formats["flat"], reading.formats["new"]) == ([1, 4, 3], [0, 5, 4])
