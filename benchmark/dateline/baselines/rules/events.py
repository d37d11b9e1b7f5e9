"""Events by a lexicon of triggers, with arguments by place in the sentence."""

import re
from functools import cache

from dateline.baselines.rules import gazetteer as g
from dateline.baselines.rules.draft import Draft, Found, argument
from dateline.document import Event, Realis
from dateline.document.labels import tables

_FIRST = ("Speaker", "Agent", "Attacker", "Giver", "Person", "Victim", "Entity")
_SECOND = ("Target", "Recipient", "Audience", "Thing", "Artifact", "Destination")
_UNREAL = re.compile(
    r"\b(?:may|might|could|would|will|should|expected to|likely|plans? to|pledged to|potential|aiming to|if)\b[^.;\n]{0,60}$"
)


@cache
def _triggers() -> dict[str, str]:
    return {word: kind for kind in g.lexicon()["triggers"] for word in g.words("triggers", kind)}


def find(draft: Draft) -> None:
    """Add an event for each trigger word."""
    for match in re.finditer(r"[A-Za-z]+", draft.text):
        kind = _triggers().get(match.group().lower())
        if kind is None or any(m.level == "NAM" and m.start <= match.start() < m.end for m in draft.mentions):
            continue
        start, end = match.span()
        roles = tables()["events"][kind]["roles"]
        fillers = arguments(draft, start, end, roles)
        draft.events.append(
            Event(
                id=f"v{len(draft.events) + 1}",
                start=start,
                end=end,
                text=match.group(),
                type=kind,
                arguments=tuple(argument(role, filler) for role, filler in fillers),
                realis=realis(draft, start),
                polarity="POSITIVE",
                referent=f"{kind}-{len(draft.events) + 1}" if kind not in {"Ceremony.Parade", "Conflict.War"} else kind,
            )
        )


def realis(draft: Draft, place: int) -> Realis:
    """OTHER after a modal or a word of expectation in the same sentence, else ACTUAL."""
    return "OTHER" if _UNREAL.search(draft.text[draft.sentence(place)[0] : place]) else "ACTUAL"


def arguments(draft: Draft, start: int, end: int, roles: list[str]) -> list[tuple[str, Found | str]]:
    """The nearest actor before the trigger, the next one after it, a place after *in*, a time of the sentence."""
    sentence = draft.sentence(start)
    actors = [m for m in draft.between(*sentence) if m.label in {"PER", "ORG", "GPE"} and outermost(draft, m)]
    before = [m for m in actors if m.end <= start]
    after = [m for m in actors if m.start >= end]
    first = next((role for role in _FIRST if role in roles), None)
    second = next((role for role in _SECOND if role in roles), None)
    filled: list[tuple[str, Found | str]] = []
    if first and before:
        filled += [(first, m) for m in coordinated(draft, before)]
    places = [
        m
        for m in after
        if m.label in {"GPE", "LOC", "FAC"} and draft.text[max(0, m.start - 4) : m.start].endswith((" in ", " at ", "the "))
    ]
    if "Place" in roles and places:
        filled.append(("Place", places[0]))
    others = [m for m in after if m not in places]
    if second and others:
        filled.append((second, others[0]))
    times = [t for t in draft.times if t.start is not None and sentence[0] <= t.start < sentence[1]]
    if "Time" in roles and times and times[0].id:
        filled.append(("Time", times[0].id))
    return filled


def outermost(draft: Draft, mention: Found) -> bool:
    """Whether no nominal contains a mention."""
    return not any(m is not mention and m.start <= mention.start and mention.end <= m.end for m in draft.mentions)


def coordinated(draft: Draft, before: list[Found]) -> list[Found]:
    """The last mention before a trigger with those joined to it by commas and *and*."""
    joined = [before[-1]]
    for mention in reversed(before[:-1]):
        gap = draft.text[mention.end : joined[0].start]
        if not re.fullmatch(r",? (?:and )?(?:(?:[A-Z]\w+ ){0,3}(?:leader )?)?|, ", gap):
            break
        joined.insert(0, mention)
    return joined
