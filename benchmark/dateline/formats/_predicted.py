"""Under which key a system's answer stands where gold's own may stand beside it: `pred_entities`, `label_pred`, `model_tags`, `y_pred`."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from dateline.formats._keys import keys
from dateline.formats._named import bald, names
from dateline.formats._reader import Texts

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
KEY = re.compile(r'"([A-Za-z][\w .-]{0,40})"\s*:\s*(\[)?')
ANY = ("ner", "entity", "y")
DESCRIBED = (["model"], ["system"], ["sys"], ["output"], ["outputs"])  # what a key ends with that names one
KINDS = frozenset(("type", "class", "category", "entity"))  # as of a model, or of its output
FIGURE = re.compile(r"\s*(?:[+-]?\d*\.?\d+(?:e[+-]?\d+)?|true|false|yes|no)\s*", re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def predicts(key: str, part: str) -> bool:
    """Whether a key may be that of a part of an item, or of a list of them, as a system predicts it."""
    words = [word.lower() for word in WORD.findall(key)]
    rest = "".join(word for word in words if word not in names("predicting"))
    if len(rest) == sum(map(len, words)) or (part == "label" and words[-1:] in DESCRIBED):
        return False
    if rest:
        sure = not set(words).isdisjoint(names("prediction"))
        return (sure or rest not in KINDS) and rest in {bald(name) for name in (*names(part), *ANY)}
    return part in {"items", "tags"} or (part == "label" and (len(words) > 1 or words[0] in names("prediction")))


def is_figure(value: Any) -> bool:
    """Whether a value is a score, or says whether a label is right, and so is none."""
    return isinstance(value, int | float) or (isinstance(value, str) and FIGURE.fullmatch(value) is not None)


def lists_in(content: str) -> frozenset[str]:
    """The keys in some JSON of lists, and of what has to be one."""
    return frozenset(key for key, opens in frozenset(KEY.findall(content)) if opens or is_list(key))


def is_list(key: str) -> bool:
    """Whether what stands under a key has to be a list."""
    return is_sure(key) or any(key in names(part) for part in ("items", "tags", "triples"))


@lru_cache(maxsize=1 << 12)
def is_sure(key: str, part: str = "items") -> bool:
    """Whether a key says that a list, or a label, is a prediction; a category may be that of the whole article."""
    words = {word.lower() for word in WORD.findall(key)}
    if part == "label":
        return not words.isdisjoint(names("prediction")) and words.isdisjoint(("category", "class"))
    return not words.isdisjoint(names("prediction")) and (predicts(key, "items") or predicts(key, "tags"))


def is_alone(key: str) -> bool:
    """Whether a key only says whose something is, and not what: a `model`, an `output`."""
    return all(word.lower() in names("predicting") for word in WORD.findall(key)) and not is_sure(key)


def refuse_beside(content: str, texts: Texts, parts: Iterable[str]) -> None:
    """Raise a fault for a format that has no predictions beside gold, where the first object of a file has some."""
    for key, begins in keys(content).items():
        named = len(WORD.findall(key)) > 1 and is_sure(key)
        if not is_alone(key) and (begins == "[{" or (begins == "[]" and named)) and any(predicts(key, part) for part in parts):
            fix = "give what is to be scored the format's own key, and leave the other out"
            raise texts.wrong(1, f"$.{key}", "stands beside what this format reads, and may be the prediction for it", fix)
