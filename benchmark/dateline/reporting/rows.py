"""The table of rows as CSV or Parquet: written, and read back."""

import csv
from collections import Counter
from collections.abc import Iterable
from math import inf, isfinite
from pathlib import Path
from typing import Any

from dateline.evaluation.table import Table
from dateline.files.faults import one
from dateline.kernel.counts import Counts, Row
from dateline.reporting import columns

SLACK = 1e-6  # of sums of credits
COLUMNS = ("document", "block", "metric", "slice", *Counts._fields)


def write(path: str, table: Table) -> None:
    """Write rows, sorted; numbers in full precision, so that adding up a column gives the score."""
    if not path.endswith(columns.ENDINGS):
        msg = f"--rows {path}: name a .csv or a .parquet file"
        raise ValueError(msg)
    kinds = {name: str if name in Row._fields else float for name in COLUMNS}
    columns.write(path, kinds, table.cells(table.order()))


def is_table(path: str) -> bool:
    """Whether a file is a table of rows, by its name and its columns."""
    if not path.endswith(columns.ENDINGS) or not Path(path).is_file():
        return False
    if path.endswith(".parquet"):
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            return set(COLUMNS) <= set(pq.read_schema(path).names)
        except pa.ArrowInvalid as error:
            raise one(path, 0, "", f"is no Parquet file: {error}", "write it with `dateline score --rows`") from None
    with Path(path).open(encoding="utf-8", errors="replace", newline="") as stream:
        return set(COLUMNS) <= set(next(csv.reader(stream), []))


def tables(paths: Iterable[str]) -> dict[str, list[Row]]:
    """The rows of those files that are tables, by their paths; raises `DataError` for one that gives a row twice."""
    every = {path: read(path) for path in paths if is_table(path)}
    for path, rows in every.items():
        given = Counter(row[:4] for row in rows)
        if len(given) < len(rows):
            document, block, metric, _ = next(key for key, number in given.items() if number > 1)
            what = f"gives the row of {metric} in document {document!r}{f', paragraph {block}' if block else ''} twice"
            raise one(path, 0, "", what, "write it anew with `dateline score --rows`")
    return every


def read(path: str) -> list[Row]:
    """Rows from a file that `write` wrote; raises `DataError` with the line for anything else."""
    if path.endswith(".parquet"):
        import pyarrow.parquet as pq

        return [row(record, path, number) for number, record in enumerate(pq.read_table(path).to_pylist(), 1)]
    with Path(path).open(encoding="utf-8", errors="replace", newline="") as stream:
        reader = csv.DictReader(stream)
        try:
            if set(COLUMNS) - set(reader.fieldnames or ()):
                raise one(path, 1, "", "is no table of rows", f"it wants the columns {', '.join(COLUMNS)}")
            return [row({**record, "document": columns.plain(record["document"] or "")}, path, reader.line_num) for record in reader]
        except csv.Error as error:
            raise one(path, reader.line_num + 1, "", f"is no CSV here: {error}", "write it with `dateline score --rows`") from None


def row(record: dict[str, Any], path: str, line: int) -> Row:
    """One row: its counts finite, none negative, and not more right than there are."""
    try:
        counts = Counts(*(float(record[name]) for name in Counts._fields))
    except (TypeError, ValueError):
        counts = Counts(inf, inf, inf, inf)
    sound = all(map(isfinite, counts)) and min(counts) >= 0
    if not sound or counts.right_predicted > counts.predicted + SLACK or counts.right_gold > counts.gold + SLACK:
        told = ", ".join(str(record[name]) for name in Counts._fields)
        raise one(path, line, "", f"has counts that cannot be: {told}", "write it with `dateline score --rows`")
    document, block, metric, slice_ = (str(record[name] or "") for name in COLUMNS[:4])
    return Row(document, block, metric, slice_, counts)
