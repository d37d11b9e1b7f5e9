"""JSON as language models print it: what is read of it, and which repairs are told."""

from collections import Counter

import pytest

from dateline.corpus.literals import BRACKET, COMMA, closing
from dateline.corpus.repair import PROSE, TAIL, closed, decoded, loosened, objects
from dateline.formats._answered import FENCED, THINKING
from tests.corpus.conftest import document

A = '{"a": 1}'


def read(text):
    repairs = []
    return objects(text, repairs), repairs


@pytest.mark.parametrize(
    ("text", "values", "repairs"),
    [
        (A, [{"a": 1}], []),
        (f"\ufeff\r\n\t {A}\n", [{"a": 1}], []),
        (f"[{A}, {A}]", [{"a": 1}] * 2, []),
        (f"{A}\n{A}\n", [{"a": 1}] * 2, []),
        (f"Sure! {A}", [{"a": 1}], [PROSE]),
        (f"{A} I hope this helps.", [{"a": 1}], [PROSE]),
        (f"So {A} and {A} it is.", [{"a": 1}] * 2, [PROSE]),
        (f"X {A}", [{"a": 1}], [PROSE]),
        (f"{A} X", [{"a": 1}], [PROSE]),
        (f"{A} and {A}", [{"a": 1}] * 2, [PROSE]),
        ('{"a": 1,}', [{"a": 1}], [COMMA]),
        ('{"a": [1, 2, ]\n,\n}', [{"a": [1, 2]}], [COMMA]),
        ('{"a": "{,}"}', [{"a": "{,}"}], []),
        ('{"a": "}\\"}", "b": ["]"]} x', [{"a": '}"}', "b": ["]"]}], [PROSE]),
        ('{"a": "\\\\"} x', [{"a": "\\"}], [PROSE]),
        (f"```json\n{A}\n```", [{"a": 1}], [FENCED]),
        (f"```jsonl\r\n{A}\n{A}\n```", [{"a": 1}] * 2, [FENCED]),
        (f"Here:\n```JSON \t\n{A}\n \t```\nDone.", [{"a": 1}], [FENCED]),
        (f"```\n{A}", [{"a": 1}], [FENCED]),
        (f"```\n{A}\n```\nand\n```\n{A}\n```", [{"a": 1}] * 2, [FENCED]),
        (f"```python\n{A}\n```", [{"a": 1}], [FENCED]),
        (f"<think>{{not}} this</think>{A}", [{"a": 1}], [THINKING]),
        (f"<Thinking>{{not}}\nthis</THINKING>\n{A}", [{"a": 1}], [THINKING]),
        ("<scratchpad>and so on {", [], [THINKING]),
        (f"<reasoning>x</thought>{A}", [], [THINKING]),
        (f"<thought>x</thought>Well: {A}", [{"a": 1}], [THINKING, PROSE]),
        (f"<b>x</b>{A}", [{"a": 1}], [PROSE]),
        ("no object", [], [PROSE]),
        ("", [], []),
        ('{"a": oops}', None, []),
        (f'{A} {{"a" 1}}', None, []),
        ('{"m": [{"a": 1}, {"b": ', [{"m": [{"a": 1}]}], [TAIL]),
        ('{"m": [{"a": 1}, {"b": 2},', [{"m": [{"a": 1}, {"b": 2}]}], [TAIL]),
        ('Well: {"m": [{"a": 1,}, {"b": ', [{"m": [{"a": 1}]}], [PROSE, TAIL, COMMA]),
        ('{"a": 1', None, [TAIL]),
    ],
)
def test_objects_are_found_and_repairs_told(text, values, repairs):
    assert read(text) == (values, repairs)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("{}", 0, 2),
        ("x{[]}y", 1, 5),
        ('{"}"}{', 0, 5),
        ('{"\\"}"}x', 0, 7),
        ('{"\\\\"}x', 0, 6),
        ('{"\\\\\\"}"}x', 0, 9),
        ('{"a\\b}"}', 0, 8),
        ("{{}{}", 0, 0),
        ('{"}', 0, 0),
        ("{}{}", 2, 4),
        ("{X}", 0, 3),
    ],
)
def test_brackets_in_strings_close_nothing(text, start, end):
    assert closing(text, start, BRACKET) == end


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ('{"m": [{"a": [1]}, {"b": [2', '{"m": [{"a": [1]}]}'),
        ('{"m": [[1], [2', '{"m": [[1]]}'),
        ('{"m": [{"a": "}"}, {"b', '{"m": [{"a": "}"}]}'),
        ('{"m": [{"a": "\\"}"}, {"b', '{"m": [{"a": "\\"}"}]}'),
        ('{"m": [{"a": "\\\\"}, {"b', '{"m": [{"a": "\\\\"}]}'),
        ('{"m": [{"a": 1}], "n": [{"b": 2}, {"c', '{"m": [{"a": 1}], "n": [{"b": 2}]}'),
        ('{"m": [{"a": 1}], "n": [', '{"m": [{"a": 1}]}'),
        ('{"m": [1, 2', '{"m": [1, 2'),
        ('{"a": {"b": {"c": 1}, "d', '{"a": {"b": {"c": 1}}}'),
        ("]}{", "]}{"),
        ('{"m": [{"a": X}, {', '{"m": [{"a": X}]}'),
        ('}{"m": [{"a": 1}, ', '}{"m": [{"a": 1}]}'),
    ],
)
def test_what_is_cut_off_is_closed_after_its_last_whole_item(text, whole):
    assert closed(text) == whole


@pytest.mark.parametrize(
    ("piece", "value", "repairs"),
    [
        (A, {"a": 1}, []),
        ('{"a": [1,],}', {"a": [1]}, [COMMA]),
        ("{,}", {}, [COMMA]),
        ("{oops,}", None, []),
        ("[1]", None, []),
        ("[" * 100_000, None, []),
    ],
)
def test_a_piece_is_an_object_or_nothing(piece, value, repairs):
    found = []
    assert (decoded(piece, found), found) == (value, repairs)


def test_a_document_without_an_id_is_given_one():
    mistakes = Counter({("unknown key", "x"): 1})
    text = '{"mentions": [{"text": "Kim", "x": 1}]}\n{"id": "e", "x": 2}'
    documents, repairs = loosened(text, lambda *_: "d", mistakes)
    assert documents == [document(mentions=[{"text": "Kim"}]), document(id="e")]
    assert repairs == []
    assert mistakes == {("unknown key", "x"): 3}


def test_what_would_take_a_guess_is_not_read():
    mistakes = Counter()
    assert loosened('{"id": "d", "mentions": 3, "x": 1}', lambda *_: "d", mistakes) is None
    assert loosened("no object", lambda *_: "d", mistakes) is None
    assert loosened('{"a": oops}', lambda *_: "d", mistakes) is None
    assert mistakes == {}


def test_a_name_is_asked_for_only_where_none_is_said():
    def never():
        raise AssertionError

    assert loosened('So: {"id": "e"}', never, Counter()) == ([document(id="e")], [PROSE])
