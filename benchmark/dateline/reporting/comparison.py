"""A comparison of systems as text of 80 columns, Markdown, LaTeX, CSV and JSON."""

from collections import Counter
from collections.abc import Callable, Iterator

import msgspec

from dateline.analysis.verdicts import LEAST, Difference
from dateline.evaluation.comparison import COLUMNS, Comparison
from dateline.files.faults import block, plural, printable
from dateline.reporting.columns import csv_text
from dateline.reporting.figures import aligned_rows, code, figure, pipes, prose, wrapped
from dateline.reporting.tables import PACKAGE, escaped, notes, tabular

HEAD = ("metric", "first", "second", "diff", "interval", "p", "verdict")


def shaped(found: Comparison, shape: str) -> str:
    """A comparison in the shape that was asked for."""
    return SHAPES[shape](found)


def signed(value: float | None) -> str:
    """A difference with its sign, a dash for none."""
    return "–" if value is None else f"{value:+.3f}"


def difference_between(each: Difference) -> str:
    """The interval of a difference."""
    return "–" if each.low is None or each.high is None else f"[{each.low:+.3f}, {each.high:+.3f}]"


def cells(each: Difference) -> list[str]:
    """One metric's figures."""
    p = "–" if each.p is None else f"{each.p:.3f}" if each.p >= 0.001 else "<.001"
    return [each.metric, figure(each.first), figure(each.second), signed(each.difference), difference_between(each), p, each.verdict]


def text(found: Comparison) -> str:
    """For a terminal: a table for each later system, then what would tell more."""
    lines: list[str] = []
    for name, own in zip(found.systems[1:], found.differences, strict=True):
        lines += [printable(f"{name} (second) against {found.systems[0]} (first), F1"), ""]
        lines += aligned_rows([list(HEAD), *map(cells, own)])
        lines += ["", *(part for remark in remarks(own) for part in wrapped(remark)), ""]
    lines += [part for line in basis(found) for part in wrapped(line)]
    return block(lines) + "\n"


def told(each: Difference) -> bool:
    """Whether a difference is defined."""
    return each.verdict != "undefined"


def remarks(own: tuple[Difference, ...]) -> Iterator[str]:
    """What the verdicts rest on, and what would tell more."""
    for unit, number in sorted({(each.unit, each.units) for each in own}):
        named = [each.metric for each in own if (each.unit, each.units) == (unit, number) and "@" not in each.metric and told(each)]
        if not named:
            continue
        few = all(each.verdict == "too few" for each in own if each.metric in named)
        said = f", too few to say anything (at least {LEAST}, of which each has credits of its own)" if few else ""
        yield f"{plural(number, unit.removesuffix('s')) if unit != 'corpus' else '1 corpus'}{said}: {', '.join(named)}"
    if nothing := [each.metric for each in own if not told(each)]:
        yield f"undefined, as one side has neither anything to find nor anything found, or has no such rows: {', '.join(nothing)}"
    slices = Counter(each.verdict for each in own if "@" in each.metric)
    if slices:
        yield "slices: " + ", ".join(f"{number} {verdict}" for verdict, number in sorted(slices.items()))
    for each in own:
        if "@" not in each.metric and each.verdict == "cannot tell" and each.detectable is not None:
            need = f"; about {each.needed:,} {each.unit} like these would tell this one" if each.needed and each.needed > each.units else ""
            yield f"{each.metric}: so many {each.unit} show a difference of {each.detectable:.3f} four times in five{need}"


def basis(found: Comparison) -> Iterator[str]:
    """What was computed, and from what."""
    how = found.how
    yield f"intervals: jackknife over units, Student's t, {how.level:g}, each by itself; the verdict is the test's, which may say otherwise"
    yield f"p: approximate randomisation, {how.replicates:,} replicates, seed {how.seed}; Holm over all that differ in some unit"
    units = {each.unit for own in found.differences for each in own if each.p is not None}
    if "paragraphs" in units:
        yield "paragraphs are of the articles that are here: what they tell does not reach to other articles"
    for line in (*found.notes, *found.signatures):
        yield printable(line)


def markdown(found: Comparison) -> str:
    """Markdown tables; the better F1 is bold where the test tells them apart."""
    lines: list[str] = []
    for name, own in zip(found.systems[1:], found.differences, strict=True):
        head = ["metric", prose(found.systems[0]), prose(name), *HEAD[3:]]
        rows = [[code(row[0]), *bold(row[1:3], each), *row[3:]] for each in own for row in [cells(each)]]
        lines += [*pipes([list(map(printable, head)), ["---", *["--:"] * 5, "---"], *rows]), ""]
    return block([*lines, *(f"- {prose(line)}" for line in basis(found))]) + "\n"


def bold(figures: list[str], each: Difference) -> list[str]:
    """Two figures, the better one bold where the test tells them apart."""
    first, second = figures
    return [f"**{first}**" if each.verdict == "worse" else first, f"**{second}**" if each.verdict == "better" else second]


def latex(found: Comparison) -> str:
    """A LaTeX table (booktabs): one row a metric, one column a system, and below it what the marks say and the verdicts rest on."""
    names = [escaped(name) for name in found.systems]
    body = []
    for rows in zip(*found.differences, strict=True):
        later = [MARKS[each.verdict].format(figure(each.second)) for each in rows]
        body.append(" & ".join([rf"\texttt{{{escaped(rows[0].metric)}}}", figure(rows[0].first), *later]) + r" \\")
    head = [" & ".join(["", *names]) + r" \\"]
    told = f"bold: better than {found.systems[0]}; italic: worse; {DAGGER}: cannot be told from it; {DOUBLE}: too few units to say anything"
    said = [part for own in found.differences for part in remarks(own)]
    lines = [PACKAGE, *tabular(f"l{'r' * len(names)}", head, body), *notes(list(dict.fromkeys([told, *said, *basis(found)])))]
    return "\n".join([*lines, ""]).replace(escaped(DAGGER), DAGGER).replace(escaped(DOUBLE), DOUBLE)


DAGGER, DOUBLE = r"$^\dagger$", r"$^\ddagger$"
MARKS = {"better": r"\textbf{{{}}}", "worse": r"\textit{{{}}}", "cannot tell": "{}" + DAGGER, "too few": "{}" + DOUBLE, "undefined": "{}"}


def as_csv(found: Comparison) -> str:
    """One row a system and metric, numbers in full."""
    return csv_text([COLUMNS, *found.rows()])


def as_dict(found: Comparison) -> dict[str, object]:
    """The documented JSON."""
    return {
        "systems": found.systems,
        "comparisons": [
            {"first": found.systems[0], "second": name, "metrics": [each._asdict() for each in own]}
            for name, own in zip(found.systems[1:], found.differences, strict=True)
        ],
        "method": {"interval": "jackknife", "test": "approximate randomisation", **msgspec.to_builtins(found.how)},
        "signatures": found.signatures,
        "notes": found.notes,
    }


def as_json(found: Comparison) -> str:
    """The same, pretty-printed."""
    return msgspec.json.format(msgspec.json.encode(as_dict(found)), indent=2).decode() + "\n"


SHAPES: dict[str, Callable[[Comparison], str]] = {"text": text, "markdown": markdown, "latex": latex, "csv": as_csv, "json": as_json}
