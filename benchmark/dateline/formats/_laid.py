"""The text that a tool's tokens make at their offsets: its own copy of the article, white space apart."""

from collections.abc import Sequence

from dateline.document.units import LENGTHS, Converter
from dateline.formats._reader import Texts

LONGEST = 8 << 20  # characters that tokens may reach


def laid(tokens: Sequence[tuple[int, int, str]], texts: Texts) -> tuple[str, Converter]:
    """The text that tokens make at their offsets, and what turns these into its code points: in their unit tokens are as long as said."""
    unit = max(LENGTHS, key=lambda one: sum(end - start == LENGTHS[one](words) for start, end, words in tokens))
    parts: list[str] = []
    at = 0
    for start, end, words in tokens:
        if start < at or end < start or end > LONGEST:
            raise texts.wrong(0, "", f"token {words!r} at [{start}, {end}] is not after the one before it", "give tokens in their order")
        parts += [" " * (start - at), words]
        at = start + LENGTHS[unit](words)
    text = "".join(parts)
    return text, Converter(text, unit)
