"""Rows of several systems, runs or people in one file, of which none is the one that is to be scored."""

from typing import Any

from dateline.formats._layout import first
from dateline.formats._named import bald
from dateline.formats._reader import Texts

POOLED = frozenset(("model", "modelname", "system", "annotator", "annotatorid", "annotatedby", "rater", "coder", "run", "runid", "source"))
GOLD = frozenset(("gold", "truth", "ground_truth", "ground truth"))


def refuse_pooled(rows: list[tuple[str | None, int, Any]], texts: Texts) -> None:
    """Raise a fault for rows of gold and a system, or of several systems or people that say the same."""
    every = [(name, line, row) for name, line, row in rows if isinstance(row, dict)]
    for key in [key for key in (every[0][2] if every else ()) if bald(key) in POOLED]:
        if bald(key) in {"source", "run"} and first(every[0][2], "start") is None:  # of parts of the article, perhaps
            continue
        said: dict[str, set[Any]] = {}
        for name, _, row in every:
            item = (name, *(str(first(row, part)) for part in ("start", "end", "text", "label")))
            said.setdefault(str(row.get(key)), set()).add(item)
        texts.agree(key, ", ".join(sorted(said)))  # of one part there may be one, and of the next another
        if len(said) < 2 or (sum(map(len, said.values())) == len(set().union(*said.values())) and GOLD.isdisjoint(map(str.lower, said))):
            continue
        told = ", ".join(map(repr, sorted(said)[:3]))
        raise texts.wrong(every[0][1], "", f"has the rows of several under {key!r}: {told}", "give the rows of one in a file of its own")
