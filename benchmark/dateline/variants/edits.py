"""A text edited together with the gold that stands on it."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from dateline.document import AnySpan, Document, Span, TextSpan
from dateline.document.parts import changed, unchanged, with_items

Rules = Mapping[str, Callable[[Any], Any]]  # by the name of a field, what becomes of it
Rewrite = Callable[[Any], Any]


class Edit(NamedTuple):
    """The characters from `start` to before `end` of a text are replaced."""

    start: int
    end: int
    new: str


class Change(NamedTuple):
    """What makes a variant of an article: the edits of its text, what becomes of each item, and its new `dct`."""

    edits: Sequence[Edit]
    rewrite: Rewrite = unchanged
    dct: str | None = None


class Offsets:
    """Where the offsets of a text stand after edits, which are in order and do not overlap."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._ends = [edit.end for edit in edits]
        self._starts = [edit.start for edit in edits]
        self._moved = [0, *accumulate(len(edit.new) - (edit.end - edit.start) for edit in edits)]

    def span(self, span: AnySpan) -> Span:
        """A span after the edits; raises `ValueError` if one of them cuts it."""
        if isinstance(span, TextSpan):
            msg = f"{span.text!r} has no offsets"
            raise ValueError(msg)  # noqa: TRY004 - it is the gold that is wrong
        start, end = span
        return self._at(start, bisect_right(self._ends, start)), self._at(end, bisect_left(self._starts, end), last=True)

    def _at(self, place: int, number: int, *, last: bool = False) -> int:
        """An offset with the edits before it; one inside an edit that keeps the length moves with its character."""
        inside = number - 1 if last else number
        edit = self._edits[inside] if 0 <= inside < len(self._edits) else None
        if edit and edit.start < place < edit.end and len(edit.new) != edit.end - edit.start:
            msg = f"the edit {list(edit)} cuts a span of the gold at {place}"
            raise ValueError(msg)
        if last and edit and place < edit.end:  # as long as before: it moves with what is before the edit
            number = inside
        return place + self._moved[number]


def text_after(text: str, edits: Iterable[Edit]) -> str:
    """A text after edits."""
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*pieces, text[at:]])


def edited(document: Document, change: Change) -> Document:
    """A document with its text edited, its spans moved with it, and its items rewritten."""
    move = Offsets(change.edits).span
    text = text_after(document.text or "", change.edits)
    done = with_items(document, lambda item: worded(change.rewrite(changed(item, span=move)), text))
    return replace(done, text=text, dct=change.dct or document.dct)


def retold(value: Any, rules: Rules) -> Any:
    """A value with the fields of some names changed, in the values that it holds too."""
    if isinstance(value, tuple):
        return tuple(retold(one, rules) for one in value)
    if not isinstance(value, msgspec.Struct):
        return value
    new = {}
    for name in value.__struct_fields__:
        held = getattr(value, name)
        if held is not None:
            told = rules[name](held) if name in rules else retold(held, rules)
            if told is not held:
                new[name] = told
    return replace(value, **new) if new else value


def worded(value: Any, text: str) -> Any:
    """A value that stands in a text with its words, and the values that it holds with theirs."""
    if isinstance(value, tuple):
        return tuple(worded(one, text) for one in value)
    if not isinstance(value, msgspec.Struct):
        return value
    held = {name: getattr(value, name) for name in value.__struct_fields__}
    new: dict[str, Any] = {name: worded(one, text) for name, one in held.items() if isinstance(one, tuple | msgspec.Struct)}
    if held.get("text") is not None and held.get("start") is not None:
        pieces = held.get("fragments") or [(held["start"], held["end"])]
        new["text"] = " ".join(text[start:end] for start, end in pieces)
    return replace(value, **new) if new else value
