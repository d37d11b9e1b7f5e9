"""Label Studio JSON.

Tasks with `data.text` and `annotations[].result[]` of labels and relations; a cancelled annotation is passed over, of several the one with
`ground_truth`, else the first. A result without labels (choices, ratings, text areas of a region) is no item, and counted. A task that has
no annotation is read from `predictions`. Its JSON_MIN export is read as records. Unit: UTF-16 in older versions, code points in newer ones:
whichever the regions' own texts show. End exclusive. The article by `data.id`, text, or file name. Loses: levels, heads, entities, times,
events, quotes.
"""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from dateline.document import Document, Mention, Relation
from dateline.formats._keys import keys
from dateline.formats._reader import Answer, Name, Offset, Texts
from dateline.formats._typed import records

EACH = True  # a value of many is read by itself

SHAPE = "export Label Studio's JSON"


class Value(msgspec.Struct):
    """What a result says of its region."""

    start: Offset | str | None = None
    end: Offset | str | None = None
    text: str | list[str] | None = None
    labels: list[str] | None = None
    hypertextlabels: list[str] | None = None
    paragraphlabels: list[str] | None = None


class Result(msgspec.Struct):
    """A region with its labels, or a relation of two."""

    id: str | None = None
    type: str = "labels"
    value: Value | None = None
    from_id: str | None = None
    to_id: str | None = None
    direction: str | None = None
    labels: list[str] | None = None
    score: float | None = None


class Annotation(msgspec.Struct):
    """What one annotator did with a task."""

    result: list[Result] | None = None
    was_cancelled: bool | None = None
    ground_truth: bool | None = None


class Task(msgspec.Struct):
    """One text."""

    data: dict[str, Any]
    id: Name = None
    annotations: list[Annotation] | None = None
    completions: list[Annotation] | None = None
    predictions: list[Annotation] | None = None


def recognise(sample: str) -> bool:
    """Tasks with data and annotations."""
    found = keys(sample)
    return found.get("data") == "{" and bool(found.keys() & {"annotations", "predictions", "completions"})


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """Every task that has an annotation."""
    return (answer(task, texts, line) for line, task in records(content, Task, texts, SHAPE))


def answer(task: Task, texts: Texts, line: int) -> Answer:
    """One task."""
    own = next((value for key, value in task.data.items() if isinstance(value, str) and key in {"text", "article", "content"}), None)
    named = next((task.data[key] for key in ("id", "document") if isinstance(task.data.get(key), str | int)), task.id)
    given = task.annotations or task.completions or task.predictions or []
    done = [annotation for annotation in given if not annotation.was_cancelled]
    kept = sorted(done, key=lambda own: not (own.ground_truth and own.result))
    results = (kept[0].result or []) if kept else []
    mentions = [mention for result in results for mention in regions(result, line, texts)]
    relations = [relation for result in results if result.type == "relation" for relation in linked(result, line, texts)]
    others = sum(result.type != "relation" and not labels_of(result) for result in results)
    unread = +Counter({"result without labels": others, "further annotation": max(0, len(kept) - 1)})
    id_ = texts.identify(named, own, line)
    return Answer(
        Document(id=id_, mentions=tuple(mentions), relations=tuple(relations) or None), ("code point", "utf-16"), own, line, unread
    )


def labels_of(result: Result) -> list[str]:
    """The labels of a region."""
    return (result.value.labels or result.value.hypertextlabels or []) if result.value else []


def regions(result: Result, line: int, texts: Texts) -> Iterable[Mention]:
    """A mention for each label of a region; only the first has the region's id."""
    value = result.value
    if value is not None and value.paragraphlabels:
        raise texts.wrong(line, "$.annotations", "has regions of paragraphs, which have no place in a text", "label the text as one")
    for number, label in enumerate(labels_of(result)):
        if value is None or not isinstance(value.start, int) or not isinstance(value.end, int):
            raise texts.wrong(line, "$.annotations", "a region lacks start or end in characters", SHAPE)
        score = result.score if result.score is not None and 0 <= result.score <= 1 else None
        words = value.text if isinstance(value.text, str) else None
        yield Mention(id=None if number else result.id, start=value.start, end=value.end, text=words, type=label, score=score)


def linked(result: Result, line: int, texts: Texts) -> list[Relation]:
    """A relation for each label, `left` meaning that it runs back."""
    if result.from_id is None or result.to_id is None:
        raise texts.wrong(line, "$.annotations", "a relation lacks from_id or to_id", SHAPE)
    ends = (result.from_id, result.to_id)
    head, tail = ends[::-1] if result.direction == "left" else ends
    return [Relation(head=head, type=label, tail=tail) for label in result.labels or ["related"]]


def write(documents: list[Document], texts: list[str]) -> bytes:
    """Tasks, in code points."""
    return json.dumps([task(d, t) for d, t in zip(documents, texts, strict=True)], ensure_ascii=False, indent=1).encode() + b"\n"


def task(document: Document, text: str) -> dict[str, Any]:
    """One task."""
    regions = [
        {
            "id": m.id,
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": m.start, "end": m.end, "text": text[m.start : m.end], "labels": [m.type] if m.type else []},
        }
        for m in document.mentions or ()
    ]
    relations = [
        {
            "type": "relation",
            "from_id": r.head,
            "to_id": r.tail,
            "direction": "right",
            "labels": [r.type],
        }
        for r in document.relations or ()
    ]
    return {"data": {"id": document.id, "text": text}, "annotations": [{"result": [*regions, *relations]}]}
