"""Errors as a table: CSV or Parquet, a row each, and as JSON."""

import csv
import io

from dateline.analysis.findings import COLUMNS, Errors, Finding, Told
from dateline.files.output import whole


def write(path: str, errors: Errors) -> None:
    """Write errors, one row each."""
    if path.endswith(".parquet"):
        import pyarrow as pa
        import pyarrow.parquet as pq

        kinds = {"cost": pa.float64(), "weight": pa.float64(), "start": pa.int64(), "end": pa.int64()}
        schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])
        columns = [list(column) for column in zip(*errors.records(), strict=True)] or [[] for _ in COLUMNS]
        with whole(path) as stream, pq.ParquetWriter(stream, schema) as parquet:
            parquet.write_table(pa.table(columns, schema=schema))
        return
    with whole(path) as stream:
        text = io.TextIOWrapper(stream, "utf-8", newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(["" if value is None else cell(value) for value in row] for row in errors.records())
        text.detach()


def cell(value: object) -> str:
    """A value that a spreadsheet does not run, its numbers in full."""
    shown = repr(value) if isinstance(value, float) else str(value)
    return f"'{shown}" if isinstance(value, str) and shown[:1] in "=+-@\t\r" and shown else shown


def as_dict(error: Finding) -> dict[str, object]:
    """One error as JSON: what it is, what differs, and of each side its label, place, words and what it says."""
    sides = {name: side_dict(side) for name, side in (("gold", error.gold), ("predicted", error.predicted)) if side}
    told = {name: getattr(error, name) for name in ("document", "layer", "metric", "kind", "type", "weight", "cost")}
    return {**told, "differs": {name: {"gold": gold, "predicted": pred} for name, (gold, pred) in error.differs.items()}, **sides}


def side_dict(side: Told) -> dict[str, object]:
    """One side as JSON."""
    return {"label": side.label, "spans": side.spans, "text": side.text, **side.says}
