"""What is almost JSON: commas, comments, values as Python prints them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dateline
from dateline.corpus.literals import COMMENT, PYTHON, as_json, closing, plain, without_remarks
from dateline.corpus.repair import PROSE
from dateline.files.faults import DataError
from dateline.formats._answered import FENCED

GOLD = [
    {"id": "a", "text": "Kim Lee met Ann.", "mentions": [{"start": 0, "end": 7, "type": "PER"}, {"start": 12, "end": 15, "type": "PER"}]}
]
ITEMS = [{"text": "Kim Lee", "label": "PER"}, {"text": "Ann", "label": "PER"}]
OWN = {"mentions": [{"text": "Kim Lee", "type": "PER"}, {"text": "Ann", "type": "PER"}]}
LINES = "\n".join(map(json.dumps, ITEMS))
FOLLOWED = json.dumps(OWN).replace("},", "}, // the first\n")


@pytest.mark.parametrize(
    ("said", "repairs"),
    [
        (repr(OWN), {PYTHON}),
        (repr(ITEMS), {PYTHON}),
        (repr({"entities": ITEMS}), {PYTHON}),
        (repr([("Kim Lee", "PER"), ("Ann", "PER")]), {PYTHON}),
        (f"entities = {ITEMS!r}", {PYTHON, PROSE}),
        (f"Sure! { ({'entities': ITEMS})!r} That is {{all}}.", {PYTHON, PROSE}),
        (f"The set {{don't}} is {OWN!r}", {PYTHON, PROSE}),
        (f"```python\n{ITEMS!r}\n```", {PYTHON, FENCED}),
        (f"```\n{ ({'PER': ['Kim Lee', 'Ann']})!r}\n```", {PYTHON, FENCED}),
        (FOLLOWED, {COMMENT}),
        (f"```json5\n{FOLLOWED}\n```", {COMMENT, FENCED}),
        (json.dumps(ITEMS).replace("},", "}, /* the first */"), {COMMENT}),
        (f"```jsonl\n{LINES}\n```", {FENCED}),
        (f"{LINES}\nDone.", {PROSE}),
        (json.dumps([["Kim Lee", "PER"], ["Ann", "PER"]]), set()),
        (json.dumps([["PER", "Kim Lee"], ["PER", "Ann"]]), set()),
    ],
)
def test_what_models_print_for_json_is_read_and_told(said, repairs, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(said)
    report = dateline.score(path, gold=GOLD, metrics="NER")
    assert report["NER"].f1 == 1
    assert set(report.reading.repairs) == repairs


@pytest.mark.parametrize(
    "said",
    [
        "{'id': 'a', 'mentions': [], 'mentions': [1]}",
        f"```jsonl\n{LINES}\n{{\n```",
        f"```jsonl\n{LINES}\n{LINES[:20]}\n```",
        f"{LINES}\noops\n{LINES}",
        "\n".join([LINES] * 30) + "\noops",
        "\n".join([LINES] * 30) + LINES[:20],
        "{'mentions': [f(1)]}",
        "{'mentions': __import__('os')}",
        "{'a': 'b",
    ],
)
def test_what_would_take_a_guess_is_refused(said, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(said)
    with pytest.raises(DataError):
        dateline.score(path, gold=GOLD, metrics="NER")


def test_pairs_of_which_nothing_tells_the_label_are_refused(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([["Jo Roe", "Person"], ["Sue", "Person"]]))
    with pytest.raises(DataError, match="nothing tells which of") as told:
        dateline.score(path, gold=GOLD, metrics="NER")
    assert "['Jo Roe', 'Person'] is the label" in str(told.value)
    assert 'write {"text": …, "label": …}' in str(told.value)


values = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | st.text(max_size=6) | st.sampled_from((",]", "// x", "/* }", "it's {", '"[')),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(values=st.lists(values) | st.dictionaries(st.text(), values), after=st.text())
def test_a_value_that_python_prints_is_its_json(values, after):
    printed = repr(values)
    assert closing(printed + after) == len(printed)
    assert json.loads(as_json(printed + after)) == values


@given(values=st.lists(values))
def test_json_has_no_remarks(values):
    written = json.dumps(values)
    assert json.loads(without_remarks(written)) == values
    assert json.loads(without_remarks(f"// {written}\n{written} /* {{ */")) == values


@pytest.mark.parametrize(
    "text",
    ["(" * 10_000, "[" * 300 + "]" * 300, "{'a': " * 9_000 + "}" * 9_000, "[" + "-" * 50_000 + "1]", "x" * (1 << 20) + "x", "", "abc"],
)
def test_no_depth_breaks_it(text):
    assert as_json(text) == ""


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("{}", 2),
        ("[{'a': (1, ')')}] {", 17),
        ('["]"', 0),
        ("'a' {", 3),
        ("(", 0),
        ("] [", 1),
        ("", 0),
        ("{'a'}X", 5),
        ("XX}", 3),
        ('["]\\', 0),
        ("['}]\\", 0),
    ],
)
def test_a_bracket_closes_where_as_many_were_closed_as_opened(text, end):
    assert closing(text) == end


def test_a_string_that_is_cut_off_behind_a_backslash_is_a_string():
    assert plain('["a", "b,]\\') == '["a", "b,]\\'
    assert without_remarks('["a", "b // c\\') == '["a", "b // c\\'
