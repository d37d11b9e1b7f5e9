"""An article with its names marked in the text: `<PER>Kim</PER>`, `<ENAMEX TYPE="PERSON">Kim</ENAMEX>`, `[Kim](PER)`, `Kim/PER came/O`.

This is Stanford NER's inline XML and slash tags, MUC's markup, and what language models write when asked to mark names; a list of names in
XML too (`<entity><text>Kim</text><type>PER</type></entity>`). The article by its text or file name. Marks may be nested; what a model
thought before, marks of pages and marks around more than a name are passed over. DATE, TIME, DURATION and SET are time expressions without
values. Unit: the marked-up text itself tells where its names stand; where its words are not those of the article, names are looked for in
their order. Loses: levels, entities, and every other layer.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, cast, get_args

from dateline.document import Document, Mention, Time, TimeType
from dateline.formats._answered import THINKING, THOUGHT, bared
from dateline.formats._articles import squeezed
from dateline.formats._fields import mentions
from dateline.formats._layout import layout
from dateline.formats._reader import Answer, Texts
from dateline.formats._tags import chunks, marked

MARK = re.compile(r"""<(/?)([A-Za-z][\w.-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[\w.-]+))*)\s*>""")
LINKED = re.compile(r"\[([^\[\]\n]+)\]\(([A-Za-z][\w-]*)\)")
LABELLED = re.compile(r"""\b(?:type|label|category|class)\s*=\s*["']?([^"'\s]+)""", re.IGNORECASE)
HEADLINE = re.compile(r"<title>[^<]*</title>[ \t]*(?:\n|\Z)")  # a title that is a line of its own
SLASHED = re.compile(r"(?:\S+/(?:O|[BIES]-[A-Z_]+|[A-Z][A-Z_]+)\s+)*\S+/O\s+(?:\S+/(?:O|[BIES]-[A-Z_]+|[A-Z][A-Z_]+)(?:\s+|\Z))+")
ROW = re.compile(r"<([A-Za-z][\w.-]*)>\s*((?:<([A-Za-z][\w.-]*)>[^<>]*</\3>\s*){2,})</\1>")
CELL = re.compile(r"<([A-Za-z][\w.-]*)>([^<>]*)</\1>")
BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}", "``": '"', "''": '"'}
FEW = 50  # words, or the last of a beginning may be cut
SOME = 3  # words that stand once in an article, and so tell where they are from
NAME = 20  # words, or it is none
OTHER_XML = re.compile(r"</?(?:timeml|timex3|wi)\b|xmlns", re.IGNORECASE)
TIMES = frozenset(get_args(TimeType))
# whose label an attribute has
GENERAL = frozenset(("enamex", "numex", "timex", "entity", "ent", "mention", "ne", "name", "mark", "tag", "e"))
PAGES = "html head body p br b i u a em div span strong table tr td ul li ol s h1 h2 h3 h4 h5 h6 blockquote pre code figure img hr sub sup"
ANSWERS = "doc text root sentence think thinking reasoning thought scratchpad answer output result response tagged_text"
OTHERS = frozenset((*PAGES.split(), *ANSWERS.split(), "DOC", "DOCID", "DOCNO", "TEXT", "HL", "P", "HEADLINE", "BODY", "DATE_TIME"))


class Marked(NamedTuple):
    """A mark: where its words begin and end, and its label."""

    start: int
    end: int
    label: str


def recognise(sample: str) -> bool:
    """Text, no JSON, with marks that are neither of pages nor of other formats, and each of which ends."""
    start = THOUGHT.sub("", sample).lstrip("\ufeff \t\r\n")
    structured = start.startswith(("{", "[")) and not LINKED.match(start)
    if structured or start.startswith(("<?xml", "<!")) or "\t" in start or OTHER_XML.search(start):
        return False
    if SLASHED.fullmatch(start if len(start.split()) < FEW else " ".join(start.split()[:-1])):
        return True
    marks = marks_in(start)
    ended = {mark[2] for mark in marks if mark[1]}
    links = [found[2] for found in LINKED.finditer(start)] if not marks else []
    return (bool(ended) and {mark[2] for mark in marks} == ended) or any(map(str.isupper, links))


def marks_in(text: str) -> list[re.Match[str]]:
    """The marks of names; a title is one where nothing is marked as pages are."""
    marks = list(MARK.finditer(text))
    page = any(mark[2] in OTHERS for mark in marks) or HEADLINE.search(text) is not None
    others = OTHERS | {"title"} if page else OTHERS
    return [mark for mark in marks if mark[2] not in others]


def read(content: str, texts: Texts) -> Iterator[Answer]:
    """The names of one article."""
    if SLASHED.fullmatch(content.strip()):
        yield slashed(content, texts)
        return
    if rows := rows_in(content):
        name = texts.identify()
        yield Answer(Document(id=name, mentions=tuple(mentions([*enumerate(rows, 1)], texts, texts.texts.get(name)))))
        return
    repairs: list[str] = []
    said = bared(content.lstrip("\ufeff"), repairs)[0].strip()
    whole, items = parted(said if marks_in(said) else LINKED.sub(r"<\2>\1</\2>", said), texts)
    named = texts.known(Path(texts.path).name)
    name = named if named is not None and not texts.texts.alike(squeezed(whole)) else texts.identify(None, whole)
    article = texts.texts.get(name)
    own, items = within(whole, items, article)
    itself = article is None or (2 * len(squeezed(own)) > len(squeezed(article)) > 0 and squeezed(own) in squeezed(article))
    if article is not None and len(own.split()) >= SOME and article.count(own.strip()) == 1:
        own, items = within(own, items, own)
        itself = True
    found, times = [], []
    for start, end, label in items:
        place = (start, end) if itself else (None, None)
        if label.upper() in TIMES:
            times.append(Time(start=place[0], end=place[1], text=own[start:end], type=cast("TimeType", label.upper())))
        elif len(own[start:end].split()) <= NAME:
            found.append(Mention(start=place[0], end=place[1], text=own[start:end], type=re.sub("^[BIES]-", "", label)))
    unread = +Counter({"mark around more than a name": len(items) - len(found) - len(times)})
    passed = Counter(repair for repair in repairs if repair == THINKING)
    document = Document(id=name, mentions=tuple(found), times=tuple(times) or None)
    yield Answer(document, "code point", own if itself else None, 0, unread, passed)


def rows_in(content: str) -> list[dict[str, str]]:
    """The rows of XML that is a list of names, each an element with its words and its label in elements of their own."""
    rows = [{part[1]: html.unescape(part[2].strip()) for part in CELL.finditer(row[2])} for row in ROW.finditer(content)]
    return rows if rows and all((own := layout(*row)).text and own.label for row in rows) else []


def within(own: str, items: list[Marked], article: str | None) -> tuple[str, list[Marked]]:
    """The article's text inside of words around it, and the marks in it; else the whole."""
    text = (article or "").strip()
    at = own.find(text) if text else -1
    if at < 0 or any(item.start < at or item.end > at + len(text) for item in items):
        return own, items
    return text, [Marked(item.start - at, item.end - at, item.label) for item in items]


def slashed(content: str, texts: Texts) -> Answer:
    """The names of one article whose tokens have their labels behind a slash."""
    sentences = [[token.rpartition("/") for token in line.split()] for line in content.split("\n")]
    words = [[BRACKETS.get(word, word) for word, _, _ in sentence] for sentence in sentences]
    id_, spans = texts.tokens(None, words)
    tags = marked([tag for sentence in sentences for _, _, tag in sentence])
    return Answer(Document(id=id_, mentions=tuple(chunks(tags, spans, texts.text(id_)))))


def parted(said: str, texts: Texts) -> tuple[str, list[Marked]]:
    """A text without its marks, and the marks in their order."""
    plain: list[str] = []
    items: list[Marked] = []
    opened: list[tuple[str, int, str]] = []
    size = at = 0
    names = {mark.start() for mark in marks_in(said)}
    for mark in MARK.finditer(said):
        plain.append(html.unescape(said[at : mark.start()]))
        size += len(plain[-1])
        at = mark.end()
        if mark.start() not in names:
            continue
        if not mark[1]:
            told = LABELLED.search(mark[3]) if mark[2].lower() in GENERAL else None
            opened.append((mark[2], size, told[1] if told else mark[2]))
        elif opened and opened[-1][0] == mark[2]:
            _, start, label = opened.pop()
            items += [Marked(start, size, label)] if start < size else []
        else:
            line = said.count("\n", 0, mark.start()) + 1
            raise texts.wrong(line, "", f"</{mark[2]}> ends what never began", "mark each name as <PER>Kim</PER>")
    if opened:
        raise texts.wrong(0, "", f"<{opened[-1][0]}> never ends", "mark each name as <PER>Kim</PER>")
    return "".join(plain) + html.unescape(said[at:]), sorted(items, key=lambda item: (item.start, -item.end))
