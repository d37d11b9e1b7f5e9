"""Files as a flow of documents, their articles' texts on disk."""

import json
import sqlite3

import pytest

from dateline.corpus import flow as module
from dateline.corpus.flow import Shelved, flow
from dateline.corpus.notes import Reading
from dateline.files import LIMITS, Limits
from dateline.files.faults import DataError
from dateline.formats._articles import Apart
from dateline.formats._reader import Read
from tests.corpus.conftest import document

TEXTS = {"b": "Kim met Leo.", "a": "Lee met Kim.", "ab": "Kim  met\nLeo.", "c": None}


@pytest.fixture
def articles():
    with Shelved() as shelved:
        shelved.update(TEXTS)
        yield shelved


def test_texts_are_found_as_in_memory(articles):
    assert dict(articles) == TEXTS
    assert list(articles) == ["b", "a", "ab", "c"]
    assert articles.begun("a") == ["a", "ab"]
    assert articles.alike("KimmetLeo.") == ["b", "ab"]
    assert articles.alike("KimmetLee.") == []
    assert set(articles.given) == set(TEXTS)


def test_texts_whose_marks_are_equal_are_told_apart(articles, monkeypatch):
    monkeypatch.setattr("builtins.hash", lambda _: 7)
    assert articles.alike("LeemetKim.") == ["a"]


def test_what_takes_all_texts_is_left_to_memory(articles):
    with pytest.raises(Apart):
        articles.holding("Kim met")
    with pytest.raises(Apart):
        _ = articles.sizes


def test_open_articles_were_not_given():
    with Shelved(open_=True) as shelved:
        shelved["a"] = "Lee met Kim."
        assert (shelved.begun("a"), list(shelved.given), shelved.open, dict(shelved)) == ([], [], True, {"a": "Lee met Kim."})


def test_the_shelf_is_closed_with_its_articles():
    with Shelved() as shelved:
        shelved["a"] = "x"
    with pytest.raises(sqlite3.ProgrammingError):
        _ = shelved["a"]


def flown(path, articles, reading=None, format_="", limits=LIMITS):
    return [
        (read.document.id, len(read.document.mentions or ()), read.line)
        for read in flow([str(path)], articles, reading or Reading(), format_, limits)
    ]


def test_native_documents_pass_as_they_come(articles, tmp_path):
    path = tmp_path / "answers.jsonl"
    path.write_text('{"id": "a", "mentions": []}\n{"id": "b", "mentions": [{"start": 0, "end": 3}]}\n{"id": "a"}\n')
    assert flown(path, articles) == [("a", 0, 1), ("b", 1, 2), ("a", 0, 3)]


def test_parts_of_an_article_that_follow_each_other_are_put_together(articles, tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("doc_id,start,end,label\na,0,3,PER\na,8,11,PER\nb,0,3,PER\n")
    reading = Reading()
    assert [(name, number) for name, number, _ in flown(path, articles, reading)] == [("a", 2), ("b", 1)]
    assert reading.formats["flat"][0] == 1


def test_parts_are_put_together_in_their_order(articles, monkeypatch):
    parts = [
        Read(document(id=name, mentions=[{"start": start, "end": start + 1}]), "f", -1) for name, start in (("a", 5), ("a", 2), ("b", 1))
    ]
    monkeypatch.setattr(module, "read_file", lambda *_: parts)
    found = [(read.document.id, [m.start for m in read.document.mentions]) for read in flow(["f"], articles, Reading(), "", LIMITS)]
    assert found == [("a", [5, 2]), ("b", [1])]


def test_the_format_and_the_limits_are_those_that_are_named(articles, tmp_path):
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps({"id": "a", "mentions": [{"start": 0, "end": 3}]}) + "\n")
    with pytest.raises(DataError, match="limit file"):
        flown(path, articles, limits=Limits(file=3))
    with pytest.raises(ValueError, match="no format 'conl'"):
        flown(path, articles, format_="conl")


def test_what_a_folder_holds_beside_is_told(articles, tmp_path):
    (tmp_path / "answers.jsonl").write_text('{"id": "a"}\n')
    (tmp_path / "older").mkdir()
    reading = Reading()
    assert flown(tmp_path, articles, reading) == [("a", 0, 1)]
    assert flown(tmp_path, articles, reading) == [("a", 0, 1)]
    assert reading.said == 2 * [f"folders in {tmp_path} are not read: older"]


def test_each_file_ends_what_is_held(articles, tmp_path):
    for name, start in (("a.1.csv", 0), ("a.2.csv", 8)):
        (tmp_path / name).write_text(f"doc_id,start,end,label\na,{start},{start + 3},PER\n")
    assert [(name, number) for name, number, _ in flown(tmp_path, articles)] == [("a", 1), ("a", 1)]
