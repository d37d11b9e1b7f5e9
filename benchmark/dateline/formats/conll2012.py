"""CoNLL-2012 coreference: `#begin document (ID); part 000`, a token a line, the last column `(1`, `1)`, `(1)`, `-`, joined by `|`.

The word stands in the fourth column, after document, part and number, or else in the first. Parts of one document are one text, and their
chains are not the same. Unit: the token, found in the article's text in order. Loses: types, links, fragments, everything but chains.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.document import Document, Mention
from dateline.document.index import Side
from dateline.document.tokens import WORD
from dateline.formats._reader import Answer, Texts

BEGIN = re.compile(r"#begin document \(?(?P<name>[^;)]*)\)?")
NO_CHAIN = frozenset("-_*")
CELL = re.compile(r"-|_|\*|(?:\(?\d+\)?)(?:\|\(?\d+\)?)*")
LEAST = 5  # columns of a row with document, part, number, word and chain


@dataclass
class Rows:
    """The rows of one document: tokens by sentence, and of each token its line, part and coreference."""

    sentences: list[list[str]] = field(default_factory=lambda: [[]])
    cells: list[tuple[int, int, str]] = field(default_factory=list)
    part: int = -1


def recognise(sample: str) -> bool:
    """Its first line."""
    return sample.lstrip("\ufeff\n").startswith("#begin document")


def read(content: str, texts: Texts) -> Iterator[Answer]:
    """The chains of every document."""
    for name, rows in documents_of(content, texts).items():
        lines = [line for line, _, _ in rows.cells]
        id_, spans = texts.tokens(name or None, rows.sentences, lines, lines[0] if lines else 0)
        yield Answer(Document(id=id_, mentions=tuple(chains(rows, spans, texts))))


def documents_of(content: str, texts: Texts) -> dict[str, Rows]:
    """Each document's rows, its parts put together."""
    found: dict[str, Rows] = {}
    rows: Rows | None = None
    for number, line in enumerate(content.lstrip("\ufeff").split("\n"), 1):
        if line.startswith("#"):
            begin = BEGIN.match(line)
            if begin:
                rows = found.setdefault(begin["name"].strip(), Rows())
                rows.part += 1
                rows.sentences.append([])
            continue
        cells = [cell for cell in line.strip("\r").split("\t") if cell] if "\t" in line else line.split()
        if not cells:
            if rows:
                rows.sentences.append([])
            continue
        cell = cells[-1]
        if rows is None or (cell not in NO_CHAIN and not CELL.fullmatch(cell)):
            raise texts.wrong(number, "", f"{cell!r} is no coreference column", "as (1, 1), (1) or -, joined by |")
        rows.sentences[-1].append(cells[3] if len(cells) >= LEAST and numbered(cells) else cells[0])
        rows.cells.append((number, rows.part, cell))
    return found


def numbered(cells: list[str]) -> bool:
    """Whether a row of as many columns begins with its document, its part and its own number, before the word."""
    return cells[1].isdecimal() and cells[2].isdecimal()


def chains(rows: Rows, spans: list[tuple[int, int]], texts: Texts) -> list[Mention]:
    """Mentions from opening and closing brackets."""
    open_: dict[tuple[int, str], list[int]] = {}
    found = []
    marked = [(row, span) for row, span in zip(rows.cells, spans, strict=True) if row[2] not in NO_CHAIN]
    for (line, part, cell), (start, end) in marked:
        for piece in cell.split("|"):
            name = piece.strip("()")
            if piece.startswith("("):
                open_.setdefault((part, name), []).append(start)
            if piece.endswith(")"):
                if not open_.get((part, name)):
                    raise texts.wrong(line, "", f"chain {name} closes without having opened", "open it with (N")
                found.append(Mention(start=open_[part, name].pop(), end=end, entity=f"c{part}.{name}" if part else f"c{name}"))
    still = sorted(name for (_, name), starts in open_.items() if starts)
    if still:
        raise texts.wrong(rows.cells[-1][0], "", f"chain {still[0]} opens and never closes", "close it with N)")
    return found


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
