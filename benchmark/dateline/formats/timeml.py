"""TimeML: the article with inline `<TIMEX3 tid type value mod>`; `&` and `<` may stand unescaped, so the tags are read by a pattern.

Unit: the marked-up text itself tells where its times stand; the article by its text or file name. Only time expressions are read; others
are counted. Loses: `mod`, events and links, and every other layer.
"""

import html
import re
from collections import Counter
from typing import Any

from dateline.document import Document, Time
from dateline.formats._reader import Answer, Texts

TIMEX = re.compile(r"<TIMEX3\b([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
TAG = re.compile(r"</?(?:TimeML|TIMEX3|EVENT|SIGNAL|TEXT|DOCID|DCT|TITLE|s)\b[^>]*>|<\?xml[^>]*\?>|<!DOCTYPE[^>]*>")
TYPES = {"DATE", "TIME", "DURATION", "SET"}


def recognise(sample: str) -> bool:
    """A `TimeML` element."""
    return "<TimeML" in sample or "<TIMEX3" in sample


def read(content: str, texts: Texts) -> list[Answer]:
    """One article's time expressions, where its markup has them."""
    marked = content[content.find("<TEXT>") + 6 : content.find("</TEXT>")] if "<TEXT>" in content else content
    plain = stripped(marked)
    found = []
    for number, match in enumerate(TIMEX.finditer(marked), 1):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', match[1]))
        kind: Any = attributes.get("type")
        if kind not in TYPES:
            raise texts.wrong(content.count("\n", 0, match.start()) + 1, "", f"TIMEX3 type {kind!r}", f"one of {', '.join(sorted(TYPES))}")
        words, start = stripped(match[2]), len(stripped(marked[: match.start()]))
        if words:
            value = attributes.get("value")
            found.append(
                Time(id=attributes.get("tid") or f"t{number}", start=start, end=start + len(words), text=words, type=kind, value=value)
            )
    unread = Counter({"event or signal": len(re.findall(r"<(?:EVENT|SIGNAL|TLINK)\b", marked))})
    return [Answer(Document(id=texts.identify(None, plain), times=tuple(found)), "code point", plain, 0, +unread)]


def stripped(marked: str) -> str:
    """A text without its markup."""
    return html.unescape(TAG.sub("", marked))
