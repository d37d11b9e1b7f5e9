"""A comparison as Python gives it: what a notebook shows, and what turns into tables."""

from dataclasses import dataclass, fields
from html import escape
from typing import TYPE_CHECKING, Self

from dateline.evaluation.comparison import COLUMNS
from dateline.evaluation.comparison import Comparison as Counted
from dateline.reporting import comparison

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, repr=False, eq=False)
class Comparison(Counted):
    """Later systems against the first: `differences` by system and metric, and what they rest on.

    `str()` is what `dateline compare` prints; `to_pandas()`, `to_dict()`, `to_latex()`, `to_markdown()` are the whole.
    """

    @classmethod
    def of(cls, found: Counted) -> Self:
        """A comparison with what a notebook needs."""
        return cls(**{field.name: getattr(found, field.name) for field in fields(found)})

    def __str__(self) -> str:
        return comparison.text(self)

    def __repr__(self) -> str:
        verdicts = [
            f"{name}: {', '.join(f'{e.metric} {e.verdict}' for e in own)}"
            for name, own in zip(self.systems[1:], self.differences, strict=True)
        ]
        return f"<Comparison against {self.systems[0]}; {'; '.join(verdicts)}>"

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{name}</th>" for name in comparison.HEAD)
        parts = []
        for name, own in zip(self.systems[1:], self.differences, strict=True):
            rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in comparison.cells(each)) + "</tr>" for each in own)
            parts.append(
                f"<p>{escape(name)} (second) against {escape(self.systems[0])} (first), F1</p>"
                f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
                f"<ul>{''.join(f'<li>{escape(remark)}</li>' for remark in comparison.remarks(own))}</ul>"
            )
        return "".join(parts) + "".join(f"<p>{escape(line)}</p>" for line in comparison.basis(self))

    def to_pandas(self) -> "DataFrame":
        """One row a later system and metric."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=list(COLUMNS))

    def to_dict(self) -> dict[str, object]:
        """What `dateline compare --json` prints."""
        return comparison.as_dict(self)

    def to_latex(self) -> str:
        """A booktabs table with its notes."""
        return comparison.latex(self)

    def to_markdown(self) -> str:
        """A table of pipes for each later system, and what they rest on."""
        return comparison.markdown(self)
