"""One JSON value read some values at a time: together they are the whole, and a cut is in no string and between two articles."""

import json
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.corpus.values import MANY, PIECE, are_apart, cut, named, values
from dateline.files import LIMITS, Limits
from dateline.files.faults import DataError
from dateline.formats._articles import Apart, Articles

NAMES = [f"a{number}" for number in range(8)]
ARTICLES = Articles([(name, "x") for name in NAMES])
HARD = st.sampled_from(['],"a1": [', '}, {"id": "a0"', '\\"', "\\", "]", "}", ",", '"', "é\u2028", "", "[{", ":"])
INNER = st.recursive(
    HARD | st.integers(0, 9), lambda each: st.lists(each, max_size=3) | st.dictionaries(HARD, each, max_size=3), max_leaves=5
)
ROWS = st.lists(st.builds(lambda name, inner: {"id": name, "n": inner}, st.sampled_from(NAMES), INNER), max_size=8)
LISTS = st.dictionaries(st.sampled_from(NAMES), st.lists(INNER, max_size=3), max_size=8)
OBJECTS = st.dictionaries(st.sampled_from(NAMES), st.dictionaries(HARD, INNER, max_size=3), max_size=8)


def parted(path, content, piece=1, articles=ARTICLES, limits=LIMITS):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dateline.corpus.values.PIECE", piece)
        patch.setattr("dateline.corpus.values.MANY", 1)
        return list(values(str(path), articles, limits))


def whole(parts):
    """The value that parts are of, and that each but an only one is some."""
    every = [json.loads(content.decode("utf-8-sig")) for content, _ in parts]
    assert [some for _, some in parts] == [len(parts) > 1] * len(parts)
    if len(every) == 1 or isinstance(every[0], list):
        return every[0] if len(every) == 1 else [one for some in every for one in some]
    assert sum(map(len, every)) == len({key for some in every for key in some})
    return {key: one for some in every for key, one in some.items()}


@given(
    value=ROWS | LISTS | OBJECTS | INNER,
    piece=st.integers(1, 60),
    indent=st.sampled_from([None, 0, 1, "\t"]),
    ascii_=st.booleans(),
    before=st.sampled_from(["", " \r\n", "\ufeff", "\ufeff\n"]),
)
@example(value=[{"id": "a0", "n": [{"id": "a1", "n": 1}, {"id": "a2", "n": 2}]}] * 4, piece=1, indent=None, ascii_=True, before="")
@example(value={"a0": [["x"], "a1", ["y"], "a2"], "a3": [], "a4": []}, piece=1, indent=None, ascii_=True, before="")
def test_together_they_are_the_whole(value, piece, indent, ascii_, before, tmp_path_factory):
    content = before + json.dumps(value, indent=indent, ensure_ascii=ascii_)
    try:
        parts = parted(tmp_path_factory.mktemp("values") / "f", content, piece)
    except Apart:  # what began as objects went on as something else
        assert not (all(isinstance(one, dict) for one in value) if isinstance(value, list) else value.keys() <= set(NAMES))
        return
    assert whole(parts) == value
    if isinstance(value, list) and len(parts) > 1:
        lists = [json.loads(part) for part, _ in parts]
        assert all(before[-1]["id"] != after[0]["id"] for before, after in pairwise(lists))


@pytest.mark.parametrize("indent", [None, 1])
def test_they_are_cut_as_soon_as_may_be(indent, tmp_path):
    rows = [{"id": name, "n": "x" * 20} for name in NAMES]
    for value in (rows, {name: [1, 2, "x" * 20] for name in NAMES}, {name: {"mentions": [1], "n": "x" * 20} for name in NAMES}):
        assert len(parted(tmp_path / "f", json.dumps(value, indent=indent), 40)) > 3


def test_rows_of_one_article_stay_together(tmp_path):
    rows = [{"id": name, "n": n} for n, name in enumerate(["a0", "a0", "a1", "a1", "a1", "a2", "a3", "a4"])]
    parts = [json.loads(part) for part, _ in parted(tmp_path / "f", json.dumps(rows), 10)]
    assert [{row["id"] for row in part} for part in parts][:2] == [{"a0"}, {"a1"}]
    assert whole(parted(tmp_path / "f", json.dumps(rows), 10)) == rows


def test_keys_with_colons_are_no_keys_that_were_lost(tmp_path):
    value = {f"a:{n}": ["x" * 9] for n in range(5)}
    parts = parted(tmp_path / "f", json.dumps(value), 1, Articles(dict.fromkeys(value).items()))
    assert len(parts) > 1
    assert whole(parts) == value


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([[{"id": f"a{n}"}] for n in range(7)]),
        json.dumps({"unknown": [], **{f"a{n}": [n] for n in range(5)}}),
        "[{}, {}, {}, {}",
        "[" * 2000 + "]" * 2000,
        '{"\\ud800": [1], "a0": [2]}',
        "1",
        "",
    ],
    ids=["lists", "no article's", "broken", "deep", "half a character", "no list", "nothing"],
)
def test_what_is_something_else_is_whole(content, tmp_path):
    assert parted(tmp_path / "f", content) == [(content.encode(), False)]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({**{name: ["x"] for name in NAMES}, "unit": "byte"}),
        json.dumps([*({"id": name, "n": 1} for name in NAMES), ["x"]]),
        json.dumps({name: ["x"] for name in NAMES})[:-3],
        json.dumps({name: ["x"] for name in NAMES}) + "]",
    ],
    ids=["another key", "a list", "cut off", "more"],
)
def test_what_turns_out_to_be_something_else_is_read_whole(content, tmp_path):
    with pytest.raises(Apart):
        parted(tmp_path / "f", content)


@pytest.mark.parametrize("piece", [1, 20, 40, 60])
@pytest.mark.parametrize("value", ["[1]", "[]"])
def test_a_key_that_is_given_twice_is_not_lost(piece, value, tmp_path):
    for first, last in (("[0]", value), (value, "[0]")):
        content = f'{{"a0": {first}, "a1": [1], "a2": [2], "a3": [3], "a0": {last}}}'
        try:
            parts = parted(tmp_path / "f", content, piece)
        except Apart:
            continue
        assert parts == [(content.encode(), False)]


def test_the_limit_holds(tmp_path):
    with pytest.raises(DataError, match="limit file"):
        parted(tmp_path / "f", json.dumps([{"id": name} for name in NAMES]), 1, limits=Limits(file=20))


@pytest.fixture
def few(monkeypatch):
    """One value is enough for a cut."""
    monkeypatch.setattr("dateline.corpus.values.MANY", 1)


def placed(content):
    """Where some values end and the next begins."""
    found = cut(content, ARTICLES)
    return found and found[:2]


@pytest.mark.usefixtures("few")
def test_nothing_is_cut_that_has_no_next_value():
    assert placed(b'{"a0": [1], "a1": [2]}') == (10, 12)
    assert placed(b'{"a0": [1]}') is None
    assert placed(b'[{"id": "a0"}, {"id": "a1"}]') == (13, 15)
    assert placed(b'[{"id": "a0"}, {"id": "a1"') is None  # of the second it is not known whose it is
    assert placed(b'[{"id": "a0"}, {"id": "a0"}, {"id": "a0"') is None
    assert placed(b'[{"id": "a0"}, {"id": "a1"}, {"id": "a1"}, {"id": "a1"') == (13, 15)
    assert placed(b'[{"id": "a0"},{"id": "a1"}]') == (13, 14)


def test_as_much_is_read_together_as_is_said():
    assert (PIECE, MANY) == (1 << 18, 300)
    assert placed(b"{%s" % b", ".join(b'"a0": [%d]' % n for n in range(9))) is None


@pytest.mark.usefixtures("few")
def test_the_last_place_is_taken_that_is_one():
    assert placed(b'{"a0": [1], "a1": [2], "a2": [3') == (21, 23)
    assert placed(b'{"a0": [1], "a1": [["x"], "y", 2') == (10, 12)
    assert placed(b'{"a0": [1], "a1": ["],", 2') == (10, 12)


@pytest.mark.usefixtures("few")
def test_nothing_is_cut_where_a_value_would_be_lost_or_is_no_article_s():
    assert placed(b'{"a0": [0], "a0": [1], "a1": [2], "a2": [3') is None
    assert placed(b'{"a0": [0], "b": [1], "a1": [2') is None
    assert placed(b'{"b": [0], "a0": [1], "a1": [2') is None


def test_what_cannot_be_cut_is_tried_as_often_as_it_doubles(tmp_path, monkeypatch):
    tried = []
    monkeypatch.setattr("dateline.corpus.values.cut", lambda content, _: tried.append(len(content)))
    parted(tmp_path / "f", "1" * 1000)
    assert tried == [1 << n for n in range(10)]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ('{"doc_id": "a", "id": "b"}', "a"),
        ('{"doc_id": null, "id": 7}', 7),
        ('{"n": 1}', None),
        ('["id"]', None),
        ('{"id"', None),
        (b'{"id": "\xff"}', None),
        ("[" * 5000, None),
    ],
)
def test_an_object_names_its_article(value, name):
    assert named(value if isinstance(value, bytes) else value.encode()) == name


def test_what_names_no_article_is_apart():
    assert are_apart(b"{}", b"{}")
    assert are_apart(b'{"id": "a"}', b"{}")
    assert are_apart(b'{"id": "a"}', b'{"id": "b"}')
    assert not are_apart(b'{"id": "a"}', b'{"id": "a", "n": 1}')
