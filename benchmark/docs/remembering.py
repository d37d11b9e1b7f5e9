"""The page of variants: what answers known by heart score on them, and what every shipped system does."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from dateline import api
from dateline.corpus.loading import shipped_gold
from dateline.document import Document
from dateline.evaluation.memory import Memory
from dateline.leaderboard.draw import draw_of
from dateline.leaderboard.remembering import told
from dateline.leaderboard.submissions import entries
from dateline.metrics import headlines
from dateline.metrics.whole import Dateline
from dateline.reporting.figures import figure, pipes
from dateline.reporting.memory import shown
from dateline.variants.asked import draw
from dateline.variants.name import KINDS, Name

BY_HEART = (
    "NER(level=NAM)", "NER(level=NAM)@PER", "NER(level=NAM)@GPE", "NER(level=NAM)@NORP",
    "Link", "Rel", "Time(match=value)", "When", "Dateline",
)  # fmt: skip
GOLDS_OWN = {"alternatives", "optional", "votes", "head", "evidence", "canary", "text", "edits"}
HEAD = ["articles", *KINDS]


def known_by_heart(article: Document, id_: str) -> dict[str, Any]:
    """What a system answers that knows an article's gold and not the text that it is given: strings, types, ids and values."""
    text = article.text or ""

    def strings(value: Any) -> Any:
        if isinstance(value, list):
            return {"text": text[slice(*value)]} if [type(one) for one in value] == [int, int] else [strings(one) for one in value]
        if not isinstance(value, dict):
            return value
        kept = {name: strings(one) for name, one in value.items() if name not in GOLDS_OWN or (name == "head" and isinstance(one, str))}
        if "start" in kept:
            kept["text"] = text[kept.pop("start") : kept.pop("end")]
        return kept

    return strings(msgspec.json.decode(msgspec.json.encode(article))) | {"id": id_}


def by_heart(number: int, seed: str) -> list[Memory]:
    """The scores of such a system on each kind of variants."""
    gold = shipped_gold()
    articles = gold.documents
    answers = [known_by_heart(article, id_) for id_, article in articles.items()]
    for kind in KINDS:
        for made in draw(gold, kind, number, seed):
            name = Name.of(made.id)
            answers += [known_by_heart(articles[name.article], made.id)] if name else []
    return list(api.score(answers, metrics=BY_HEART).memories)


def table(rows: Iterable[list[str]], head: list[str]) -> str:
    """Rows as Markdown."""
    return "\n".join(pipes([head, ["---"] * (len(head) - len(HEAD)) + ["--:"] * len(HEAD), *rows]))


def heart_rows(memories: list[Memory]) -> Iterable[list[str]]:
    """A metric a row."""
    for metric, gap in memories[0].gaps.items():
        yield [f"`{metric}`", figure(gap.original), *(told(memory.gaps[metric]) for memory in memories)]


def system_rows(root: Path) -> Iterable[list[str]]:
    """A row for each layer that a system of the board attempted."""
    asked = {*headlines().values(), Dateline()}
    for entry in entries(root):
        kinds = [shown(entry.report, memory) for memory in entry.report.memories]
        for metric in dict.fromkeys(metric for gaps in kinds for metric in gaps if metric in asked):
            original = entry.report[str(metric)].f1
            yield [entry.system.name, f"`{metric}`", figure(original), *(told(gaps.get(metric)) for gaps in kinds)]


def heart(memories: list[Memory]) -> str:
    """The table of what is known by heart."""
    return table(heart_rows(memories), ["metric", *HEAD])


def systems(root: Path) -> str:
    """The table of the board's systems."""
    return table(system_rows(root), ["system", "metric", *HEAD])


def page(root: Path, template: str) -> str:
    """The page with its two tables made anew."""
    drawn = draw_of(root)
    if drawn is None:
        return template
    parts = {"heart": heart(by_heart(drawn.number, drawn.seed)), "systems": systems(root)}
    return re.sub(
        r"<!-- (heart|systems) -->.*?<!-- end -->", lambda m: f"<!-- {m[1]} -->\n{parts[m[1]]}\n<!-- end -->", template, flags=re.DOTALL
    )
