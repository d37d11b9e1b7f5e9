"""`dateline score`."""

import argparse
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from dateline.analysis.findings import Errors
    from dateline.evaluation.report import Report
    from dateline.kernel.metric import Metric

UNMET = 1

EXAMPLES = """examples:
  dateline score predictions.jsonl
  dateline score predictions.jsonl --layers entities,times --by type
  dateline score predictions.jsonl --errors times,missed
  dateline score predictions.jsonl --errors errors.csv --errors entities
  dateline score predictions.jsonl -m 'NER(match=partial)' -m B3 --json
  dateline score predictions.jsonl --gold my-gold.jsonl --intervals --latex
  dateline score predictions.jsonl --fail-under 'NER>=0.8'
"""


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "predictions", nargs="+", metavar="PREDICTIONS", help="files or folders, shards of one submission; - reads standard input"
    )
    parser.add_argument("--gold", metavar="PATH", help="your own gold, a file or a folder; left out, the shipped one")
    parser.add_argument(
        "-m", "--metric", action="append", default=[], metavar="METRIC", help="as NER, 'NER(match=partial)' or NER@PER; may be given again"
    )
    parser.add_argument("--layers", default="", metavar="LAYERS", help="only the headlines of some layers, as entities,times")
    parser.add_argument("--format", default="", metavar="NAME", help="the predictions' format; left out, it is recognised")
    parser.add_argument(
        "--labels", default="", metavar="NAME|FILE", help="the labels= of every metric that has it: ontonotes, conll, ace or a TOML file"
    )
    parser.add_argument("--by", action="append", default=[], metavar="AXIS", help="slices and their mean: type, level, kind, document, …")
    parser.add_argument("--rows", metavar="FILE", help="write the table of rows as CSV or Parquet")
    parser.add_argument("--strict", action="store_true", help="a repair, and a mistake that would be scored, is a fault")
    parser.add_argument("--gold-strict", action="store_true", help="what gold accepts beside its own items does not count")
    parser.add_argument("--limit", action="append", default=[], metavar="NAME=N", help="raise a limit")
    parser.add_argument(
        "--jobs", default="", metavar="N|tcp://HOST:PORT", help="count in N processes, 0 for one a core, or on a Dask cluster"
    )
    parser.add_argument("--fail-under", action="append", default=[], metavar="'METRIC>=X'", help="exit 1 if a score's F1 is lower")
    add_shapes(parser)


def add_shapes(parser: argparse.ArgumentParser) -> None:
    """The options that say what is printed."""
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print JSON")
    shape.add_argument("--markdown", action="store_true", help="print Markdown")
    shape.add_argument("--latex", action="store_true", help="print a LaTeX table")
    shape.add_argument("--csv", action="store_true", help="print CSV, numbers in full")
    parser.add_argument(
        "--intervals", nargs="?", const="jackknife", choices=["jackknife", "percentile", "bca"], help="95 %% intervals beside F1"
    )
    parser.add_argument(
        "--errors",
        action="append",
        nargs="?",
        const="",
        metavar="WORDS|FILE",
        help="list every error: counts by kind, then each with what differs; of layers, kinds, types or documents alone "
        "(--errors times,missed), or into a .csv or .parquet FILE; may be given again",
    )
    parser.add_argument("--kappa", action="store_true", help="agreement on attributes of matched items, by Cohen's kappa")
    parser.add_argument("--confusion", action="store_true", help="which label was given for which, by layer")


def run(options: argparse.Namespace) -> int:
    """Score, print, and judge `--fail-under`."""
    from dateline.corpus.folders import read_from
    from dateline.corpus.predictions import refuse_repairs
    from dateline.evaluation.request import Request
    from dateline.evaluation.score import score_paths
    from dateline.files import LIMITS
    from dateline.files.output import refuse_overwriting
    from dateline.metrics import parse
    from dateline.reporting import rows
    from dateline.reporting import text as report

    errors = Asked(options.errors)
    refuse_overwriting([*errors.files, *([options.rows] if options.rows else [])], read_from([*options.predictions, options.gold]))
    floors = [floor(text) for text in options.fail_under]
    request = Request(
        metrics=(*headlines_of(options.layers), *(parse(name) for name in options.metric)),
        also=tuple(parse(name) for name, _ in floors),
        axes=tuple(axis for given in options.by for axis in given.split(",")) or ("type",),
        projection=options.labels,
        rows=bool(options.rows or options.intervals),
        intervals=options.intervals or "",
        limits=LIMITS.raised(options.limit),
        means=bool(options.by),
        details=errors.given or options.kappa or options.confusion,
        gold_strict=options.gold_strict,
    )
    found = score_paths(options.predictions, options.gold, request, strict=options.strict, format_=options.format, jobs=options.jobs)
    if options.strict:
        refuse_repairs(found.reading, options.predictions)
    if options.rows:
        rows.write(options.rows, found.result.rows)
    listed = errors.listed_of(found)
    sys.stdout.write(shaped(options, report, found, listed))
    if not options.json:
        sys.stdout.write(lists(options, found, listed, cascade=not errors.words))
    return judged(floors, found)


def lists(options: argparse.Namespace, found: "Report", listed: "Errors | None", *, cascade: bool) -> str:
    """What is printed below the report, of what was asked for: errors, confusion, agreement."""
    from dateline.reporting import text
    from dateline.reporting.errors import error_list
    from dateline.reporting.figures import screen

    errors = error_list(found, listed, screen(sys.stdout), cascade=cascade) if listed is not None else ""
    confused = text.confusion_table(found) if options.confusion else ""
    return errors + confused + (text.kappa_table(found) if options.kappa else "")


class Asked:
    """Which errors were asked for, and where they go: the words that choose them, and files; without a file they are printed."""

    def __init__(self, given: list[str] | None) -> None:
        from dateline.reporting.columns import ENDINGS

        self.given = given is not None
        self.files = [value for value in given or () if value.endswith(ENDINGS)]
        self.words = [word for value in given or () if value not in self.files for word in value.split(",") if word]
        self.listed = self.given and len(self.files) < max(1, len(given or ()))

    def listed_of(self, report: "Report") -> "Errors | None":
        """Those of a report that are shown, if any are; those that go into files are written."""
        if not self.given:
            return None
        from dateline.reporting import findings

        chosen = report.errors.chosen(self.words)
        for path in self.files:
            findings.write(path, chosen)
        return chosen if self.listed else None


def headlines_of(layers: str) -> "list[Metric]":
    """The headlines of the layers that are named."""
    from dateline.files.faults import nearest
    from dateline.metrics import headlines

    named = [layer for layer in layers.split(",") if layer]
    for layer in named:
        if layer not in headlines():
            msg = f"--layers {layer}: no such layer; {nearest(layer, headlines())}"
            raise ValueError(msg)
    return [headlines()[layer] for layer in named]


def judged(floors: list[tuple[str, float]], found: "Report") -> int:
    """Say which `--fail-under` conditions are not met."""
    from dateline.files.output import say
    from dateline.kernel.metric import labelled
    from dateline.metrics import parse

    scores = [(name, least, found[str(labelled(parse(name), found.projection))].f1) for name, least in floors]
    unmet = [(name, least, got) for name, least, got in scores if got is None or got < least]
    for name, least, got in unmet:
        say(f"dateline: {name} is {'undefined' if got is None else f'{got:.4f}'}, under {least}")
    return UNMET if unmet else 0


def shaped(options: argparse.Namespace, report: "ModuleType", found: "Report", listed: "Errors | None") -> str:
    """The report in the shape that was asked for."""
    from dateline.reporting.figures import screen

    if options.latex or options.csv:
        from dateline.reporting import tables

        return tables.latex(found) if options.latex else tables.as_csv(found)
    if options.json:
        from dateline.reporting import json as record

        return str(record.as_json(found, errors=listed, kappa=options.kappa, confusion=options.confusion).decode())
    if options.markdown:
        return str(report.markdown(found))
    worst = 0 if options.errors is not None else report.COSTLIEST
    return str(report.table(found, report.ALL if options.by else report.SLICES, screen(sys.stdout), worst))


def floor(text: str) -> tuple[str, float]:
    """A `--fail-under` condition."""
    shape = re.fullmatch(r"(.+?)\s*>=\s*(\d*\.?\d+)", text)
    if not shape or not 0 <= float(shape[2]) <= 1:
        msg = f"--fail-under {text!r}: write 'METRIC>=X' with X between 0 and 1, as 'NER>=0.8'"
        raise ValueError(msg)
    return shape[1], float(shape[2])
