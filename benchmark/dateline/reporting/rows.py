"""The table of rows as CSV or Parquet: written, and read back."""

import csv
import io
from itertools import islice
from pathlib import Path

from dateline.evaluation.table import Table
from dateline.files.output import whole
from dateline.kernel.counts import Counts, Row

TOGETHER = 100_000  # rows of one group of a Parquet file
COLUMNS = ("document", "block", "metric", "slice", *Counts._fields)


def write(path: str, table: Table) -> None:
    """Write rows, sorted; numbers in full precision, so that adding up a column gives the score."""
    if path.endswith(".parquet"):
        import pyarrow as pa
        import pyarrow.parquet as pq

        schema = pa.schema([(name, pa.string() if name in Row._fields else pa.float64()) for name in COLUMNS])
        with whole(path) as stream, pq.ParquetWriter(stream, schema) as parquet:
            rows = table.sorted()
            while some := [(*row[:4], *row.counts) for row in islice(rows, TOGETHER)]:
                parquet.write_table(pa.table([list(column) for column in zip(*some, strict=True)], schema=schema))
        return
    if not path.endswith(".csv"):
        msg = f"--rows {path}: name a .csv or a .parquet file"
        raise ValueError(msg)
    with whole(path) as stream:
        text = io.TextIOWrapper(stream, "utf-8", newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((*row[:4], *(repr(number) for number in row.counts)) for row in table.sorted())
        text.detach()


def is_table(path: str) -> bool:
    """Whether a file is a table of rows, by its name and its columns."""
    if path.endswith(".parquet"):
        import pyarrow.parquet as pq

        return set(COLUMNS) <= set(pq.read_schema(path).names)
    if not path.endswith(".csv") or not Path(path).is_file():
        return False
    with Path(path).open(encoding="utf-8", errors="replace", newline="") as stream:
        return set(COLUMNS) <= set(next(csv.reader(stream), []))


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
