"""What goes wrong in the tool itself, or in what it is given to run or write into, is told and has its own status."""

import subprocess
import sys

import pytest

from dateline import cli as commands
from tests.conftest import IN_FRONT, cli


def test_a_bug_is_told_as_one_and_its_status_is_no_answer(monkeypatch, capsys):
    def broken(_):
        raise KeyError("of ours")

    monkeypatch.setattr(commands, "parser", lambda _: Broken(broken))
    assert commands.main(["score"]) == commands.BUG
    assert "this is a bug of dateline's" in capsys.readouterr().err


class Broken:
    """A parser of a command that fails."""

    def __init__(self, run):
        self.run = run

    def parse_args(self, _):
        return commands.argparse.Namespace(run=self.run)


@pytest.mark.parametrize(
    ("line", "said"), [("raise SystemExit(0)", "ended with sys.exit(0)"), ("raise KeyError('mine')", "this was own:extract on article")]
)
def test_an_extractor_that_ends_or_fails_is_named_with_its_article(line, said, tmp_path):
    (tmp_path / "own.py").write_text(f"def extract(text):\n    {line}\n")
    command = [sys.executable, "-m", "dateline", "run", "own:extract", "-o", "out.jsonl"]
    done = subprocess.run(command, cwd=tmp_path, env=IN_FRONT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize("name", ["..:x", ".own:extract", "a-b:c", ":x"])
def test_what_is_no_module_is_refused(name):
    code, _, err = cli("run", name)
    assert (code, "is no module" in err) == (2, True)


def test_links_in_a_circle_are_refused(tmp_path):
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for command in (("run", "empty", "-o", str(loop)), ("publish", "--to", str(loop))):
        code, _, err = cli(*command)
        assert code == 2, err
        assert "links lead in a circle; remove one of them" in err


def test_a_closed_output_is_a_refusal_and_another_encoding_is_written(tmp_path):
    shell = f"'{sys.executable}' -m dateline describe metrics >&-"
    assert subprocess.run(["sh", "-c", shell], env=IN_FRONT, capture_output=True, check=False).returncode == 2
    shell = f"'{sys.executable}' -m dateline score - <&-"
    done = subprocess.run(["sh", "-c", shell], env=IN_FRONT, capture_output=True, text=True, check=False)
    assert (done.returncode, "standard input is closed\n    fix: pipe something into it, or name a file" in done.stderr) == (2, True)
    env = {**IN_FRONT, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run([sys.executable, "-m", "dateline", "describe", "formats"], env=env, capture_output=True, check=False)
    assert (done.returncode, b"\\u" in done.stdout) == (0, True)


def test_an_interruption_that_python_could_not_raise_is_heeded(tmp_path):
    dropped = "class Dropped:\n    def __del__(self):\n        raise KeyboardInterrupt\n"
    (tmp_path / "own.py").write_text(f"import time\n{dropped}\ndef extract(text):\n    Dropped()\n    time.sleep(60)\n")
    command = [sys.executable, "-m", "dateline", "run", "own:extract"]
    done = subprocess.run(command, cwd=tmp_path, env=IN_FRONT, capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, done.stderr) == (commands.INTERRUPTED, "dateline: interrupted\n")
