"""Everything from outside is printed as one harmless line."""

import json
import re

import pytest

from dateline.files.faults import Fault, printable
from tests.conftest import cli

pytestmark = pytest.mark.once


# one line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n::warning::b", r"a\n::warning::b"),
        ("::add-mask::x", r"\x3a:add-mask::x"),
        ("  ::stop-commands::x", r"  \x3a:stop-commands::x"),
        ("a ##[error]b", r"a \x23#[error]b"),
        ("\x1b[2J\x9b\x7f\u2028\u202e\ud800", r"\x1b[2J\x9b\x7f\u2028\u202e\ud800"),
        ("naïve 中文 😀 a::b", "naïve 中文 😀 a::b"),
    ],
)
def test_a_line_is_printed_as_one_line_that_nobody_takes_for_a_command(text, shown):
    assert printable(text) == shown
    assert printable(shown) == shown


def test_a_fault_keeps_its_lines_whatever_it_holds():
    nasty = "x\r\n::warning::y\x1b["
    lines = str(Fault(nasty, 3, nasty, nasty, nasty, nasty)).split("\n")
    assert len(lines) == 3
    assert all(line.isprintable() and not line.strip().startswith("::") for line in lines)


EVIL = "x\n::add-mask::y\n::warning::\x1b[31m\u2028##[debug]z"


@pytest.fixture
def hostile(tmp_path):
    """Predictions and gold with line breaks wherever a string may stand, in files that are named so."""
    gold = {
        "id": EVIL,
        "text": "Ada met Bob. " + EVIL,
        "mentions": [
            {"start": 0, "end": 3, "type": EVIL, "level": "NAM", "entity": EVIL, "qid": EVIL},
            {"start": 8, "end": 11, "type": "B"},
        ],
        "relations": [{"head": EVIL, "type": EVIL, "tail": EVIL}],
    }
    (tmp_path / EVIL).mkdir()
    paths = {name: tmp_path / EVIL / f"{name}{EVIL}.jsonl" for name in ("gold", "right", "wrong", "key", "unknown", "broken")}
    wrong = {**gold, "mentions": [{"text": EVIL, "type": EVIL}, {"start": 0, "end": 3, "type": "B"}], "relations": []}
    documents = {"gold": gold, "right": gold, "wrong": wrong, "key": {**gold, EVIL: 1}, "unknown": {**gold, "id": EVIL + "2"}}
    for name, document in documents.items():
        paths[name].write_text(json.dumps(document) + "\n", "utf-8")
    paths["broken"].write_text('{"id": "' + EVIL, "utf-8")
    return paths


@pytest.mark.parametrize("name", ["right", "wrong", "key", "unknown", "broken", "absent"])
@pytest.mark.parametrize(
    "options",
    [
        ["score"],
        ["score", "--errors", "--kappa"],
        ["score", "--markdown"],
        ["score", "--csv", "--by", "type"],
        ["score", "--json", "--errors"],
        ["score", "--by", "type,qid"],
        ["check"],
        ["show"],
        ["convert"],
    ],
    ids=" ".join,
)
def test_no_output_line_is_a_command_to_a_runner_or_a_terminal(hostile, options, name, tmp_path):
    command, *rest = options
    target = {"show": ["-o", str(tmp_path / EVIL / "out")], "convert": [str(tmp_path / EVIL / "out")]}.get(command, [])
    path = hostile.get(name, tmp_path / f"absent{EVIL}")
    _, out, err = cli(command, str(path), *target, "--gold", str(hostile["gold"]), *rest)
    assert "Traceback" not in err
    for line in (out + err).splitlines():
        assert line.isprintable(), repr(line)
        assert not line.strip().startswith("::"), line
        if "--json" not in options:
            assert "##[" not in line, line


def test_arguments_are_printed_the_same_way():
    commands = (["score", "x", f"--{EVIL}"], [EVIL], ["leaderboard", EVIL], ["run", EVIL], ["score", "x", "-m", EVIL])
    for arguments in (*commands, ["score", "x", "--fail-under", EVIL]):
        code, _, err = cli(*arguments)
        assert code == 2
        assert all(line.isprintable() and not line.strip().startswith("::") for line in err.splitlines()), err


def test_no_markup_of_a_label_or_an_id_is_live_in_markdown(tmp_path):
    evil = "``x|<script>alert(1)</script><img src=x onerror=alert(1)>`](javascript:alert(1))"
    gold = {"id": evil, "text": "Bob left.", "mentions": [{"start": 0, "end": 3, "type": evil}]}
    answer = {"id": evil, "mentions": [{"start": 0, "end": 3, "type": f"{evil}2"}]}
    for name, document in (("g", gold), ("p", answer)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(document) + "\n")
    code, out, err = cli("score", "p.jsonl", "--gold", "g.jsonl", "--markdown", "--by", "type", "--by", "document", cwd=tmp_path)
    assert code == 0, err
    assert f"``` {evil.replace('|', chr(92) + '|')}" in out  # between more backticks than it has
    outside = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", out)
    assert "<script" not in outside
    assert "<img" not in outside
    assert "](java" not in outside
