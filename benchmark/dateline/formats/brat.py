"""brat standoff, `.ann` files; the article by file name.

Lines are `T1⇥TYPE 0 3⇥text`, `R1⇥TYPE Arg1:T1 Arg2:T2`, `E1⇥TYPE:T9 Role:T2`, `*⇥Equiv T1 T2`. Unit: code points, end exclusive;
discontinuous spans are `0 3;5 9`, and fragments that only white space parts are one span. brat reads texts with universal newlines, so
CRLF counts one there: which it is, the items' own texts show. `Equiv` makes coreference, `N1⇥Reference T1 Wikidata:Q42⇥…` a link,
`A1⇥Negation E1` a negative event. Other `A`, `N`, `M` and `#` lines are not read, and counted. An empty file answers nothing. Loses:
levels, heads, times' values, quotes, dates, realis.
"""

import re
from collections import Counter

from msgspec.structs import replace

from dateline.document import Argument, Document, Event, Mention, Relation
from dateline.formats._reader import Answer, Texts

TEXT_BOUND = re.compile(r"(T\S+)\t(\S+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)\t?(.*)")
LINK = re.compile(r"N\S*\t\S+ (\S+) wikidata:(Q[1-9]\d*)(?:\t.*)?", re.IGNORECASE)
NEGATION = re.compile(r"[AM]\S*\tnegation (\S+)\s*", re.IGNORECASE)
KINDS = {"A": "attribute", "M": "attribute", "N": "normalisation", "#": "note"}


def recognise(sample: str) -> bool:
    """Lines that begin with an id and a tab."""
    lines = [line for line in sample.split("\n") if line.strip()]
    return bool(lines) and all(re.match(r"[TREAMN#*]\S*\t", line) for line in lines[:50]) and any(line[0] in "TRE" for line in lines)


def read(content: str, texts: Texts) -> list[Answer]:
    """The annotations of one article."""
    mentions: dict[str, Mention] = {}
    relations, events, equal = [], [], []
    links: dict[str, str] = {}
    negated: set[str] = set()
    unread: Counter[str] = Counter()
    for number, line in enumerate(content.lstrip("\ufeff").split("\n"), 1):
        row = line.rstrip("\r")
        if row.startswith("T"):
            id_, mention = text_bound(row, number, texts)
            mentions[id_] = mention
        elif row.startswith("R"):
            relations.append(relation(row, number, texts))
        elif row.startswith("E"):
            events.append((number, row))
        elif row.startswith("*"):
            equal.append(row.split()[2:])
        elif link := LINK.fullmatch(row):
            links[link[1]] = link[2]
        elif negation := NEGATION.fullmatch(row):
            negated.add(negation[1])
        elif row.strip():
            unread[KINDS.get(row[0], "line")] += 1
    triggers, found = built(events, mentions, texts)
    entity = {id_: f"e{number}" for number, ids in enumerate(equal, 1) for id_ in ids}
    kept = tuple(replace(m, entity=entity.get(id_), qid=links.get(id_)) for id_, m in mentions.items() if id_ not in triggers)
    found = tuple(replace(event, polarity="NEGATIVE") if event.id in negated else event for event in found)
    unread["normalisation"] += len(links.keys() - {mention.id for mention in kept})
    unread["attribute"] += len(negated - {event.id for event in found})
    document = Document(id=texts.identify(), mentions=kept, relations=tuple(relations) or None, events=found or None)
    return [Answer(document, unread=+unread)]


def text_bound(line: str, number: int, texts: Texts) -> tuple[str, Mention]:
    """A `T` line."""
    match = TEXT_BOUND.fullmatch(line)
    if not match:
        raise texts.wrong(number, "", f"{line[:60]!r} is no text-bound annotation", "as T1⇥TYPE 0 3⇥text")
    id_, label, places, text = match.groups()
    spans = tuple(sorted((int(s), int(e)) for s, e in (place.split() for place in places.split(";"))))
    if len(spans) == 1:
        return id_, Mention(id=id_, start=spans[0][0], end=spans[0][1], text=text or None, type=label)
    return id_, Mention(id=id_, start=spans[0][0], end=spans[-1][1], fragments=spans, text=text or None, type=label)


def relation(line: str, number: int, texts: Texts) -> Relation:
    """An `R` line."""
    match = re.fullmatch(r"(R\S+)\t(\S+) \w+:(\S+) \w+:(\S+)\s*", line)
    if not match:
        raise texts.wrong(number, "", f"{line[:60]!r} is no relation", "as R1⇥TYPE Arg1:T1 Arg2:T2")
    return Relation(id=match[1], type=match[2], head=match[3], tail=match[4])


def built(lines: list[tuple[int, str]], mentions: dict[str, Mention], texts: Texts) -> tuple[set[str], tuple[Event, ...]]:
    """The events, and the ids of their triggers."""
    triggers: set[str] = set()
    found = []
    for number, line in lines:
        id_, _, rest = line.partition("\t")
        parts = [piece.partition(":") for piece in rest.split()]
        trigger = mentions.get(parts[0][2]) if parts else None
        if trigger is None:
            raise texts.wrong(number, "", f"{line[:60]!r} has no trigger among the T lines", "as E1⇥TYPE:T9 Role:T2")
        triggers.add(parts[0][2])
        arguments = tuple(Argument(role=re.sub(r"\d+$", "", role), filler=filler) for role, _, filler in parts[1:])
        found.append(Event(id=id_, start=trigger.start, end=trigger.end, text=trigger.text, type=parts[0][0], arguments=arguments))
    return triggers, tuple(found)


def write(documents: list[Document], texts: list[str]) -> bytes:
    """One document; several do not fit into one file."""
    if len(documents) != 1:
        msg = f"brat holds one article a file, not {len(documents)}"
        raise ValueError(msg)
    document, text = documents[0], texts[0]
    lines: list[str] = []
    ids: dict[str, str] = {}
    chains: dict[str, list[str]] = {}
    for number, mention in enumerate(document.mentions or (), 1):
        spans = [piece for piece in mention.fragments or ((mention.start, mention.end),) if isinstance(piece, tuple)]
        words = " ".join(text[s:e] for s, e in spans).replace("\n", " ")
        lines.append(f"T{number}\t{mention.type or 'NONE'} {';'.join(f'{s} {e}' for s, e in spans)}\t{words}")
        ids[mention.id or f"T{number}"] = f"T{number}"
        if mention.entity is not None:
            chains.setdefault(mention.entity, []).append(f"T{number}")
    lines += [f"*\tEquiv {' '.join(members)}" for members in chains.values()]
    lines += [
        f"R{n}\t{r.type} Arg1:{ids.get(str(r.head), r.head)} Arg2:{ids.get(str(r.tail), r.tail)}"
        for n, r in enumerate(document.relations or (), 1)
    ]
    first = len(document.mentions or ()) + 1
    for number, event in enumerate(document.events or (), 1):
        trigger = f"T{first + number - 1}"
        lines.append(f"{trigger}\t{event.type} {event.start} {event.end}\t{text[event.start : event.end]}")
        roles = "".join(f" {a.role}:{ids.get(str(a.filler), a.filler)}" for a in event.arguments)
        lines.append(f"E{number}\t{event.type}:{trigger}{roles}")
    return ("\n".join(lines) + "\n").encode() if lines else b""
