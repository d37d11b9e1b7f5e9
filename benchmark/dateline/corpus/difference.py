"""How an item's own string differs from what stands at its span, and where it stands instead."""

import unicodedata
from collections.abc import Sequence

from dateline.corpus.align import fold


def difference(given: str, there: str) -> str:
    """How two strings differ, in words."""
    if given.replace("\r\n", "\n") == there.replace("\r\n", "\n"):
        return "in newlines only (CRLF and LF)"
    if unicodedata.normalize("NFC", given) == unicodedata.normalize("NFC", there):
        return "in Unicode form only (composed and decomposed characters)"
    if given.strip() == there.strip():
        return "in white space at the edges"
    if fold(given)[0] == fold(there)[0]:
        if given.casefold() == there.casefold():
            return "in case only"
        return "in quotation marks, dashes, white space or case only"
    return "they are different strings"


def moved(string: str, start: int, text: str) -> str:
    """A fix for an item whose string stands elsewhere."""
    places = [at for at in occurrences(string, text) if at != start]
    if not places:
        return "leave `start` and `end` out to have the string found, or correct `text`"
    nearest_place = min(places, key=lambda at: abs(at - start))
    return (
        f"the string stands at {nearest_place}, {abs(nearest_place - start)} characters {'later' if nearest_place > start else 'earlier'}"
    )


def occurrences(string: str, text: str) -> Sequence[int]:
    """Where a string stands in a text."""
    found: list[int] = []
    at = text.find(string) if string else -1
    while at >= 0 and len(found) < 1000:
        found.append(at)
        at = text.find(string, at + 1)
    return found
