"""An article with its names marked in the text: `<PER>Kim</PER>`, `<ENAMEX TYPE="PERSON">Kim</ENAMEX>`, `[Kim](PER)`, `Kim/PER came/O`.

This is Stanford NER's inline XML and slash tags, MUC's markup, and what language models write when asked to mark names. The article by its
text or file name. Marks may be nested. DATE, TIME, DURATION and SET are time expressions without values. Unit: the marked-up text itself
tells where its names stand; where its words are not those of the article, names are looked for in their order. Loses: levels, entities,
and every other layer.
"""

import html
import re
from collections.abc import Iterator
from typing import cast, get_args

from dateline.document import Document, Mention, Time, TimeType
from dateline.formats._articles import squeezed
from dateline.formats._reader import Answer, Texts
from dateline.formats._tags import chunks, marked

MARK = re.compile(r"""<(/?)([A-Za-z][\w.-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*>""")
FENCE = re.compile(r"\A\s*```\w*[ \t]*\r?\n(.*?)\r?\n```\s*\Z", re.DOTALL)
LINKED = re.compile(r"\[([^\[\]\n]+)\]\(([A-Z][A-Z_.-]+)\)")
LABELLED = re.compile(r"""\b(?:type|label|category)\s*=\s*["']([^"']+)["']""", re.IGNORECASE)
SLASHED = re.compile(r"(?:\S+/(?:O|[BIES]-[A-Z_]+|[A-Z][A-Z_]+)\s+)*\S+/O\s+(?:\S+/(?:O|[BIES]-[A-Z_]+|[A-Z][A-Z_]+)(?:\s+|\Z))+")
BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}", "``": '"', "''": '"'}
FEW = 50  # words, or the last of a beginning may be cut
TIMEML = re.compile(r"</?(?:timeml|timex3)\b", re.IGNORECASE)
TIMES = frozenset(get_args(TimeType))
PAGES = ("html", "head", "body", "p", "br", "b", "i", "u", "a", "em", "div", "span", "strong", "table", "tr", "td", "ul", "li", "ol", "s")
ANSWERS = ("doc", "text", "title", "think", "thinking", "reasoning", "thought", "scratchpad", "answer", "output", "result", "response")
OTHERS = frozenset((*PAGES, *ANSWERS))  # marks of no names


def recognise(sample: str) -> bool:
    """Text, no JSON, with marks that are neither HTML's nor TimeML's, and each of which ends."""
    start = sample.lstrip("\ufeff \t\r\n")
    if start.startswith(("{", "[{", '["', "[[", "<?xml", "<!")) or "xmlns" in start or "\t" in start or TIMEML.search(start):
        return False
    if SLASHED.fullmatch(start if len(start.split()) < FEW else " ".join(start.split()[:-1])):
        return True
    marks = [mark for mark in MARK.finditer(start) if mark[2].lower() not in OTHERS]
    ended = {mark[2] for mark in marks if mark[1]}
    return (bool(ended) and {mark[2] for mark in marks} == ended) or (not marks and LINKED.search(start) is not None)


def read(content: str, texts: Texts) -> Iterator[Answer]:
    """The names of one article."""
    if SLASHED.fullmatch(content.strip()):
        yield slashed(content, texts)
        return
    bare = FENCE.sub(r"\1", content.lstrip("\ufeff"))
    marked = bare if MARK.search(bare) else LINKED.sub(r"<\2>\1</\2>", bare)
    own, items = parted(marked, texts)
    name = texts.identify(None, own)
    article = texts.texts.get(name)
    itself = article is None or squeezed(own) in squeezed(article)
    mentions, times = [], []
    for start, end, label in items:
        place = (start, end) if itself else (None, None)
        if label.upper() in TIMES:
            times.append(Time(start=place[0], end=place[1], text=own[start:end], type=cast("TimeType", label.upper())))
        else:
            mentions.append(Mention(start=place[0], end=place[1], text=own[start:end], type=label))
    yield Answer(Document(id=name, mentions=tuple(mentions), times=tuple(times) or None), text=own if itself else None)


def slashed(content: str, texts: Texts) -> Answer:
    """The names of one article whose tokens have their labels behind a slash."""
    sentences = [[token.rpartition("/") for token in line.split()] for line in content.split("\n")]
    words = [[BRACKETS.get(word, word) for word, _, _ in sentence] for sentence in sentences]
    id_, spans = texts.tokens(None, words)
    tags = marked([tag for sentence in sentences for _, _, tag in sentence])
    return Answer(Document(id=id_, mentions=tuple(chunks(tags, spans, texts.text(id_)))))


def parted(marked: str, texts: Texts) -> tuple[str, list[tuple[int, int, str]]]:
    """A text without its marks, and where each begins and ends with its label, in their order."""
    plain: list[str] = []
    items: list[tuple[int, int, str]] = []
    opened: list[tuple[str, int, str]] = []
    size = at = 0
    for mark in MARK.finditer(marked):
        plain.append(html.unescape(marked[at : mark.start()]))
        size += len(plain[-1])
        at = mark.end()
        if mark[2].lower() in OTHERS:
            continue
        if not mark[1]:
            told = LABELLED.search(mark[3])
            opened.append((mark[2], size, told[1] if told else mark[2]))
        elif opened and opened[-1][0] == mark[2]:
            _, start, label = opened.pop()
            items += [(start, size, label)] if start < size else []
        else:
            line = marked.count("\n", 0, mark.start()) + 1
            raise texts.wrong(line, "", f"</{mark[2]}> ends what never began", "mark each name as <PER>Kim</PER>")
    if opened:
        raise texts.wrong(0, "", f"<{opened[-1][0]}> never ends", "mark each name as <PER>Kim</PER>")
    return "".join(plain) + html.unescape(marked[at:]), sorted(items, key=lambda item: (item[0], -item[1]))
