"""Which modules one prediction file enters on the way to its number: `python -m speed.modules`.

In memory against the shipped gold, and streamed against a gold of 500 documents. A module is entered when one of its functions is
called; what runs while modules are imported does not count.
"""

import contextlib
import io
import sys
import tempfile
from collections.abc import Sequence
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import FrameType

from dateline.cli import main
from speed import corpora
from speed.commands import ROOT


def entered(arguments: Sequence[str]) -> list[str]:
    """The modules of this package that a command enters, in the order in which it does."""
    seen: dict[str, None] = {}

    def note(frame: FrameType, event: str, _: object) -> None:
        name = frame.f_globals.get("__name__", "")
        if event == "call" and name.startswith("dateline") and frame.f_code.co_flags & CO_OPTIMIZED and not importing(frame):
            seen[name] = None

    sys.setprofile(note)
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            main(arguments)
    finally:
        sys.setprofile(None)
    return list(seen)


def importing(frame: FrameType) -> bool:
    """Whether a call is part of an import."""
    above: FrameType | None = frame
    while above and above.f_code.co_filename != "<frozen importlib._bootstrap>":
        above = above.f_back
    return above is not None


def flows() -> tuple[list[str], list[str]]:
    """The modules entered in memory, and those that a stream enters beside them."""
    memory = entered(["score", str(ROOT / "leaderboard" / "submissions" / "rules" / "predictions.jsonl")])
    with tempfile.TemporaryDirectory() as place:
        corpora.write(Path(place), 500, full=True)
        stream = entered(["score", f"{place}/answers.jsonl", "--gold", f"{place}/gold.jsonl", "--jobs", "1"])
    return memory, [name for name in stream if name not in memory]


if __name__ == "__main__":
    memory, more = flows()
    for title, names in (("in memory", memory), ("a stream, beside them", more)):
        sys.stdout.write(f"{title}: {len(names)}\n" + "".join(f"  {name}\n" for name in names))
