"""Quotes as brat holds them: a span labelled `Quote`, and who said it in a relation or an event, whichever way that is drawn.

An event has the quote, or the cue, as its trigger: `E1⇥Quote:T1 Speaker:T2`, `E1⇥Attribution:T3 Source:T2 Content:T1`.
"""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from msgspec.structs import replace

from dateline.document import Event, Mention, Quote, Relation

QUOTE = re.compile(r"(?:(direct|indirect|mixed)[_ -]?)?(?:quote|quotation|speech)", re.IGNORECASE)
PARTS = {
    **dict.fromkeys(("speaker", "source", "saidby", "speakerof", "attribution", "attributedto"), "speaker"),
    **dict.fromkeys(("addressee", "listener"), "addressee"),
    **dict.fromkeys(("cue", "via"), "cue"),
    **dict.fromkeys(("content", "quote", "quotation"), "content"),
}


class Told(NamedTuple):
    """The quotes, and what is left of mentions, relations and events without them."""

    quotes: tuple[Quote, ...]
    mentions: dict[str, Mention]
    relations: list[Relation]
    events: tuple[Event, ...]
    unread: Counter[str]


def part(label: str) -> str | None:
    """Which part of an attribution a role or a relation names."""
    return PARTS.get(re.sub(r"[\W\d_]", "", label).casefold())


def told(mentions: dict[str, Mention], relations: list[Relation], events: tuple[Event, ...], triggers: dict[str, str]) -> Told:
    """Quotes with their speakers, addressees and cues, out of what else a file holds; `triggers` are the triggers' ids by event."""
    quotes = {id_: quoted(mention) for id_, mention in mentions.items() if QUOTE.fullmatch(mention.type or "")}
    ties = []
    kept_relations, kept_events = [], []
    for relation in relations:
        ends = (str(relation.head), str(relation.tail))
        said, other = ends if ends[0] in quotes else ends[::-1]
        if said in quotes and part(relation.type) and other in mentions:
            ties.append((said, part(relation.type), other))
        else:
            kept_relations.append(relation)
    for event in events:
        own = [tie for tie in tied(event, triggers[event.id or ""], quotes.keys()) if tie[2] in mentions]
        ties += own
        if not own and triggers[event.id or ""] not in quotes:
            kept_events.append(event)
    further = 0
    for said, which, other in ties:
        new = filled(which, other, mentions)
        free = all(getattr(quotes[said], name) is None for name in new)
        further += not free
        quotes[said] = replace(quotes[said], **new) if free else quotes[said]
    used = {other for _, which, other in ties if which == "cue"}
    left = {id_: mention for id_, mention in mentions.items() if id_ not in quotes and id_ not in used}
    return Told(tuple(quotes.values()), left, kept_relations, tuple(kept_events), Counter({"further speaker, addressee or cue": further}))


def tied(event: Event, trigger: str, quotes: Iterable[str]) -> Iterable[tuple[str, str | None, str]]:
    """The quotes of an event, each with a part and the span that fills it."""
    contents = {trigger} & set(quotes) or {str(a.filler) for a in event.arguments if part(a.role) == "content"} & set(quotes)
    for said in sorted(contents):
        if trigger != said:
            yield said, "cue", trigger
        yield from ((said, part(a.role), str(a.filler)) for a in event.arguments if part(a.role) not in {None, "content"})


def filled(which: str | None, other: str, mentions: dict[str, Mention]) -> dict[str, Any]:
    """A part of a quote."""
    at = mentions[other]
    return {"cue": (at.start, at.end)} if which == "cue" else {str(which): other}


def quoted(mention: Mention) -> Quote:
    """A span as a quote, of a kind where its label says one."""
    match = QUOTE.fullmatch(mention.type or "")
    kind: Any = match[1].lower() if match and match[1] else None
    return Quote(id=mention.id, spans=mention.fragments or ((mention.start or 0, mention.end or 0),), kind=kind)
