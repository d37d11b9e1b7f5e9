"""AIDA CoNLL-YAGO, entity linking in columns: token, `B` or `I`, the mention, the entity, and further names of it between tabs.

`-DOCSTART- (NAME …)` begins an article; a token of no mention stands alone. The entity is Wikidata's id where one of the columns is that,
else the first name as it is (a YAGO or Wikipedia title, which is a link only beside gold that has the same); `--NME--` has none. Unit: the
token, found in the article's text in order. Loses: labels, levels, heads, and every other layer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.document import NIL, Document, Mention
from dateline.formats._reader import Answer, Texts

START = "-DOCSTART-"
SHAPE = "a token alone, or a token, B (or I after B), the mention and its entity, between tabs"
NONE = frozenset({"--NME--", "--OOE--"})
WIKIDATA = re.compile(r"(?:.*/)?(Q[1-9]\d*)")
COLUMNS = 4  # of a token in a mention


@dataclass
class Rows:
    """The rows of one article, by sentence."""

    name: str | None = None
    line: int = 0
    sentences: list[list[str]] = field(default_factory=lambda: [[]])
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def recognise(sample: str) -> bool:
    """A document's beginning, and rows of a token with `B`, the mention and its entity."""
    return sample.lstrip("\ufeff\n").startswith(START) and re.search(r"^[^\t\n]+\tB\t[^\t\n]+\t\S", sample, re.MULTILINE) is not None


def read(content: str, texts: Texts) -> Iterator[Answer]:
    """The mentions of every article."""
    for rows in articles(content, texts):
        lines = [number for number, _ in rows.rows]
        id_, spans = texts.tokens(rows.name, rows.sentences, lines, rows.line)
        mentions: list[Mention] = []
        begin = 0
        for (_, cells), (start, end), after in zip(rows.rows, spans, [*rows.rows[1:], (0, [""])], strict=True):
            if len(cells) < COLUMNS:
                continue
            begin = start if cells[1] == "B" else begin
            if len(after[1]) < COLUMNS or after[1][1] != "I":
                mentions.append(Mention(start=begin, end=end, qid=linked(cells[3:])))
        yield Answer(Document(id=id_, mentions=tuple(mentions)), line=rows.line)


def articles(content: str, texts: Texts) -> Iterator[Rows]:
    """The articles of a file that hold a token."""
    rows = Rows()
    for number, raw in enumerate(content.lstrip("\ufeff").split("\n"), texts.first):
        line = raw.rstrip("\r")
        if line.startswith(START):
            if rows.rows:
                yield rows
            rows = Rows(line.removeprefix(START).strip().strip("()") or None, number)
        elif not line.strip():
            rows.sentences.append([])
        else:
            cells = line.split("\t")
            inside = bool(rows.rows) and len(rows.rows[-1][1]) >= COLUMNS
            if len(cells) > 1 and (len(cells) < COLUMNS or cells[1] not in {"B", "I"} or (cells[1] == "I" and not inside)):
                raise texts.wrong(number, "", f"{line[:60]!r} is no row", SHAPE)
            rows.sentences[-1].append(cells[0])
            rows.rows.append((number, cells))
    if rows.rows:
        yield rows


def linked(names: list[str]) -> str:
    """The entity of a mention."""
    if names[0] in NONE:
        return NIL
    ids = (match[1] for name in names if (match := WIKIDATA.fullmatch(name)))
    return next(ids, names[0])
