"""TimeML: the article with inline `<TIMEX3 tid type value mod>`; `&` and `<` may stand unescaped, so the tags are read by a pattern.

Unit: the marked-up text itself tells where its times stand; the article by its text or file name. Only time expressions are read; others
are counted. Loses: `mod`, events and links, and every other layer.
"""

import html
import re
from collections import Counter
from typing import Any

from msgspec.structs import replace

from dateline.document import Document, Span, Time
from dateline.formats._reader import Answer, Texts

TAG = re.compile(r"<(?:(/?)(TimeML|TIMEX3|EVENT|SIGNAL|TEXT|DOCID|DCT|TITLE|s)\b([^<>]*)|(\?xml|!DOCTYPE)\b[^<>]*)>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
TEXT = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL | re.IGNORECASE)
LINK = re.compile(r"<TLINK\b", re.IGNORECASE)
TYPES = {"DATE", "TIME", "DURATION", "SET"}


def recognise(sample: str) -> bool:
    """A `TimeML` element."""
    return "<timeml" in sample.lower() or "<timex3" in sample.lower()


def read(content: str, texts: Texts) -> list[Answer]:
    """One article's time expressions, where its markup has them."""
    marked = "".join(TEXT.findall(content)) if "<text>" in content.lower() else content
    plain: list[str] = []
    found: list[Time] = []
    opened: list[tuple[int, int, str]] = []  # where a time begins in the text and in the file, and its attributes
    size = at = others = 0
    for tag in TAG.finditer(marked):
        plain.append(html.unescape(marked[at : tag.start()]))
        size += len(plain[-1])
        at = tag.end()
        others += (tag[2] or "").upper() in {"EVENT", "SIGNAL"} and not tag[1]
        if (tag[2] or "").upper() != "TIMEX3":
            continue
        if not tag[1] and not tag[3].endswith("/"):
            opened.append((size, tag.start(), tag[3]))
        elif tag[1] and opened:
            start, place, attributes = opened.pop()
            found.append(time(attributes, (start, size), len(found) + 1, content.count("\n", 0, place) + 1, texts))
        else:
            what = "a TIMEX3 holds no words" if not tag[1] else "a TIMEX3 ends that never began"
            raise texts.wrong(marked.count("\n", 0, tag.start()) + 1, "", what, "as <TIMEX3 …>words</TIMEX3>")
    if opened:
        raise texts.wrong(marked.count("\n", 0, opened[-1][1]) + 1, "", "a TIMEX3 never ends", "close it with </TIMEX3>")
    own = "".join(plain) + html.unescape(marked[at:])
    times = tuple(replace(one, text=own[one.start : one.end]) for one in sorted(found, key=lambda one: (one.start or 0, -(one.end or 0))))
    document = Document(id=texts.identify(None, own), times=tuple(one for one in times if one.text))
    return [Answer(document, "code point", own, 0, +Counter({"event or signal": others + len(LINK.findall(marked))}))]


def time(attributes: str, span: Span, number: int, line: int, texts: Texts) -> Time:
    """One time expression."""
    told = {name: double or single for name, double, single in ATTRIBUTE.findall(attributes)}
    kind: Any = told.get("type")
    if kind not in TYPES:
        what = f"a TIMEX3 of type {kind!r}" if kind else "a TIMEX3 without a type"
        raise texts.wrong(line, "", what, f"one of {', '.join(sorted(TYPES))}")
    return Time(id=told.get("tid") or f"t{number}", start=span[0], end=span[1], type=kind, value=told.get("value"))
