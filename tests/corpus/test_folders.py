"""Which files of a folder are somebody's answers."""

import os

import pytest

from dateline.corpus.folders import expand_any, unopened
from dateline.files.faults import DataError


def folder(place, *names):
    for name in names:
        (place / name).write_text("x")
    return str(place)


def found(place):
    return [path.removeprefix(f"{place}/") for path in expand_any(str(place))]


@pytest.mark.parametrize(
    ("names", "answers"),
    [
        (["b.ann", "a.json", "c"], ["a.json", "b.ann", "c"]),
        (["a.ann", "a.txt"], ["a.ann"]),
        (["b.txt", "a.txt"], ["a.txt", "b.txt"]),
        (["a.ann", ".hidden.ann"], ["a.ann"]),
        (["a.xmi", "TypeSystem.xml", "README", "README.md", "LICENSE"], ["a.xmi"]),
        (["a.ann", "x.conf", "x.cfg", "x.md5", "x.log", "x.tokens", "x.supersense", "x.book", "x.html"], ["a.ann"]),
        (["a.md"], ["a.md"]),
    ],
)
def test_what_lies_beside_annotations_is_passed_over(names, answers, tmp_path):
    folder(tmp_path, *names)
    (tmp_path / "inner.json").mkdir()
    assert found(tmp_path) == answers


def test_a_folder_without_answers_is_a_fault_as_for_native_files(tmp_path):
    with pytest.raises(DataError, match=r"is a folder without \.json or \.jsonl files"):
        expand_any(folder(tmp_path, "README"))


def test_a_file_and_standard_input_are_themselves(tmp_path, monkeypatch):
    path = f"{folder(tmp_path, 'a.txt')}/a.txt"
    assert (expand_any(path), unopened(path)) == ([path], [])
    (tmp_path / "-").mkdir()
    (tmp_path / "-" / "inner").mkdir()
    monkeypatch.chdir(tmp_path)
    assert (expand_any("-"), unopened("-")) == (["-"], [])


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], None),
        ([".git"], None),
        (["b", "a"], "a, b"),
        (["c", "b", "a"], "a, b, c"),
        (["c", "b", "d", "a"], "a, b, c, …"),
    ],
)
def test_folders_that_are_not_read_are_named(names, said, tmp_path):
    folder(tmp_path, "a.json")
    for name in names:
        (tmp_path / name).mkdir()
    assert unopened(str(tmp_path)) == ([f"folders in {tmp_path} are not read: {said}"] if said else [])


@pytest.mark.parametrize("make", [lambda path: path.symlink_to("/nowhere"), os.mkfifo], ids=["a link to nothing", "a pipe"])
def test_what_cannot_be_read_is_not_passed_over(make, tmp_path):
    make(tmp_path / "2.jsonl")
    with pytest.raises(
        DataError, match=r"2\.jsonl: is a link to nothing, or no file\n    fix: fetch what it stands for, or take it out of the folder"
    ):
        expand_any(folder(tmp_path, "1.jsonl"))


def test_what_describes_a_submission_is_no_answer_and_an_article_may_be_called_so(tmp_path):
    folder(tmp_path, "system.json", "n1.json")
    assert found(tmp_path) == ["n1.json", "system.json"]
    folder(tmp_path, "predictions.jsonl")
    assert found(tmp_path) == ["n1.json", "predictions.jsonl"]
    (tmp_path / "README.md").symlink_to("/nowhere")
    assert found(tmp_path) == ["n1.json", "predictions.jsonl"]
