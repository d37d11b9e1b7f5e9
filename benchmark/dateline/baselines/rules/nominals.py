"""Nominals from determiner to head noun, and pronouns."""

import re

from dateline.baselines.rules.draft import Draft

_HEADS = {
    "PER": """official officials leader leaders president presidents minister ministers analyst analysts expert experts lawmaker lawmakers soldier soldiers troop troops fighter fighters
worker workers laborer laborers veteran veterans spokesperson spokesman spokeswoman people person man woman men women child children family families citizen citizens protester protesters
voter voters resident residents diplomat diplomats journalist journalists critic critics member members personnel ally allies refugee refugees civilian civilians witness witnesses lawyer lawyers
prosecutor prosecutors doctor doctors student students teacher teachers farmer farmers source sources aide aides adviser advisers envoy envoys commander commanders counterpart counterparts""",
    "ORG": "government governments agency agencies company companies party parties ministry army military parliament court council committee police administration media forces firm firms bank coalition union",
    "GPE": "country countries nation nations state states city capital province town village",
    "LOC": "region border area coast",
    "FAC": "airport station square bridge building palace embassy stadium hospital school rostrum stand",
    "EVENT": "war parade summit election elections ceremony conference festival earthquake tournament anniversary",
    "WEA": "ammunition missile missiles weapon weapons drone drones rocket rockets tank tanks shells bomb bombs",
    "PRODUCT": "app platform website",
}
_HEAD_LABEL = {word: label for label, words in _HEADS.items() for word in words.split()}
_DETERMINER = "The|the|A|a|An|an|This|this|These|these|Those|those|Its|its|His|his|Her|her|Their|their|Our|our|Some|some|Several|several|Many|many|All|all|Both|both|Roughly|roughly|Two|two|Three|three|Four|four|Five|five|Six|six|Ten|ten"
_NOMINAL = re.compile(
    rf"(?<![\w’'-])(?P<det>(?:{_DETERMINER}) )?(?P<mod>(?:[\d,]+ )?(?:[A-Za-z][\w-]*(?:[’']s)? ){{0,4}}?)(?P<head>{'|'.join(sorted(_HEAD_LABEL, key=len, reverse=True))})(?![\w-])"
)
_BREAK = re.compile(r"\b(?:and|or|of|in|on|at|for|with|to|from|by|that|who|which|as|is|are|was|were|has|have|had|be|been|will|would|may|said|says|met|told|over|after|during|toward|against|between|not|alongside|include|including)\b")
_PRONOUN = re.compile(r"(?<![\w’'-])(?:he|she|they|him|her|them|his|their|its|it|who|we|our|us|I|my|you|your|himself|herself|themselves|both)(?![\w’'])", re.IGNORECASE)


def find(draft: Draft) -> None:
    """Add nominals and pronouns."""
    for start, end in draft.sentences:
        if not draft.headline((start, end)):
            for match in _NOMINAL.finditer(draft.text, start, end):
                nominal(draft, match)
    for match in _PRONOUN.finditer(draft.text):
        if match.group() not in {"US", "IT", "WE"} and not expletive(draft.text, match):
            draft.add(match.start(), match.end(), "", "PRO")


def nominal(draft: Draft, match: re.Match[str]) -> None:
    """One nominal, from its determiner, its last name or its first modifier."""
    head = (match.start("head"), match.end("head"))
    start = match.start()
    for stop in _BREAK.finditer(draft.text, match.start("mod"), head[0]):
        start = stop.end() + 1
    inside = [m for m in draft.mentions if m.start < head[0] and m.end > start]
    titles = [m for m in draft.mentions if m.label == "TITLE" and m.start <= head[0] < m.end]
    if titles or any(m.start < start for m in inside) or any(m.start <= head[0] < m.end and m.level == "NAM" for m in draft.mentions):
        return
    label = _HEAD_LABEL[match["head"]]
    bare = not match["det"] and start == head[0]
    if bare and not match["head"].endswith("s") and match["head"] not in {"ammunition", "personnel", "police", "people"}:
        return
    draft.add(start, head[1], label, "NOM", head, plural=match["head"].endswith(("s", "people", "personnel", "men", "children")))


def expletive(text: str, match: re.Match[str]) -> bool:
    """Whether an *it* stands for no entity."""
    after = text[match.end() : match.end() + 30]
    return match.group().lower() == "it" and bool(re.match(r" (?:is|was|will be|would be|seems|appears) (?:also |not )?(?:the |a |\w+ (?:that|to)\b|clear|likely|unclear)", after))
