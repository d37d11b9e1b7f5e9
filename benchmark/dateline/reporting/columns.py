"""A table with typed columns as CSV or Parquet, numbers in full, written whole or not at all."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice

from dateline.files.faults import printable
from dateline.files.output import whole

TOGETHER = 100_000  # rows of one group of a Parquet file
KEPT = 1_000  # words, and rows, that are spelled together
ENDINGS = (".csv", ".parquet")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = Iterable[object]


def write(path: str, columns: Mapping[str, type], rows: Iterable[Row]) -> None:
    """Write rows into a file whose ending says how; `None` is empty."""
    if path.endswith(".parquet"):
        import pyarrow as pa
        import pyarrow.parquet as pq

        kinds = {str: pa.string(), int: pa.int64(), float: pa.float64()}
        schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
        left = iter(rows)
        with whole(path) as stream, pq.ParquetWriter(stream, schema) as parquet:
            while some := list(islice(left, TOGETHER)):
                parquet.write_table(pa.table([list(column) for column in zip(*some, strict=True)], schema=schema))
        return
    with whole(path) as stream:
        text = io.TextIOWrapper(stream, "utf-8", newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(safe(columns, rows))
        text.detach()


def csv_text(rows: Iterable[Row]) -> str:
    """Rows as CSV, what does not print of their words spelled out."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([printable(value) if isinstance(value, str) else value for value in row] for row in rows)
    return text.getvalue()


def safe(columns: Mapping[str, type], rows: Iterable[Row]) -> Iterator[Row]:
    """Rows whose words no spreadsheet runs; column by column, as few words come again and again."""
    known = lru_cache(maxsize=KEPT)(cell)
    left = iter(rows)
    while some := list(islice(left, KEPT)):
        every = zip(columns.values(), zip(*some, strict=True), strict=True)
        yield from zip(*(map(known, column) if kind is str else column for kind, column in every), strict=True)


def cell(value: object) -> object:
    """A value that a spreadsheet does not run: behind an apostrophe, which one of several more tells from one of its own."""
    return f"'{value}" if isinstance(value, str) and value.lstrip("'").startswith(FORMULA) else value


def plain(text: str) -> str:
    """What was written as a cell."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text
