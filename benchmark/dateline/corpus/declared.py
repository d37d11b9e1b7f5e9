"""A user's own layout, declared in a TOML file: which field holds what; the rows are then read as any flat list or record is.

`[fields]` names the user's fields for `text`, `start`, `end`, `length`, `label`, `score`, `document` and `items`; `unit` is what offsets
count (`code point`, `utf-16`, `byte`), `end = "inclusive"` that the last character is inside.
"""

import csv
import io
import json
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec

from dateline.files.faults import DataError, one
from dateline.formats import flat, records
from dateline.formats._named import names
from dateline.formats._reader import Answer, Texts, Unit
from dateline.formats._tables import delimiter
from dateline.formats._values import parsed

PARTS = ("text", "start", "end", "length", "label", "score", "document", "items")
END = names("end")[0]
ASKED = {names(part)[0] for part in ("start", "label")}  # which a file with items has
OF_ITEMS = {names(part)[0] for part in ("start", "end", "length", "label", "score")}
KEYS = frozenset({"fields", "unit", "end"})


class Declared:
    """A format that is a table of field names."""

    def __init__(self, path: str) -> None:
        try:
            told = tomllib.loads(Path(path).read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise one(path, 0, "", f"declares no format: {error}", "write a TOML file with a table [fields]") from None
        fields = told.get("fields")
        wrong = sorted({*told} - KEYS) or sorted({*(fields if isinstance(fields, dict) else ())} - {*PARTS})
        if not isinstance(fields, dict) or wrong or not all(isinstance(name, str) for name in fields.values()):
            what = f"{wrong[0]!r} is not known" if wrong else "has no table [fields] of names"
            raise one(path, 0, "", what, f"[fields] has {', '.join(PARTS)}; beside it unit and end")
        unit = told.get("unit", "code point")
        if unit not in get_args(Unit):
            raise one(path, 0, "$.unit", f"{unit!r} is no unit", f"one of {', '.join(get_args(Unit))}")
        if told.get("end", "exclusive") not in {"exclusive", "inclusive"}:
            raise one(path, 0, "$.end", f"{told['end']!r} is neither", "exclusive or inclusive")
        self.met: set[str] = set()
        self.rename = {own: names(part)[0] for part, own in fields.items()}
        self.unit: Unit = unit
        self.more = int(told.get("end") == "inclusive")

    def read(self, content: str, texts: Texts) -> Iterable[Answer]:
        """The file under the names that every reader knows."""
        start = content.lstrip("\ufeff \t\r\n")
        if not start.startswith(("[", "{")):
            answers = iter(flat.read(self.table(start, texts), texts))
        else:
            value = self.renamed(parsed(start))
            one_ = json.dumps(value[0] if isinstance(value, list) and value else value)
            answers = iter((records if records.recognise(one_) else flat).read(json.dumps(value, ensure_ascii=False), texts))
        yield from (answer._replace(unit=self.unit) for answer in self.complete(answers, texts))

    def complete(self, answers: Iterator[Answer], texts: Texts) -> Iterator[Answer]:
        """The answers; a fault where some fields that were declared are there, and one of those that every row has is not."""
        yield from answers
        parts = {self.rename[own] for own in self.met}
        lacking = next((own for own, part in self.rename.items() if part in ASKED and part not in parts), None)
        if lacking is not None and parts & OF_ITEMS:
            raise self.wrong(lacking, texts)

    def wrong(self, lacking: str, texts: Texts) -> DataError:
        """A fault for a field that the layout names and the file has not."""
        what = f"has no field {lacking!r}, which the layout names; it has {', '.join(sorted(self.met))}"
        return texts.wrong(0, "", what, "name the fields as the file does")

    def table(self, content: str, texts: Texts) -> str:
        """A table under other heads; a fault where it has not one of them that every row needs."""
        mark = delimiter(content.split("\n", 1)[0])
        rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=mark))
        heads = [self.named(head.strip()) for head in rows[0]]
        lacking = next((own for own, part in self.rename.items() if part in ASKED and own not in self.met), None)
        if lacking is not None:
            raise self.wrong(lacking, texts)
        end = heads.index(END) if END in heads else len(heads)
        for row in rows[1:]:
            row[end : end + 1] = map(self.ended, row[end : end + 1])
        text = io.StringIO()
        csv.writer(text, delimiter=mark).writerows([heads, *rows[1:]])
        return text.getvalue()

    def renamed(self, value: Any) -> Any:
        """A value with its fields named as every reader knows them, ends exclusive."""
        if isinstance(value, list):
            return [self.renamed(inner) for inner in value]
        if not isinstance(value, dict):
            return value
        found = {self.named(key): self.renamed(inner) for key, inner in value.items()}
        return {key: self.ended(inner) if key == END else inner for key, inner in found.items()}

    def named(self, key: str) -> str:
        """A field's name to every reader; one that means something else to them is out of their way."""
        if key in self.rename:
            self.met.add(key)
        return self.rename.get(key, f"their {key}" if key in self.rename.values() else key)

    def ended(self, value: Any) -> Any:
        """An end as the first character that is outside; what is no number is the reader's to refuse."""
        try:
            return msgspec.convert(value, int, strict=False) + self.more
        except msgspec.ValidationError:
            return value
