"""Records of JSON, each decoded as a type, with their lines."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import msgspec

from dateline.files.faults import DataError
from dateline.formats._articles import Apart
from dateline.formats._reader import Name, Texts

T = TypeVar("T")


def records(content: str, kind: type[T], texts: Texts, fix: str) -> Iterator[tuple[int, T]]:
    """The records of some JSON, each decoded as a type, with its line: one value, a list of them, or one a line."""
    text = content.lstrip("\ufeff")
    try:
        whole = msgspec.json.decode("" if texts.part == "lines" else text, type=list[kind] | kind, strict=False)  # type: ignore[valid-type]  # made as it runs
    except msgspec.ValidationError as error:
        raise mistyped(error, texts, texts.first, fix) from None
    except (msgspec.DecodeError, RecursionError):
        lines = [(number, line) for number, line in enumerate(text.split("\n"), texts.first) if line.strip()]
        if not texts.part and (len(lines) < 2 or not all(line.lstrip().startswith(("{", "[")) for _, line in lines[:2])):
            json.loads(text)  # raises with the place
        for number, line in lines:
            yield number, record(line, kind, texts, number, fix)
        return
    yield from ((texts.first, one_) for one_ in (whole if isinstance(whole, list) else [whole]))


def record(line: str, kind: type[T], texts: Texts, number: int, fix: str) -> T:
    """One line as a type."""
    try:
        return msgspec.json.decode(line, type=kind, strict=False)
    except msgspec.ValidationError as error:
        raise mistyped(error, texts, number, fix) from None
    except msgspec.DecodeError as error:
        raise texts.wrong(number, "", f"is not JSON at line {number}: {error}", "mend the JSON there") from None


def mistyped(error: msgspec.ValidationError, texts: Texts, line: int, fix: str) -> DataError:
    """A fault for a record that is not of its type."""
    what, _, where = str(error).partition(" - at `$")
    return texts.wrong(line, "$" + where.rstrip("`"), what[:1].lower() + what[1:], fix)


def by_article(lines: Iterable[tuple[int, T]], name: Callable[[T], Name], texts: Texts) -> dict[Name, list[tuple[int, T]]]:
    """Records of parts of articles, such as sentences, by the article that each names, with their lines."""
    grouped: dict[Name, list[tuple[int, T]]] = {}
    for number, line in lines:
        grouped.setdefault(name(line), []).append((number, line))
    if texts.part and None in grouped:
        raise Apart
    return grouped
