"""How much of a file is read at once: what may not be parted never is, and nothing is lost between two parts."""

import json
from types import SimpleNamespace

import pytest

from dateline.corpus.flow import Shelved
from dateline.corpus.portions import cut_of, is_lined, portions
from dateline.files import LIMITS, Limits
from dateline.files.faults import DataError
from dateline.formats import conll
from dateline.formats._articles import Apart, Articles
from dateline.formats._reader import Texts

EACH, WHOLE = SimpleNamespace(EACH=True), SimpleNamespace()


@pytest.fixture
def given(tmp_path, monkeypatch):
    """Files are cut at every chance."""
    monkeypatch.setattr("dateline.files.pieces.PART", 1)
    monkeypatch.setattr("dateline.corpus.values.PIECE", 1)
    monkeypatch.setattr("dateline.corpus.values.MANY", 1)
    with Shelved() as articles:
        articles.update((f"a{number}", "x") for number in range(8))

        def parts(content, reader=EACH, texts=articles, limits=LIMITS):
            path = tmp_path / "answers"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            told = Texts(str(path), texts)
            return [(told.first, told.part, part) for part in portions(str(path), reader, told, limits)]

        yield parts


def row(name, number, key="id"):
    return json.dumps({key: name, "n": number})


def test_bytes_are_whole(given):
    assert given(b"\xff\x00", SimpleNamespace(BINARY=True, EACH=True)) == [(1, "", b"\xff\x00")]


def test_the_limit_holds_for_bytes_and_pieces(given):
    for content, reader in ((b"12345", SimpleNamespace(BINARY=True)), (b'{"id": "a0"}\n{"id": "a1"}\n', EACH)):
        with pytest.raises(DataError, match="limit file"):
            given(content, reader, limits=Limits(file=4))


def test_text_is_whole_where_nothing_says_that_it_may_be_cut(given):
    lines = "\n".join(row(f"a{n}", n) for n in range(5))
    assert given(lines, WHOLE) == [(1, "", lines)]
    assert given(lines, texts=Articles([("a0", "x")])) == [(1, "", lines)]
    rows = json.dumps([{"id": f"a{n}"} for n in range(7)])
    assert given(rows, WHOLE) == given(rows, texts=Articles([("a0", "x")])) == [(1, "", rows)]
    assert given("﻿é", WHOLE) == [(1, "", "é")]
    with pytest.raises(DataError, match="limit file"):
        given(lines, WHOLE, limits=Limits(file=9))


def test_lines_of_json_are_cut_between_two_articles(given):
    lines = [row("a0", 1), row("a0", 2), row("a1", 3), row("a2", 4), row("a2", 5)]
    assert given("\n".join(lines)) == [
        (1, "lines", f"{lines[0]}\n{lines[1]}\n"),
        (3, "lines", f"{lines[2]}\n"),
        (4, "lines", f"{lines[3]}\n{lines[4]}"),
    ]
    assert given(f"{lines[0]}\n{lines[1]}\n") == [(1, "", f"{lines[0]}\n{lines[1]}\n")]


def test_a_fault_of_bytes_is_told_of_their_line(given):
    with pytest.raises(DataError) as error:
        given(row("a0", 1).encode() + b"\n" + row("a1", 2).encode() + b'\n{"id": "\xff"}\n')
    (fault,) = error.value.faults
    assert (fault.file.endswith("answers"), fault.line) == (True, 3)
    assert fault.what == "is not UTF-8: byte 0xff at offset 50"


def test_a_format_says_where_its_articles_begin(given):
    first, second = "-DOCSTART- a0\n\nKim B-PER\n", "-DOCSTART- a1\n\nLee B-PER\n"
    reader = SimpleNamespace(BEGINS=conll.BEGINS, EACH=True)
    assert [part for _, _, part in given(first + second, reader)] == [first, second]


def test_values_are_parts_of_their_own(given):
    rows = [{"id": f"a{n}", "n": n} for n in range(4)]
    parts = given(json.dumps(rows))
    assert [row for *_, part in parts for row in json.loads(part)] == rows
    assert {(first, part) for first, part, _ in parts} == {(1, "values")}


def test_what_no_text_is_among_values_is_told_of_the_whole_file(given):
    rows = json.dumps([{"id": f"a{n}", "n": n} for n in range(4)]).encode()
    with pytest.raises(Apart):
        given(rows.replace(b'"a1"', b'"a\xff"'))
    with pytest.raises(DataError, match="byte 0xff at offset 1"):
        given(b"[\xff]")


@pytest.mark.parametrize(
    ("content", "lined"),
    [
        ('{"id": "a"}\n{"id": "b"}\n', True),
        ('﻿["a"]\n["b"]', True),
        ('{"id": "a"}\n', False),
        ('{"id": "a"}\n"b"\n', False),
        ('{"id":\n{"b": 1}}', False),
        ("[" * 5000 + "\n[1]", False),
    ],
)
def test_json_a_line_is_known_by_its_first(content, lined, tmp_path):
    path = tmp_path / "answers"
    path.write_text(content, "utf-8")
    assert is_lined(str(path)) is lined
    assert (cut_of(str(path), EACH) is not None) is lined


def test_a_first_line_that_is_no_text_is_no_json(tmp_path):
    path = tmp_path / "answers"
    path.write_bytes(b'{"id": "\xff"}\n{"id": "b"}\n')
    assert not is_lined(str(path))
