"""The commands that are timed, and the corpora that they read, each made in a process of its own so that the timing one stays small."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from speed.measure import measured

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PYTHON = sys.executable


def script(name: str, *arguments: str) -> list[str]:
    """A command that runs a script of this folder."""
    return [PYTHON, str(HERE / name), *arguments]


def ours(folder: Path, metrics: Sequence[str] = (), *more: str) -> list[str]:
    """Our command on a corpus."""
    asked = [part for metric in metrics for part in ("-m", metric)]
    return [PYTHON, "-m", "dateline", "score", f"{folder}/answers.jsonl", "--gold", f"{folder}/gold.jsonl", *asked, *more]


def generated(folder: Path, documents: int, *, full: bool = False) -> Path:
    """A corpus, made in a process of its own so that this one stays small."""
    code = f"import pathlib, corpora; corpora.write(pathlib.Path({str(folder)!r}), {documents}, full={full})"
    if not full:
        code += f"; import peers; peers.prepare(pathlib.Path({str(folder)!r}))"
    subprocess.run([PYTHON, "-c", code], check=True, cwd=HERE)
    return folder


def repeated(folder: Path, times: int) -> Path:
    """A corpus several times over with new ids, where generating would take too long; line by line, so that this process stays small."""
    target = folder.with_name(f"{folder.name}-x{times}")
    target.mkdir()
    for name in ("gold.jsonl", "answers.jsonl"):
        with (target / name).open("wb") as stream:
            for number in range(times):
                with (folder / name).open("rb") as lines:
                    stream.writelines(line.replace(b'"id":"doc-', b'"id":"doc-%d-' % number, 1) for line in lines)
    return target


def in_format(folder: Path, name: str) -> Path:
    """The answers in another format."""
    target = folder / f"answers.{name}"
    made = ["convert", f"{folder}/answers.jsonl", str(target), "--gold", f"{folder}/gold.jsonl", "--to", name]
    measured([PYTHON, "-m", "dateline", *made])
    return target


def read_from(folder: Path, answers: Path, metrics: Sequence[str] = (), *more: str) -> list[str]:
    """Our command on answers in another format."""
    asked = [part for metric in metrics for part in ("-m", metric)]
    return [PYTHON, "-m", "dateline", "score", str(answers), "--gold", f"{folder}/gold.jsonl", *asked, *more]


def told(others: list[str]) -> str:
    """Whose reports are not those of before, as numbers were mended since."""
    return f"its reports were equal but for {', '.join(others)}" if others else "its reports were equal"


def commit(checkout: Path) -> str:
    """The commit that a checkout is at."""
    found = subprocess.run(["git", "-C", str(checkout), "rev-parse", "--short", "HEAD"], check=True, capture_output=True, text=True)  # noqa: S607 - git is where the path has it
    return found.stdout.strip()
