"""Nominals from determiner to head noun, and pronouns."""

import re
from functools import cache

from dateline.baselines.rules import gazetteer as g
from dateline.baselines.rules.draft import Draft


@cache
def _heads() -> dict[str, str]:
    return {word: label for label in g.lexicon()["heads"] for word in g.words("heads", label)}


@cache
def _nominal() -> re.Pattern[str]:
    heads = "|".join(sorted(_heads(), key=len, reverse=True))
    determiner = f"(?P<det>(?:{g.either('nominals', 'determiners')}) )?"
    modifiers = r"(?P<mod>(?:[\d,]+ )?(?:[A-Za-z][\w-]*(?:[’']s)? ){0,4}?)"
    return re.compile(rf"(?<![\w’'-]){determiner}{modifiers}(?P<head>{heads})(?![\w-])")


@cache
def _break() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{g.either('nominals', 'breaks')})\b")


@cache
def _pronoun() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'-])(?:{g.either('nominals', 'pronouns')})(?![\w’'])", re.IGNORECASE)


def find(draft: Draft) -> None:
    """Add nominals and pronouns."""
    for start, end in draft.sentences:
        if not draft.headline((start, end)):
            for match in _nominal().finditer(draft.text, start, end):
                nominal(draft, match)
    for match in _pronoun().finditer(draft.text):
        if match.group() not in {"US", "IT", "WE"} and not expletive(draft.text, match):
            draft.add(match.start(), match.end(), "", "PRO")


def nominal(draft: Draft, match: re.Match[str]) -> None:
    """One nominal, from its determiner, its last name or its first modifier."""
    head = (match.start("head"), match.end("head"))
    start = match.start()
    for stop in _break().finditer(draft.text, match.start("mod"), head[0]):
        start = stop.end() + 1
    inside = [m for m in draft.mentions if m.start < head[0] and m.end > start]
    titles = [m for m in draft.mentions if m.label == "TITLE" and m.start <= head[0] < m.end]
    if titles or any(m.start < start for m in inside) or any(m.start <= head[0] < m.end and m.level == "NAM" for m in draft.mentions):
        return
    label = _heads()[match["head"]]
    bare = not match["det"] and start == head[0]
    if bare and not match["head"].endswith("s") and match["head"] not in g.words("nominals", "mass"):
        return
    draft.add(start, head[1], label, "NOM", head, plural=match["head"].endswith(("s", "people", "personnel", "men", "children")))


def expletive(text: str, match: re.Match[str]) -> bool:
    """Whether an *it* stands for no entity."""
    after = text[match.end() : match.end() + 30]
    return match.group().lower() == "it" and bool(
        re.match(r" (?:is|was|will be|would be|seems|appears) (?:also |not )?(?:the |a |\w+ (?:that|to)\b|clear|likely|unclear)", after)
    )
