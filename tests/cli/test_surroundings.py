"""Whatever surrounds a command, it prints the same, or one message: flags, locale, time zone, home, pipes, signals, no network."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, small_board

pytestmark = pytest.mark.once
RULES = str(ROOT / "leaderboard" / "submissions" / "rules" / "predictions.jsonl")
SCORE = ["score", RULES, "--json"]
PLAIN = {"PATH": os.environ["PATH"], "HOME": "/tmp"}  # noqa: S108 - a home that is there
OFFLINE = """
import socket, sys
def refused(*_, **__):
    raise AssertionError("a socket was opened")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refused
from dateline.cli import main
sys.exit(main(sys.argv[1:]))
"""


def run(arguments, *, flags=(), env=PLAIN, data=b"", code=None):
    command = [sys.executable, *flags, *(["-c", code] if code else ["-m", "dateline"]), *arguments]
    return subprocess.run(command, input=data, capture_output=True, env=env, check=False, cwd=ROOT)


def started(arguments):
    """A command under way, with pipes on all sides."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    return subprocess.Popen([sys.executable, "-m", "dateline", *arguments], env=PLAIN, cwd=ROOT, **pipes)


@pytest.fixture(scope="module")
def expected():
    """What a score prints in plain surroundings."""
    done = run(SCORE)
    assert done.returncode == 0, done.stderr
    return done.stdout


SURROUNDINGS = {
    "without asserts": {"flags": ["-O"]},
    "without docstrings": {"flags": ["-OO"]},
    "with warnings as errors": {"flags": ["-W", "error"]},
    "isolated from the user's site": {"flags": ["-s"]},
    "another hash seed": {"env": PLAIN | {"PYTHONHASHSEED": "12345"}},
    "the C locale": {"env": PLAIN | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}},
    "another time zone": {"env": PLAIN | {"TZ": "Pacific/Chatham"}},
    "no home": {"env": {"PATH": PLAIN["PATH"], "HOME": "/nonexistent"}},
    "no environment": {"env": {}},
    "a narrow terminal": {"env": PLAIN | {"COLUMNS": "20", "TERM": "dumb"}},
    "development mode": {"flags": ["-X", "dev"]},
}


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_a_score_is_the_same_in_any_surroundings(name, expected):
    done = run(SCORE, **SURROUNDINGS[name])
    assert done.returncode == 0, done.stderr
    assert done.stdout == expected
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is Unicode")
@pytest.mark.parametrize(
    "command",
    ["score {0} --json", "score {0} --gold {0} --json", "show {0} -o -", "compare {0} {0} --json", "compare {0} {0} --csv", "check {0}"],
)
def test_a_file_may_have_a_name_that_is_no_unicode(command, tmp_path):
    name = os.fsdecode(b"p\xff.jsonl")
    (tmp_path / name).write_bytes(Path(RULES).read_bytes())
    done = subprocess.run([sys.executable, "-m", "dateline", *command.format(name).split()], capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    if command.startswith(("show", "compare")):
        assert b"p\\" in done.stdout


COMMANDS = {
    "score": SCORE,
    "check": ["check"],
    "run": ["run", "rules"],
    "variants": ["variants", "all:1", "--seed", "1"],
    "compare": ["compare", RULES, RULES, "-m", "NER"],
    "show": ["show", RULES, "-o", "-"],
    "describe": ["describe", "metrics"],
    "leaderboard build": ["leaderboard", "build", "--board", "{board}"],
    "leaderboard check": ["leaderboard", "check", "--board", "{board}"],
    "completion": ["completion", "bash"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_opens_a_socket(name, tmp_path):
    """`publish` alone talks to the Hub, and is tried against a server of its own."""
    board = small_board(tmp_path / "board", "rules") if name.startswith("leaderboard") else ""
    if name == "leaderboard check":
        assert run(["leaderboard", "build", "--board", str(board)]).returncode == 0
    done = run([part.format(board=board) for part in COMMANDS[name]], code=OFFLINE)
    assert done.returncode == 0, done.stderr
    assert b"socket" not in done.stderr


@pytest.mark.parametrize("arguments", [SCORE, ["run", "rules"], ["describe", "metrics"], ["variants", "all:3", "--seed", "1"]])
def test_a_pipe_that_is_closed_ends_the_command_quietly(arguments):
    with started(arguments) as process:
        process.stdout.read(10)
        process.stdout.close()
        complaint = process.stderr.read()
        process.wait(60)
    assert b"Traceback" not in complaint
    assert complaint.count(b"\n") <= 1


@pytest.mark.parametrize("arguments", [["score", "-"], ["score", "-", "--gold", "annotations/gold"]])
def test_an_interrupt_ends_the_command_quietly(arguments):
    with started(arguments) as process:
        time.sleep(1.5)  # it waits for its input
        process.send_signal(signal.SIGINT)
        complaint = process.stderr.read()
        process.wait(60)
    assert process.returncode == 130
    assert b"Traceback" not in complaint


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device without space, as Linux has")
@pytest.mark.parametrize("arguments", [["run", "rules"], ["show", RULES], ["variants", "all:1", "--seed", "1"]])
def test_a_full_disk_is_one_message(arguments):
    done = run([*arguments, "-o", "/dev/full"])
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"No space left" in done.stderr
