"""`dateline leaderboard`."""

import argparse
import sys
from pathlib import Path

KNOWN = ("licence", "kind", "date", "link", "command", "parameters", "cost", "latency", "notes", "texts_seen")

EXAMPLES = """examples:
  dateline leaderboard add predictions.jsonl --name my-system --author Me
  dateline leaderboard check
  dateline leaderboard build
"""


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    from dateline.leaderboard.submissions import KINDS

    parser.add_argument("action", choices=("build", "check", "add"))
    parser.add_argument("predictions", nargs="?", metavar="PREDICTIONS", help="add: a file in any format")
    parser.add_argument("--board", default="leaderboard", metavar="DIR", help="the board's folder (leaderboard)")
    parser.add_argument("--without-texts", action="store_true", help="build: no page shows the articles")
    parser.add_argument("--name", help="add: the submission's folder")
    parser.add_argument("--title", help="add: the name to show; left out, --name")
    parser.add_argument("--author", action="append", default=[], help="add: may be given again")
    parser.add_argument("--licence", default="unknown", help="add: of the system")
    parser.add_argument("--link", default="", help="add: where it is described")
    parser.add_argument("--command", default="", help="add: what reproduces the predictions")
    parser.add_argument("--kind", default="", choices=KINDS, help="add: what kind of system it is")
    parser.add_argument("--date", default="", metavar="YYYY-MM-DD", help="add: when the predictions were made")
    parser.add_argument("--parameters", default="", help="add: its size, as 7B")
    parser.add_argument("--cost", default="", help="add: what the articles cost, as '0.02 USD'")
    parser.add_argument("--latency", default="", help="add: how long they took, as '4 s an article'")
    parser.add_argument("--notes", default="", help="add: what else a reader must know")
    parser.add_argument("--format", default="", metavar="NAME", help="add: the predictions' format; left out, it is recognised")
    parser.add_argument("--labels", default="", metavar="NAME", help="add: the projection whose labels the predictions have")
    parser.add_argument(
        "--texts-seen", default="unknown", choices=("yes", "no", "unknown"), help="add: were the articles in its training data?"
    )


def run(options: argparse.Namespace) -> int:
    """Build, check or add."""
    from dateline.files.faults import plural, printable
    from dateline.files.output import say
    from dateline.leaderboard import board
    from dateline.reporting.figures import wrapped

    root = Path(options.board)
    if not (root / "README.md").exists():
        msg = f"--board {options.board}: is no board's folder; it has no README.md"
        raise ValueError(msg)
    if options.action == "build":
        sys.stdout.write(f"wrote {plural(len(board.build(root, without_texts=options.without_texts)), 'file')}\n")
    elif options.action == "check":
        number, waiting = board.check(root)
        say(f"{plural(number, 'submission')}, no faults", sys.stdout)
        for told in waiting:
            for line in wrapped(printable(f"not yet built: {told}")):
                say(line, sys.stdout)
    else:
        say(f"wrote {added(options, root)}", sys.stdout)
    return 0


def added(options: argparse.Namespace, root: Path) -> Path:
    """The new submission's folder."""
    from dateline.corpus.loading import read_any, shipped_gold
    from dateline.corpus.notes import Reading
    from dateline.files import SUBMISSION
    from dateline.files.output import say
    from dateline.leaderboard import submissions as leaderboard
    from dateline.variants.rebuilt import with_variants

    if not options.predictions or not options.name or not options.author:
        msg = "leaderboard add wants PREDICTIONS, --name and --author"
        raise ValueError(msg)
    gold, reading = with_variants(shipped_gold()), Reading()
    reads = read_any([options.predictions], gold, reading, format_=options.format, limits=SUBMISSION)
    documents = leaderboard.in_words_of_gold(reads, gold, options.labels, reading)
    for note in reading.notes:
        say(f"dateline: {note}")
    system = leaderboard.System(
        name=options.title or options.name, authors=tuple(options.author), **{k: getattr(options, k) for k in KNOWN}
    )
    return leaderboard.add(root, options.name, documents, system)
