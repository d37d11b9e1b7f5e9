"""`dateline check`."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.corpus.gold import Gold

EXAMPLES = """examples:
  dateline check                          the shipped gold
  dateline check predictions.jsonl        what is repaired, or scored as wrong, is a fault
  dateline check --gold my-gold.jsonl     your own gold
"""


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="predictions; left out, the gold itself is checked")
    parser.add_argument("--gold", metavar="PATH", help="your own gold: predictions are checked against it, or it alone")
    parser.add_argument("--format", default="", metavar="NAME", help="the files' format; left out, it is recognised")
    parser.add_argument("--limit", action="append", default=[], metavar="NAME=N", help="raise a limit")


def run(options: argparse.Namespace) -> int:
    """Report faults; with none, say what was checked."""
    from dateline.corpus.loading import load_gold, read_any, shipped_gold
    from dateline.corpus.notes import Reading
    from dateline.corpus.predictions import paired, refuse_repairs
    from dateline.files import LIMITS
    from dateline.files.progress import watched
    from dateline.variants.rebuilt import with_variants

    limits = LIMITS.raised(options.limit)
    if not options.paths and options.gold:
        return passed(load_gold(options.gold, limits))
    if not options.paths:
        return passed(shipped_gold())
    against, reading = with_variants(load_gold(options.gold, limits)), Reading(strict=True)
    reads = read_any(options.paths, against, reading, format_=options.format, limits=limits)
    pairs = list(watched(paired(against, reads, reading, limits=limits), "checked"))
    refuse_repairs(reading, options.paths)
    present = sum(pred is not None for _, pred in pairs)
    sys.stdout.write(f"{present} of {len(pairs)} documents, no faults\n")
    return 0


def passed(own: "Gold") -> int:
    """Say of gold that nothing is wrong with it."""
    from dateline.files.faults import plural
    from dateline.files.output import say
    from dateline.variants.asked import checked

    for note in checked(own):
        say(f"dateline: {note}")
    say(f"{own.name}#{own.digest}: {plural(len(own.documents), 'document')}, no faults", sys.stdout)
    return 0
