"""The command line: names of commands, and faults turned into one message and exit status 2. One module a command."""

import argparse
import atexit
import gc
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import NoReturn

from dateline.version import __version__

COMMANDS = {
    "score": "score predictions against the gold",
    "compare": "say which of two or more systems is better, or that these texts cannot tell",
    "check": "report every fault of files; without a path, of the shipped gold",
    "show": "an article, or a prediction against gold, as one HTML file",
    "run": "run an extractor over the articles",
    "variants": "rewrite the articles with their gold: renamed, swapped, shifted, typographic",
    "convert": "convert between formats, or into shards",
    "leaderboard": "add, check and build submissions",
    "publish": "build the dataset repository, and upload it to the Hub",
    "describe": "print what the package knows: metrics, labels, formats, limits, schema, prompt",
    "completion": "print what completes commands and options in a shell",
}
FAULTY = 2
INTERRUPTED = 130
MOMENT = 0.01  # seconds
BUG = 70  # EX_SOFTWARE: ours, and no answer


class Parser(argparse.ArgumentParser):
    """A parser whose messages may hold any argument."""

    def error(self, message: str) -> NoReturn:
        from dateline.files.faults import printable

        super().error(printable(message))


START = """\
start here:
  dateline run rules | dateline score -       score a baseline
  dateline score predictions.jsonl --errors   your own predictions, and every error
  dateline show predictions.jsonl             the same on the articles, as a page
  dateline COMMAND --help                     the options, with examples
"""
EVERY = "*"  # all commands with their options


def parser(chosen: str) -> argparse.ArgumentParser:
    """All commands by name, and the options of the chosen one; the others stay unimported."""
    about = "A benchmark for information extraction from news."
    raw = argparse.RawDescriptionHelpFormatter
    top = Parser(prog="dateline", description=about, epilog=START, formatter_class=raw, allow_abbrev=False)
    top.add_argument("--version", action="version", version=f"dateline {__version__}")
    commands = top.add_subparsers(metavar="COMMAND")
    for name, help_ in COMMANDS.items():
        added = commands.add_parser(
            name, help=help_, description=f"{help_[0].upper()}{help_[1:]}.", formatter_class=raw, allow_abbrev=False
        )
        if chosen in {name, EVERY}:
            module = import_module(f"dateline.cli.{name}")
            module.add(added)
            added.epilog = module.EXAMPLES
            added.set_defaults(run=module.run)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse, run, and report."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's linear algebra is never called; its threads cost 0.1 s to start
    atexit.register(gc.freeze)  # when the process ends, everything goes; a last search for cycles takes a seventh of a short run
    if sys.stdout is None or sys.stderr is None:
        return FAULTY  # there is nobody to tell
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() not in {"utf-8", "utf8"}:
            stream.reconfigure(errors="backslashreplace")
    given = list(sys.argv[1:] if arguments is None else arguments)
    before = sys.unraisablehook
    sys.unraisablehook = partial(interrupted_again, before)
    try:
        top = parser(given[0] if given else "")
        options = top.parse_args(given)
        if "run" in options:
            return carried_out(options)
        top.print_help()
    except KeyboardInterrupt:
        sys.stderr.write("dateline: interrupted\n")
        if threading.active_count() > 1:  # a pool of workers that were ended is waited for at the end of a process, perhaps for ever
            sys.stderr.flush()
            os._exit(INTERRUPTED)
        return INTERRUPTED
    finally:
        sys.unraisablehook = before
    return 0


def interrupted_again(told: Callable[["sys.UnraisableHookArgs"], object], met: "sys.UnraisableHookArgs") -> None:
    """Interrupt once more, a moment later, where Python can raise nothing (in a fork's hook, a weak reference's) and would only print."""
    if met.exc_type is KeyboardInterrupt:
        again = threading.Timer(MOMENT, os.kill, (os.getpid(), signal.SIGINT))
        again.daemon = True
        again.start()
    else:
        told(met)


def carried_out(options: argparse.Namespace) -> int:
    """Run a command; whatever it raises is told, and is the exit status."""
    from dateline.files.faults import THEIRS, DataError, of_system, of_value, printable

    try:
        return int(options.run(options))
    except DataError as error:
        sys.stderr.write(f"{error}\n")
    except BrokenPipeError:
        sys.stderr.close()
    except OSError as error:
        sys.stderr.write(f"dateline: {printable(of_system(error))}\n")
    except ValueError as error:
        sys.stderr.write(f"dateline: {printable(of_value(error))}\n")
    except ImportError as error:
        sys.stderr.write(f"dateline: {printable(str(error))}\n")
    except Exception as error:  # noqa: BLE001 - a bug is told as one, and is no answer to what was asked
        import traceback

        traceback.print_exc()
        theirs = any(note.startswith(THEIRS) for note in getattr(error, "__notes__", ()))
        if not theirs:
            sys.stderr.write("dateline: this is a bug of dateline's; please report it with the lines above\n")
        return FAULTY if theirs else BUG
    return FAULTY
