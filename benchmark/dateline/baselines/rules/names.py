"""Names and titles: gazetteer first, then runs of capitalised words, typed by their words and by what stands before them."""

import re
from collections.abc import Iterator
from functools import cache

from dateline.baselines.rules import gazetteer as g
from dateline.baselines.rules.draft import Draft

_PIECE = r"(?:[IVX]+(?![\w])|[A-ZÀ-Þ](?:[a-zß-ÿ'’-]+|\.)?(?:[A-Z][a-zß-ÿ]+)?|[A-Z]{2,})"
RUN = re.compile(rf"\b{_PIECE}(?:(?: of the| of| and the|) {_PIECE}|-{_PIECE})*")
_LOWER_AFTER = re.compile(r" (?:said|told|says|added|announced|warned|argued|claimed|met|visited|arrived|thanked|praised|accused|wrote)\b")


@cache
def _typed() -> list[tuple[str, re.Pattern[str]]]:
    shapes = {"EVENT": "(?:{})(?: [IVX]+)?$", "ORG": r"\b(?:{})\b", "LOC": r"(?:{})$|^(?:Mount|Lake|Cape|River|Gulf of)\b"}
    order = ("EVENT", "LAW", "ORG", "FAC", "LOC", "GPE")
    return [(label, re.compile(shapes.get(label, "(?:{})$").format(g.either("names", label)))) for label in order]


@cache
def _known() -> re.Pattern[str]:
    names = [*g.places(), *(name for label in g.lexicon()["known"] for name in g.words("known", label))]
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w])(?:{listed})(?![\w])")


@cache
def _titles() -> re.Pattern[str]:
    listed = "|".join(re.escape(title) for title in sorted(g.lexicon()["titles"], key=len, reverse=True))
    return re.compile(rf"(?<![\w])({listed})(?= [A-Z])")


def find(draft: Draft) -> None:
    """Add names and titles."""
    gazetteer(draft)
    people = titled(draft) | repeated_people(draft)
    runs(draft, people)


def gazetteer(draft: Draft) -> None:
    """States, demonyms, capitals, well-known bodies, regions and platforms."""
    kinds = {name: label for label in g.lexicon()["known"] for name in g.words("known", label)}
    labels = {"state": "GPE", "capital": "GPE", "demonym": "NORP", "people": "NORP"}
    for match in _known().finditer(draft.text):
        name = match.group()
        kind, qid = g.places().get(name, ("", ""))
        label = labels.get(kind) or kinds[name]
        linked = qid if kind in {"state", "demonym"} else None
        draft.add(match.start(), match.end(), label, "NAM", qid=linked)


def titled(draft: Draft) -> set[str]:
    """Titles before names; the words of the names that follow."""
    people: set[str] = set()
    for match in _titles().finditer(draft.text):
        name = RUN.match(draft.text, match.end() + 1)
        if not name or name.group() in g.places():
            continue
        words = person_words(name.group())
        if words:
            draft.add(match.start(1), match.end(1), "TITLE", "NOM")
            people.update(words)
    return people


def person_words(name: str) -> list[str]:
    """The words of a person's name; none when it does not look like one."""
    words = name.split(" ")
    fine = 1 <= len(words) <= 4 and all(re.fullmatch(r"[A-ZÀ-Þ](?:[\w'’-]+|\.)", word) for word in words)
    return words if fine and not any(pattern.search(name) for _, pattern in _typed()) else []


def repeated_people(draft: Draft) -> set[str]:
    """Words of two- to four-word runs that look like persons: one of the words also stands alone, or a verb of saying follows."""
    people: set[str] = set()
    for name, _, end in candidates(draft):
        words = person_words(name)
        alone = any(len(re.findall(rf"\b{re.escape(word)}\b", draft.text)) > draft.text.count(name) for word in (words[:1] + words[-1:]))
        if len(words) > 1 and (alone or _LOWER_AFTER.match(draft.text, end)):
            people.update(words)
    return people


def candidates(draft: Draft) -> Iterator[tuple[str, int, int]]:
    """Runs of capitalised words outside headlines, without a sentence's ordinary first word."""
    for start, end in draft.sentences:
        if draft.headline((start, end)):
            continue
        for match in RUN.finditer(draft.text, start, end):
            yield from trimmed(draft, match.group(), match.start())


def trimmed(draft: Draft, name: str, start: int) -> Iterator[tuple[str, int, int]]:
    """A run without leading demonyms, titles and ordinary words; nothing when nothing is left."""
    while name:
        first, _, rest = name.partition(" ")
        lead = _titles().match(draft.text, start)
        ordinary = first.lower() in g.words("ordinary", "words") or re.search(rf"(?<![\w]){re.escape(first.lower())}\b", draft.text)
        if lead and lead.end() - start < len(name):
            cut = lead.end() - start + 1
        elif (rest and g.places().get(first, ("",))[0] in {"demonym", "people"} and not draft.text.startswith(first + "-", start)) or (
            ordinary and begins_sentence(draft, start)
        ):
            cut = len(first) + 1
        else:
            yield name, start, start + len(name)
            return
        name, start = name[cut:], start + cut


def begins_sentence(draft: Draft, start: int) -> bool:
    """Whether only quotation marks stand between a sentence's start and a place."""
    return not draft.text[draft.sentence(start)[0] : start].strip(" \"'“‘\n")


def runs(draft: Draft, people: set[str]) -> None:
    """Type the remaining runs; in headlines only names that the body has."""
    body: set[str] = set()
    for name, start, end in candidates(draft):
        label = typed(name, people)
        if label and name not in g.places():
            body.add(name)
            place_run(draft, name, start, end, label)
    words = [*body, *people]
    for span in draft.sentences:
        if draft.headline(span):
            for word in sorted(words, key=len, reverse=True):
                for match in re.finditer(rf"\b{re.escape(word)}\b", draft.text[span[0] : span[1]]):
                    start, end = span[0] + match.start(), span[0] + match.end()
                    if draft.free(start, end):
                        draft.add(start, end, typed(word, people) or "PER", "NAM")


def place_run(draft: Draft, name: str, start: int, end: int, label: str) -> None:
    """Add a typed run; a person's name may not swallow a place."""
    overlapping = [m for m in draft.mentions if m.start < end and start < m.end and m.label != "TITLE"]
    if any((m.start, m.end) == (start, end) for m in overlapping) or (label == "PER" and overlapping):
        return
    if label == "PER":
        while " " in name and name.split(" ", maxsplit=1)[0] in g.lexicon()["titles"]:
            start += len(name.split(" ", maxsplit=1)[0]) + 1
            name = name.partition(" ")[2]
    draft.add(start, end, label, "NAM")


def typed(name: str, people: set[str]) -> str:
    """The type of a capitalised run, or empty when nothing speaks for one."""
    for label, pattern in _typed():
        if pattern.search(name) and " " in name:
            return label
    words = name.split(" ")
    if words[-1] in people or (words[0] in people and len(words) <= 3):
        return "PER"
    if re.fullmatch(r"[A-Z]{3,6}", name):
        return "ORG"
    return "PER" if len(words) in {2, 3} and person_words(name) else ""
