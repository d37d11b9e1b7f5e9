"""Events by a lexicon of triggers, with arguments by place in the sentence."""

import re
from functools import cache

from dateline.baselines.rules.draft import Draft, Found, argument
from dateline.document import Event, Realis

_LEXICON = {
    "Contact.Meet": "meet meets met meeting meetings talks",
    "Contact.Appear": "appear appears appeared appearance stood walked",
    "Contact.Receive": "welcomed greet greeted received welcome reception",
    "Contact.Embrace": "embrace embraced hugged",
    "Ceremony.Parade": "parade parades march",
    "Ceremony.Commemorate": "commemorate commemorated anniversary marked marking honored honoured remembered",
    "Ceremony.Event": "summit ceremony celebration receptions conference festival",
    "Statement.Say": "said says told stated added noted announced reported described reports briefed emphasized emphasizing statements",
    "Statement.Praise": "praised praise praising hailed",
    "Statement.Thank": "thanked thank thanks",
    "Statement.Accuse": "accused accusing accuse accuses blamed",
    "Statement.Condemn": "condemned condemnation criticized criticised rebuke denounced concern",
    "Statement.Promise": "pledged promised vowed commitment pledge",
    "Statement.Believe": "believe believes believed expected considered",
    "Conflict.War": "war wars conflict",
    "Conflict.Attack": "attack attacked invasion invaded bombed shelled strike strikes",
    "Conflict.Participate": "fought fighting",
    "Conflict.Surrender": "surrender surrendered capitulated",
    "Conflict.Victory": "victory defeated won triumph",
    "Conflict.Conspire": "conspire conspired conspiring plotted",
    "Conflict.Escalate": "escalation escalated tensions instability",
    "Life.Die": "died killed dead deaths death",
    "Life.Sacrifice": "sacrifice sacrifices",
    "Movement.Travel": "arrived visited visit traveled travelled flew visiting",
    "Movement.Deploy": "deployed sent deploy deployment send",
    "Transfer.Supply": "supplied supplying supply delivered shipped",
    "Support.Aid": "aid support supported supports assistance assist helped",
    "Support.Security": "security guarded protection",
    "Support.Reconstruct": "reconstruction rebuilding rebuilt",
    "Diplomacy.Cooperate": "cooperation cooperate alliance alliances ties unity friendship",
    "Diplomacy.Dispute": "strained dispute polarization",
    "Diplomacy.Invite": "invited invitation invites",
    "Diplomacy.Oppose": "opposed resisted counterbalance pressure",
    "Diplomacy.Rely": "rely relies relied reliance dependence",
    "Diplomacy.Sanction": "sanctions sanctioned embargo",
    "Personnel.StartPosition": "appointed elected inaugurated",
    "Cognition.Monitor": "monitor monitored monitoring scrutiny",
}
_FIRST = ("Speaker", "Agent", "Attacker", "Giver", "Person", "Victim", "Entity")
_SECOND = ("Target", "Recipient", "Audience", "Thing", "Artifact")
_UNREAL = re.compile(r"\b(?:may|might|could|would|will|should|expected to|likely|plans? to|pledged to|potential|aiming to|if)\b[^.;\n]{0,60}$")


@cache
def _triggers() -> dict[str, str]:
    return {word: kind for kind, words in _LEXICON.items() for word in words.split()}


def find(draft: Draft) -> None:
    """Add an event for each trigger word."""
    from dateline.labels import tables  # the roles that a type may have

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
    found: list[tuple[str, Found | str]] = []
    if first and before:
        found += [(first, m) for m in coordinated(draft, before)]
    places = [m for m in after if m.label in {"GPE", "LOC", "FAC"} and draft.text[max(0, m.start - 4) : m.start].endswith((" in ", " at ", "the "))]
    if "Place" in roles and places:
        found.append(("Place", places[0]))
    others = [m for m in after if m not in places]
    if second and others:
        found.append((second, others[0]))
    times = [t for t in draft.times if t.start is not None and sentence[0] <= t.start < sentence[1]]
    if "Time" in roles and times and times[0].id:
        found.append(("Time", times[0].id))
    return found


def outermost(draft: Draft, mention: Found) -> bool:
    """Whether no nominal contains a mention."""
    return not any(m is not mention and m.start <= mention.start and mention.end <= m.end for m in draft.mentions)


def coordinated(draft: Draft, before: list[Found]) -> list[Found]:
    """The last mention before a trigger with those joined to it by commas and *and*."""
    found = [before[-1]]
    for mention in reversed(before[:-1]):
        gap = draft.text[mention.end : found[0].start]
        if not re.fullmatch(r",? (?:and )?(?:(?:[A-Z]\w+ ){0,3}(?:leader )?)?|, ", gap):
            break
        found.insert(0, mention)
    return found
