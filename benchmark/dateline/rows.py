"""The table of rows as CSV or Parquet: written, and read back."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from dateline.counts import Counts, Row
from dateline.output import write_bytes

COLUMNS = ("document", "block", "metric", "slice", *Counts._fields)


def write(path: str, rows: Sequence[Row]) -> None:
    """Write rows, sorted; numbers in full precision, so that adding up a column gives the score."""
    cells = [(*row[:4], *row.counts) for row in sorted(rows)]
    if path.endswith(".parquet"):
        import pyarrow as pa
        import pyarrow.parquet as pq

        columns = list(zip(*cells, strict=True)) if cells else [() for _ in COLUMNS]
        table = pa.table(dict(zip(COLUMNS, (list(column) for column in columns), strict=True)))
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink)
        write_bytes(path, sink.getvalue().to_pybytes())
        return
    if not path.endswith(".csv"):
        msg = f"--rows {path}: name a .csv or a .parquet file"
        raise ValueError(msg)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((*row[:4], *(repr(number) for number in row[4:])) for row in cells)
    write_bytes(path, text.getvalue().encode())


def read(path: str) -> list[Row]:
    """Rows from a file that `write` wrote."""
    if path.endswith(".parquet"):
        import pyarrow.parquet as pq

        records = pq.read_table(path).to_pylist()
    else:
        with Path(path).open(encoding="utf-8", newline="") as stream:
            records = list(csv.DictReader(stream))
    if records and set(COLUMNS) - set(records[0]):
        msg = f"{path}: is no table of rows; it wants the columns {', '.join(COLUMNS)}"
        raise ValueError(msg)
    return [Row(r["document"], r["block"], r["metric"], r["slice"], Counts(*(float(r[name]) for name in Counts._fields))) for r in records]
