"""How an item's own string differs from what stands at its span, and where it stands instead."""

from collections.abc import Sequence
from unicodedata import normalize

from dateline.corpus.align import fold
from dateline.files.faults import plural, window

FEW = 5  # characters that two strings may begin with and be different ones


def difference(given: str, there: str) -> str:
    """How two strings differ, in words."""
    folded = fold(given)[0] == fold(there)[0]
    alike = {
        "in newlines only (CRLF and LF)": given.replace("\r\n", "\n") == there.replace("\r\n", "\n"),
        "in Unicode form only (composed and decomposed characters)": normalize("NFC", given) == normalize("NFC", there),
        "in white space at the edges": given.strip() == there.strip(),
        "in case only": folded and given.casefold() == there.casefold(),
        "in quotation marks, dashes, white space or case only": folded,
    }
    return next((way for way, holds in alike.items() if holds), None) or parted(given, there)


def parted(given: str, there: str) -> str:
    """Where two strings part, of some length."""
    at = next((at for at, (one, other) in enumerate(zip(given, there, strict=False)) if one != other), min(len(given), len(there)))
    if at < FEW:
        return "they are different strings"
    return f"they part at character {at}, in {window(given, at, at + 1)!r} and {window(there, at, at + 1)!r}"


def moved(string: str, start: int, text: str) -> str:
    """A fix for an item whose string stands elsewhere."""
    places = [at for at in occurrences(string, text) if at != start]
    if not places:
        return "leave `start` and `end` out to have the string found, or correct `text`"
    nearest_place = min(places, key=lambda at: abs(at - start))
    way = "later" if nearest_place > start else "earlier"
    return f"the string stands at {nearest_place}, {plural(abs(nearest_place - start), 'character')} {way}"


def occurrences(string: str, text: str) -> Sequence[int]:
    """Where a string stands in a text."""
    found: list[int] = []
    at = text.find(string) if string else -1
    while at >= 0 and len(found) < 1000:
        found.append(at)
        at = text.find(string, at + 1)
    return found
