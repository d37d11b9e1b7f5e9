"""Errors as a table, a row each, and as JSON."""

from dateline.analysis.findings import COLUMNS, Errors, Finding, Told
from dateline.reporting import columns

NUMBERS: dict[str, type] = {"gain": float, "weight": float, "start": int, "end": int}


def write(path: str, errors: Errors) -> None:
    """Write errors into a .csv or .parquet file, one row each."""
    columns.write(path, {name: NUMBERS.get(name, str) for name in COLUMNS}, errors.records())


def as_dict(error: Finding) -> dict[str, object]:
    """One error as JSON: what it is, what differs, and of each side its label, place, words and what it says."""
    sides = {name: side_dict(side) for name, side in (("gold", error.gold), ("predicted", error.predicted)) if side}
    told = {name: getattr(error, name) for name in ("document", "layer", "metric", "kind", "type", "weight", "gain")}
    return {**told, "differs": {name: {"gold": gold, "predicted": pred} for name, (gold, pred) in error.differs.items()}, **sides}


def side_dict(side: Told) -> dict[str, object]:
    """One side as JSON."""
    return {"label": side.label, "spans": side.spans, "text": side.text, **side.says}
