"""Tables of rows that are no text: Parquet files, data frames, datasets and lists of rows in Python, as the JSON that formats read."""

import io
from collections.abc import Iterable, Iterator
from itertools import chain
from math import isnan
from typing import Any

import msgspec

from dateline import files
from dateline.corpus import answers, batches
from dateline.corpus.foreign import foreign
from dateline.corpus.given import decoded
from dateline.corpus.notes import Reading
from dateline.document import Document
from dateline.files import Limits
from dateline.files.faults import one
from dateline.formats._articles import Articles
from dateline.formats._reader import Read, Texts
from dateline.formats._registry import recognised
from dateline.formats.native import FIELDS

PARQUET = b"PAR1"
Row = dict[str, Any]


def parquet(path: str, limits: Limits) -> list[Row]:
    """The rows of a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(io.BytesIO(files.whole(path, limits)))
        if table.metadata.num_rows * max(1, table.metadata.num_columns) > limits.values:
            raise one(path, 0, "", f"has more than {limits.values:,} values (limit values)", "split it; `score` takes --limit values=N")
        return list(map(dict, table.read().to_pylist()))
    except (pa.ArrowInvalid, OSError) as error:
        raise one(path, 0, "", f"is no Parquet file: {error}", "write it anew") from None


def rows_of(given: Any) -> Iterable[Any]:
    """The rows of a data frame or a dataset, of one document, or of what holds several."""
    if hasattr(given, "columns") and hasattr(given, "to_dict"):
        return [{key: value for key, value in row.items() if not missing(value)} for row in given.to_dict("records")]
    coded = {name: kind.names for name, kind in (getattr(given, "features", None) or {}).items() if hasattr(kind, "names")}
    if coded:  # labels that a dataset holds as numbers
        return [{**row, **{name: label[row[name]] for name, label in coded.items() if isinstance(row.get(name), int)}} for row in given]
    if isinstance(given, dict | Document):
        return [given]
    if not hasattr(given, "__iter__"):
        msg = f"what is given is a path, or documents, or dicts of their layout, or a table of rows; not {type(given).__name__}"
        raise ValueError(msg)
    rows: Iterable[Any] = given
    return rows


def lines(rows: Iterable[Row]) -> str:
    """Rows as lines of JSON, without what is not there."""
    kept = ({key: value for key, value in row.items() if not missing(value)} for row in rows)
    return "".join(msgspec.json.encode(row, enc_hook=plain).decode() + "\n" for row in kept)


def missing(value: object) -> bool:
    """Whether a cell is empty: nothing, or no number."""
    return value is None or (isinstance(value, float) and isnan(value))


def plain(value: Any) -> object:
    """A value of numpy's or of a calendar as JSON has it."""
    return value.tolist() if hasattr(value, "tolist") else str(value)


def own(row: Row) -> bool:
    """Whether a row has nothing but fields of the schema, and entities as it has them."""
    first = next(iter(row.get("entities") or ()), None)
    return row.keys() <= FIELDS and (first is None or (isinstance(first, dict) and "id" in first))


def table(rows: Iterable[Any], what: str, articles: Articles, reading: Reading, limits: Limits) -> Iterator[Read]:
    """The documents of some rows: of the schema's layout, or of that of another tool."""
    left: Iterator[Any] = iter(rows)
    first = next(left, None)
    every = left if first is None else chain([first], left)
    sample = lines([first]) if isinstance(first, dict) and not own(first) else ""
    if batches.is_rows(sample):
        yield from answers.batch(what, lines(every), Texts(what, articles), reading, limits)
        return
    kind = recognised(sample) if sample else None
    if kind in {None, "native"}:
        yield from decoded(every, what)
        return
    yield from foreign(what, str(kind), Texts(what, articles), reading, limits, lines(every))
