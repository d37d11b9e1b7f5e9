"""Under which key a system's answer stands where gold's own may stand beside it: `pred_entities`, `label_pred`, `model_tags`, `y_pred`."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from dateline.formats._keys import keys
from dateline.formats._named import bald, names
from dateline.formats._reader import Texts

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
KEY = re.compile(r'"([A-Za-z][\w .-]{0,40})"\s*:\s*(\[)?')
FIGURE = re.compile(r"\s*(?:[+-]?\d*\.?\d+(?:e[+-]?\d+)?|true|false|yes|no)\s*", re.IGNORECASE)
ANY = ("ner", "entity", "y")  # what is found, be it a list, tags or a label
OTHER = frozenset(("coarse", "fine", "parent", "sub", "super", "second", "previous", "old", "original", "broad", "alternative"))  # labels
KINDS = frozenset(("type", "class", "category", "entity"))  # as of a model, or of its output


class Said(NamedTuple):
    """What a key says: of what it is (`rest`), a system's (`whose`), surely predicted, what a system is called, gold's, or no rival."""

    rest: str
    whose: bool
    sure: bool
    names_it: bool
    gold: bool
    other: bool


@lru_cache(maxsize=1 << 12)
def said(key: str) -> Said:
    """What a key says."""
    words = [word.lower() for word in WORD.findall(key)]
    whose, sure = names("predicting"), names("prediction")
    rest = [word for word in words if word not in whose]
    last = words[-1] if words else ""
    own = set(words)
    named = last in whose and last not in sure
    others = not own.isdisjoint(names("gold")), not own.isdisjoint(OTHER)
    return Said("".join(rest), len(rest) < len(words), not own.isdisjoint(sure), named, *others)


@lru_cache(maxsize=1 << 12)
def predicts(key: str, part: str) -> bool:
    """Whether a key may be that of a part of an item, or of a list of them, as a system predicts it."""
    own = said(key)
    if not own.whose or (part == "label" and own.names_it):
        return False
    if not own.rest:
        return part in {"items", "tags"} or (part == "label" and own.sure)
    return (own.sure or own.rest not in KINDS) and not {own.rest, f"{own.rest}s"}.isdisjoint(bald(name) for name in (*names(part), *ANY))


def predicts_surely(key: str) -> bool:
    """Whether a label's key leaves no doubt; a category may be that of the whole article."""
    return said(key).sure and said(key).rest not in {"category", "class"}


def is_figure(value: Any) -> bool:
    """Whether a value is a score, or says whether a label is right, and so is none."""
    return isinstance(value, int | float) or (isinstance(value, str) and FIGURE.fullmatch(value) is not None)


def lists_in(content: str) -> frozenset[str]:
    """The keys in some JSON of lists, and of what has to be one."""
    return frozenset(key for key, opens in frozenset(KEY.findall(content)) if opens or is_list(key))


def is_list(key: str) -> bool:
    """Whether what stands under a key has to be a list."""
    predicted = said(key).sure and (predicts(key, "items") or predicts(key, "tags"))
    return predicted or any(key in names(part) for part in ("items", "tags", "triples"))


def may_be_none(key: str) -> bool:
    """Whether an empty list under a key is an answer: it says that it is predicted, or of what it is."""
    return said(key).sure or bool(said(key).rest)


def refuse_beside(content: str, texts: Texts, parts: Iterable[str]) -> None:
    """Raise a fault for a format that has no predictions beside gold, where the first object of a file has some."""
    for key, begins in keys(content).items():
        sure = said(key).sure or said(key).rest
        if sure and begins in {"[{", "[[", "[]"} and any(predicts(key, part) for part in parts):
            fix = "give what is to be scored the format's own key, and leave the other out"
            raise texts.wrong(1, f"$.{key}", "stands beside what this format reads, and may be the prediction for it", fix)


def twins_of(own: Iterable[str], part: str) -> tuple[str, ...]:
    """The keys of a part as a system predicts it."""
    known = frozenset(map(bald, names(part)))
    return tuple(key for key in own if said(key).sure and said(key).rest in known)
