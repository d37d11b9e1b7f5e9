"""Label Studio JSON.

Tasks with `data.text` and `annotations[].result[]` of labels and relations; a cancelled
annotation is passed over, of several the first is read.
Unit: UTF-16 in older versions, code points in newer ones: whichever agrees with the regions' own text. End exclusive. The article
by `data.id`, text, or file name. A task that has
no annotation is read from `predictions`. Loses: levels, heads, entities, times, events, quotes.
"""

import json
from typing import Any

from dateline.document import Document, Mention, Relation
from dateline.document.units import Converter
from dateline.formats._reader import Answer, Texts, Unit


def recognise(sample: str) -> bool:
    """Tasks with results."""
    return '"result"' in sample and ('"annotations"' in sample or '"predictions"' in sample or '"completions"' in sample)


def read(content: str, texts: Texts) -> list[Answer]:
    """Every task that has an annotation."""
    value = json.loads(content)
    tasks = value if isinstance(value, list) else [value]
    return [answer(task, texts) for task in tasks if isinstance(task, dict)]


def answer(task: dict[str, Any], texts: Texts) -> Answer:
    """One task."""
    data = task.get("data") or {}
    own = next((v for k, v in data.items() if isinstance(v, str) and k in {"text", "article", "content"}), None)
    given = task.get("annotations") or task.get("completions") or task.get("predictions") or []
    results = next((a.get("result") or [] for a in given if not a.get("was_cancelled")), [])
    regions = [r for r in results if isinstance(r, dict) and isinstance(r.get("value"), dict) and "start" in r["value"]]
    name = data.get("id") or data.get("document") or (task.get("id") if isinstance(task.get("id"), str) else None)
    id_ = texts.identify(name if isinstance(name, str) else None, own)
    try:
        mentions = tuple(
            region(r, label) for r in regions for label in (r["value"].get("labels") or r["value"].get("hypertextlabels") or [None])
        )
        relations = tuple(linked(r) for r in results if r.get("type") == "relation")
    except (KeyError, TypeError, ValueError) as error:
        raise texts.wrong(1, "$.annotations", f"a region lacks {error}", "export Label Studio's JSON") from None
    return Answer(Document(id=id_, mentions=mentions, relations=relations or None), unit_of(mentions, own), own)


def region(result: dict[str, Any], label: str | None) -> Mention:
    """One label on one region."""
    value = result["value"]
    return Mention(
        id=result.get("id"), start=int(value["start"]), end=int(value["end"]), text=value.get("text"), type=label, score=result.get("score")
    )


def linked(result: dict[str, Any]) -> Relation:
    """One relation, `left` meaning that it runs back."""
    ends = (result["from_id"], result["to_id"])
    head, tail = ends[::-1] if result.get("direction") == "left" else ends
    return Relation(head=head, type=(result.get("labels") or ["related"])[0], tail=tail)


def unit_of(mentions: tuple[Mention, ...], text: str | None) -> Unit:
    """The unit under which most regions' texts agree with the task's."""
    if text is None:
        return "code point"

    def agree(unit: str) -> int:
        convert = Converter(text, unit)
        return sum(m.text == text[convert(m.start or 0) : convert(m.end or 0)] for m in mentions if m.text)

    return "utf-16" if agree("utf-16") > agree("code point") else "code point"


def write(documents: list[Document], texts: list[str]) -> bytes:
    """Tasks, in code points."""
    return json.dumps([task(d, t) for d, t in zip(documents, texts, strict=True)], ensure_ascii=False, indent=1).encode() + b"\n"


def task(document: Document, text: str) -> dict[str, Any]:
    """One task."""
    ids = {m.id: m.id or f"m{n}" for n, m in enumerate(document.mentions or ())}
    regions = [
        {
            "id": m.id or f"m{n}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": m.start, "end": m.end, "text": text[m.start : m.end], "labels": [m.type] if m.type else []},
        }
        for n, m in enumerate(document.mentions or ())
    ]
    relations = [
        {
            "type": "relation",
            "from_id": ids.get(str(r.head), r.head),
            "to_id": ids.get(str(r.tail), r.tail),
            "direction": "right",
            "labels": [r.type],
        }
        for r in document.relations or ()
    ]
    return {"data": {"id": document.id, "text": text}, "annotations": [{"result": [*regions, *relations]}]}
