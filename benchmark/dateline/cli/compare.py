"""`dateline compare`."""

import argparse
import sys

SHAPES = ("text", "markdown", "latex", "csv", "json")

EXAMPLES = """examples:
  dateline compare old.jsonl new.jsonl
  dateline compare old.jsonl new.jsonl -m Rel --by type
  dateline compare old-rows.csv new-rows.csv      what `dateline score --rows` wrote
"""


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "systems",
        nargs="+",
        metavar="SYSTEM",
        help="predictions of each, a file or folder, or its table of rows (.csv, .parquet); two or more",
    )
    parser.add_argument("--gold", metavar="PATH", help="your own gold; left out, the shipped one")
    parser.add_argument("-m", "--metric", action="append", default=[], metavar="METRIC", help="as for score; left out, the headlines")
    parser.add_argument("--by", default="", metavar="AXIS", help="also the slices of each metric by an axis, as type")
    parser.add_argument("--format", default="", metavar="NAME", help="the predictions' format; left out, it is recognised")
    parser.add_argument("--labels", default="", metavar="NAME|FILE", help="as for score")
    parser.add_argument("--level", type=float, default=0.95, metavar="P", help="of intervals and tests; left out, 0.95")
    parser.add_argument("--replicates", type=int, default=10_000, metavar="N", help="of the test; left out, 10000")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of the test; left out, 0")
    parser.add_argument("--limit", action="append", default=[], metavar="NAME=N", help="raise a limit")
    shape = parser.add_mutually_exclusive_group()
    for name in SHAPES[1:]:
        shape.add_argument(f"--{name}", dest="shape", action="store_const", const=name, default="text", help=f"print {name}")


def run(options: argparse.Namespace) -> int:
    """Compare, and print."""
    from dateline.analysis.verdicts import Resampling
    from dateline.evaluation.comparison import compare_paths
    from dateline.evaluation.request import Request
    from dateline.files import LIMITS
    from dateline.metrics import parse
    from dateline.reporting import comparison, rows

    if len(options.systems) < 2:
        msg = "compare wants two systems or more: dateline compare A.jsonl B.jsonl"
        raise ValueError(msg)
    request = Request(metrics=tuple(parse(name) for name in options.metric), projection=options.labels, limits=LIMITS.raised(options.limit))
    how = Resampling(level=options.level, replicates=options.replicates, seed=options.seed)
    tables = rows.tables(options.systems)
    found = compare_paths(options.systems, options.gold, request, how, format_=options.format, by=options.by, tables=tables)
    sys.stdout.write(comparison.shaped(found, options.shape))
    return 0
