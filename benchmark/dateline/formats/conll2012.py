"""CoNLL-2012 coreference: `#begin document (ID); part 000`, a token a line, the last column `(1`, `1)`, `(1)`, `-`, joined by `|`.

The word stands in the fourth column, after document, part and number, or else in the first. Parts of one document are one text, and their
chains are not the same. Unit: the token, found in the article's text in order. Loses: types, links, fragments, everything but chains.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress, count, pairwise
from operator import not_, sub

from dateline.document import Document, Mention
from dateline.document.index import Side
from dateline.document.tokens import WORD
from dateline.formats._reader import Answer, Texts

BEGINS = re.compile(rb"#begin document (?!\(?\)|.*part 0*[1-9])")  # a document with a name, no further part of one
BEGIN = re.compile(r"#begin document \(?(?P<name>[^;)]*)\)?")
IDLE = re.compile(r"^\t+|\t+(?=\t|\r*$)", re.MULTILINE)  # tabs that part nothing
NO_CHAIN = frozenset("-_*")
CELL = re.compile(r"-|_|\*|(?:\(?\d+\)?)(?:\|\(?\d+\)?)*")
LEAST = 5  # columns of a row with document, part, number, word and chain


@dataclass
class Rows:
    """The rows of one document: tokens by sentence, their lines, and what stands of chains: token, part and coreference."""

    sentences: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    part: int = -1


def recognise(sample: str) -> bool:
    """Its first line."""
    return sample.lstrip("\ufeff\n").startswith("#begin document")


def read(content: str, texts: Texts) -> Iterator[Answer]:
    """The chains of every document."""
    for name, rows in documents_of(content, texts).items():
        id_, spans = texts.tokens(name or None, rows.sentences, rows.lines, rows.lines[0] if rows.lines else 0)
        yield Answer(Document(id=id_, mentions=tuple(chains(rows, spans, texts))))


def documents_of(content: str, texts: Texts) -> dict[str, Rows]:
    """Each document's rows, its parts put together."""
    documents: dict[str, Rows] = {}
    idle = any(tab in content for tab in ("\t\t", "\n\t", "\t\n", "\t\r")) or content.endswith("\t")
    content = (IDLE.sub("", content) if idle else content).lstrip("\ufeff")
    if "\r" in content:
        content = "\n".join(line.strip("\r") for line in content.split("\n"))
    before, *parts = f"\n{content}".split("\n#")  # each begins with a comment
    lines = before.split("\n")[1:]
    take(None, lines, texts.first, texts)
    rows, number = None, texts.first + len(lines)
    for part in parts:
        comment, *lines = part.split("\n")
        begin = BEGIN.match(f"#{comment}")
        if begin:
            rows = documents.setdefault(begin["name"].strip(), Rows())
            rows.part += 1
        take(rows, lines, number + 1, texts)
        number += 1 + len(lines)
    return documents


def take(rows: Rows | None, lines: list[str], first: int, texts: Texts) -> None:
    """Add lines without a comment among them to a document's rows, an empty one after each sentence."""
    every = [line.split("\t") if "\t" in line else line.split() for line in lines]
    full = list(filter(None, every))
    empty = list(compress(count(), map(not_, every))) if len(full) < len(every) else []
    numbers = list(compress(count(first), every)) if empty else range(first, first + len(every))
    marks = [cells[-1] for cells in full]
    wrong = set(marks) if rows is None else {mark for mark in set(marks) if not is_mark(mark)}
    if wrong or rows is None:
        for number, mark in zip(numbers, marks, strict=True):
            if mark in wrong:
                raise texts.wrong(number, "", f"{mark!r} is no coreference column", "as (1, 1), (1) or -, joined by |")
        return
    words = [cells[0] for cells in full]
    if max(map(len, full), default=0) >= LEAST:
        words = [cells[3] if len(cells) >= LEAST and numbered(cells) else cells[0] for cells in full]
    rows.marks += [(token, rows.part, mark) for token, mark in enumerate(marks, len(rows.lines)) if mark not in NO_CHAIN]
    rows.lines += numbers
    rows.sentences += [words[begin:end] for begin, end in pairwise([0, *map(sub, empty, count()), len(words)])]


@lru_cache(maxsize=1 << 12)
def is_mark(mark: str) -> bool:
    """Whether a cell may stand in the column of coreference."""
    return CELL.fullmatch(mark) is not None


def numbered(cells: list[str]) -> bool:
    """Whether a row of as many columns begins with its document, its part and its own number, before the word."""
    return cells[1].isdecimal() and cells[2].isdecimal()


def chains(rows: Rows, spans: list[tuple[int, int]], texts: Texts) -> list[Mention]:
    """Mentions from opening and closing brackets."""
    open_: dict[tuple[int, str], list[int]] = {}
    mentions = []
    for token, part, cell in rows.marks:
        start, end = spans[token]
        for piece in cell.split("|"):
            name, opens, closes = piece.strip("()"), piece[0] == "(", piece[-1] == ")"
            if opens and not closes:
                open_.setdefault((part, name), []).append(start)
            elif closes:
                if not opens and not open_.get((part, name)):
                    raise texts.wrong(rows.lines[token], "", f"chain {name} closes without having opened", "open it with (N")
                begins = start if opens else open_[part, name].pop()
                mentions.append(Mention(start=begins, end=end, entity=f"c{part}.{name}" if part else f"c{name}"))
    still = sorted(name for (_, name), starts in open_.items() if starts)
    if still:
        raise texts.wrong(rows.lines[-1], "", f"chain {still[0]} opens and never closes", "close it with N)")
    return mentions


def write(documents: list[Document], texts: list[str]) -> bytes:
    """One part a document, words as tokens; a mention that does not end at word boundaries is widened to them."""
    lines = []
    for document, text in zip(documents, texts, strict=True):
        words = [match.span() for match in WORD.finditer(text)]
        cells: list[list[str]] = [[] for _ in words]
        names = {name: str(number) for number, name in enumerate(sorted(Side(document).clusters))}
        for name, spans in sorted(Side(document).clusters.items()):
            for pieces in sorted(spans):
                inside = [n for n, (s, e) in enumerate(words) if s < pieces[-1][1] and e > pieces[0][0]]
                if inside and inside[0] == inside[-1]:
                    cells[inside[0]].append(f"({names[name]})")
                elif inside:
                    cells[inside[0]].append(f"({names[name]}")
                    cells[inside[-1]].insert(0, f"{names[name]})")
        lines.append(f"#begin document ({document.id}); part 000")
        lines += [f"{text[s:e]}\t{'|'.join(cell) or '-'}" for (s, e), cell in zip(words, cells, strict=True)]
        lines += ["", "#end document"]
    return ("\n".join(lines) + "\n").encode()
