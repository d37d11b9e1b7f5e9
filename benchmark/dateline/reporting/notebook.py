"""A report as Python gives it: a mapping from metrics to scores that a notebook shows, and that turns into tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from html import escape
from typing import TYPE_CHECKING, Self

from dateline.evaluation.report import Report as Counted
from dateline.kernel.counts import Score
from dateline.reporting import json, tables, text
from dateline.reporting.figures import figure

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, repr=False, eq=False)
class Report(Counted, Mapping[str, Score]):
    """The scores of a submission, by the names of the metrics that were asked for.

    `report["NER(level=NAM)"].f1` is a score; another metric's name is scored when it is asked for. `headlines` are by layer, `slices` by
    metric and value, `errors` is a table of what went wrong; `to_pandas()`, `to_dict()`, `to_latex()`, `to_markdown()` are the whole.
    """

    @classmethod
    def of(cls, report: Counted) -> Self:
        """A report with what a notebook needs."""
        return cls(**{field.name: getattr(report, field.name) for field in fields(report)})

    def __iter__(self) -> Iterator[str]:
        return (str(line.metric) for line in self.lines if not line.slice)

    def __len__(self) -> int:
        return sum(not line.slice for line in self.lines)

    def __contains__(self, name: object) -> bool:
        return name in set(self)

    def __str__(self) -> str:
        stated = any(line.slice and not line.slice.startswith("type=") for line in self.lines)
        return text.table(self, text.ALL if stated else text.SLICES)

    def _repr_html_(self) -> str:
        rows = [
            f"<tr><td>{escape(line.metric.layer)}</td><td>{escape(str(line.metric))}</td>"
            + "".join(f"<td>{figure(value)}</td>" for value in line.score[:3])
            + "</tr>"
            for line in self.lines
            if not line.slice and not text.untried(self, line)
        ]
        notes = "".join(f"<li>{escape(remark)}</li>" for remark in text.remarks(self))
        head = "".join(f"<th>{name}</th>" for name in ("layer", "metric", "P", "R", "F1"))
        return (
            f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table><p>{escape(self.signature())}</p><ul>{notes}</ul>"
        )

    @property
    def slices(self) -> dict[str, dict[str, Score]]:
        """The slices that were asked for: by metric, then by `axis=value`."""
        found: dict[str, dict[str, Score]] = {}
        for line in self.lines:
            if line.slice:
                found.setdefault(str(line.metric), {})[line.slice] = line.score
        return found

    def to_pandas(self) -> "DataFrame":
        """One row a metric and slice: P, R, F1 in [0, 1], the interval, and the items behind them; then those of variants."""
        import pandas as pd

        return pd.DataFrame.from_records(list(tables.records(self)), columns=list(tables.COLUMNS))

    def to_dict(self) -> dict[str, object]:
        """What `dateline score --json` prints."""
        return json.as_dict(self)

    def to_latex(self) -> str:
        """A booktabs table with its notes, the signature below it as a comment."""
        return tables.latex(self)

    def to_markdown(self) -> str:
        """A table of pipes, the signature and the remarks below it."""
        return text.markdown(self)
