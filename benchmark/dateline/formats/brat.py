"""brat standoff, `.ann` files; the article by file name.

Lines are `T1⇥TYPE 0 3⇥text`, `R1⇥TYPE Arg1:T1 Arg2:T2`, `E1⇥TYPE:T9 Role:T2`, `*⇥Equiv T1 T2`. Unit: code points, end exclusive;
discontinuous spans are `0 3;5 9`, and fragments that only white space parts are one span. brat reads texts with universal newlines, so
CRLF counts one there: which it is, the items' own texts show. `Equiv` makes coreference, `N1⇥Reference T1 Wikidata:Q42⇥…` a link.
Attributes are read where they are named as fields are here: `A1⇥Negation E1` or `A1⇥Polarity E1 NEGATIVE`, `Realis`, `Certainty` and
`Date` of events, `Level` of mentions; a span with a `Value` (and a `Mod`) is a time, of the `Type` or label DATE, TIME, DURATION or SET.
Spans labelled `Quote` or `Quotation` (`DirectQuote` …) are quotes; relations and events named `Speaker`, `Addressee` and `Cue` tell the
rest. Other `A`, `N`, `M` and `#` lines are not read, and counted. An empty file answers nothing. Loses: heads.
"""

import re
from collections import Counter
from typing import Any, get_args

from msgspec.structs import replace

from dateline.document import Argument, Certainty, Document, Event, Level, Mention, Mod, Polarity, Realis, Relation, Time, TimeType
from dateline.formats._brat_quotes import Told, told
from dateline.formats._brat_written import written
from dateline.formats._named import bald, names
from dateline.formats._reader import Answer, Texts

TEXT_BOUND = re.compile(r"(T\S+)\t(\S+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)\t?(.*)")
LINK = re.compile(r"N\S*\t\S+ (\S+) wikidata:(Q[1-9]\d*)(?:\t.*)?", re.IGNORECASE)
ATTRIBUTE = re.compile(r"[AM]\S*\t(\S+) (\S+)(?: (\S.*?))?\s*")
KINDS = {"A": "attribute", "M": "attribute", "N": "normalisation", "#": "note"}
VALUES: dict[str, tuple[str, ...]] = {
    "polarity": get_args(Polarity),
    "realis": get_args(Realis),
    "certainty": get_args(Certainty),
    "level": get_args(Level),
}
OF_EVENTS, OF_MENTIONS = {"polarity", "realis", "certainty", "date"}, {"level"}
Said = dict[str, dict[str, str]]  # attributes by the id that they are of


def recognise(sample: str) -> bool:
    """Lines that begin with an id and a tab."""
    lines = [line for line in sample.split("\n") if line.strip()]
    return bool(lines) and all(re.match(r"[TREAMN#*]\S*\t", line) for line in lines[:50]) and any(line[0] in "TRE" for line in lines)


def read(content: str, texts: Texts) -> list[Answer]:
    """The annotations of one article."""
    mentions: dict[str, Mention] = {}
    relations, events, equal = [], [], []
    links: dict[str, str] = {}
    said: Said = {}
    unread: Counter[str] = Counter()
    for number, line in enumerate(content.lstrip("\ufeff").split("\n"), 1):
        row = line.rstrip("\r")
        if row.startswith("T"):
            id_, mention = text_bound(row, number, texts)
            if id_ in mentions:
                raise texts.wrong(number, "", f"{id_} is given twice", "give each annotation an id of its own")
            mentions[id_] = mention
        elif row.startswith("R"):
            relations.append(relation(row, number, texts))
        elif row.startswith("E"):
            events.append((number, row))
        elif row.startswith("*"):
            equal.append(row.split()[2:])
        elif link := LINK.fullmatch(row):
            links[link[1]] = link[2]
        elif attribute := ATTRIBUTE.fullmatch(row):
            name, value = known(attribute[1], attribute[3])
            said.setdefault(attribute[2], {})[name] = value
        elif row.strip():
            unread[KINDS.get(row[0], "line")] += 1
    triggers, triggered = built(events, mentions, texts)
    chains = {id_: f"e{number}" for number, ids in enumerate(equal, 1) for id_ in ids}
    owned = {id_: replace(m, entity=chains.get(id_), qid=links.get(id_)) for id_, m in mentions.items()}
    layers = told(owned, relations, tuple(attributed(event, said, OF_EVENTS) for event in triggered), triggers)
    answered = document(texts.identify(), layers, said, {*triggers.values()})
    unread["normalisation"] += len(links.keys() - {mention.id for mention in answered.mentions or ()})
    unread["attribute"] += sum(map(len, said.values()))  # those that no item took
    return [Answer(answered, unread=+(unread + layers.unread))]


def document(name: str, layers: Told, said: Said, triggers: set[str]) -> Document:
    """One article: of the spans that are no quotes and no triggers, those with a value are times, the others mentions."""
    times = tuple(one for id_, mention in layers.mentions.items() if (one := time(mention, said.get(id_, {}))))
    spent = {*triggers, *(one.id for one in times)}
    return Document(
        id=name,
        mentions=tuple(attributed(mention, said, OF_MENTIONS) for id_, mention in layers.mentions.items() if id_ not in spent),
        relations=tuple(layers.relations) or None,
        events=layers.events or None,
        times=times or None,
        quotes=layers.quotes or None,
    )


def known(name: str, value: str | None) -> tuple[str, str]:
    """An attribute as the schema names it: negation is a polarity, and a value is written as it is here."""
    if name.casefold() == "negation" and value is None:
        return "polarity", "NEGATIVE"
    own = name.casefold()
    return own, next((one for one in VALUES.get(own, ()) if one.casefold() == (value or "").casefold()), value or "")


def attributed(item: Any, said: Said, names: set[str]) -> Any:
    """An item with its attributes that are known, which are then no longer among those that are left; values that are none stay there."""
    own = said.get(item.id, {})
    new = {name: own.pop(name) for name in names & own.keys() if own[name] in VALUES.get(name, (own[name],)) and own[name]}
    return replace(item, **new)


def time(mention: Mention, own: dict[str, str]) -> Time | None:
    """A span with a value, labelled as times are, as a time; `None` for another."""
    labels = (own.get("type", "").upper(), (mention.type or "").upper())
    kind: TimeType | None = next((one for one in get_args(TimeType) if one in labels), None)
    if "value" not in own or (kind is None and not labels[1].startswith("TIMEX")):
        return None
    own.pop("type", None)
    mod: Mod | None = next((one for one in get_args(Mod) if one == own.get("mod", "").upper()), None)
    if mod is not None:
        own.pop("mod")
    return Time(id=mention.id, start=mention.start, end=mention.end, text=mention.text, type=kind, value=own.pop("value"), mod=mod)


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
    match = re.fullmatch(r"(R\S+)\t(\S+) (\w+):(\S+) (\w+):(\S+)\s*", line)
    if not match:
        raise texts.wrong(number, "", f"{line[:60]!r} is no relation", "as R1⇥TYPE Arg1:T1 Arg2:T2")
    ends = [(match[3], match[4]), (match[5], match[6])]
    if bald(match[3]) in names("tail") and bald(match[5]) in names("head"):
        ends.reverse()
    return Relation(id=match[1], type=match[2], head=ends[0][1], tail=ends[1][1])


def built(lines: list[tuple[int, str]], mentions: dict[str, Mention], texts: Texts) -> tuple[dict[str, str], tuple[Event, ...]]:
    """The ids of the triggers by event, and the events."""
    triggers: dict[str, str] = {}
    done = []
    for number, line in lines:
        id_, _, rest = line.partition("\t")
        parts = [piece.partition(":") for piece in rest.split()]
        trigger = mentions.get(parts[0][2]) if parts else None
        if trigger is None:
            raise texts.wrong(number, "", f"{line[:60]!r} has no trigger among the T lines", "as E1⇥TYPE:T9 Role:T2")
        triggers[id_] = parts[0][2]
        arguments = tuple(Argument(role=re.sub(r"\d+$", "", role), filler=filler) for role, _, filler in parts[1:])
        done.append(Event(id=id_, start=trigger.start, end=trigger.end, text=trigger.text, type=parts[0][0], arguments=arguments))
    return triggers, tuple(done)


def write(documents: list[Document], texts: list[str]) -> bytes:
    """One document; several do not fit into one file."""
    if len(documents) != 1:
        msg = f"brat holds one article a file, not {len(documents)}"
        raise ValueError(msg)
    return written(documents[0], texts[0])
