"""Tables with a header: CSV, TSV, and what semicolons or bars part."""

import csv
import io
import re
from ast import literal_eval
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from dateline.document import Document
from dateline.document.units import token_spans
from dateline.formats._articles import squeezed
from dateline.formats._layout import Layout, about, first, layout
from dateline.formats._named import names
from dateline.formats._predicted import predicts
from dateline.formats._reader import Answer, Texts
from dateline.formats._tags import TAG, chunks, marked

RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")  # under the head of a table between bars
LARGEST = 2**31 - 1  # characters of a cell, as those of a file have their own limit
DELIMITERS = "\t;|,"
LIST = re.compile(r"""\[\s*(?:\{.*\}|\[.*\]|\(.*\))\s*,?\s*\]""", re.DOTALL)  # of items
OPENS = re.compile(r"""[,;\t]"?\[\s*[\[{(]""")
Rows = Iterator[tuple[str | None, int, Any]]  # the article that a row names, its line, and itself


def delimiter(header: str) -> str:
    """What parts the columns of a table."""
    return max(DELIMITERS, key=header.count)


def table(content: str, texts: Texts) -> Rows:
    """The rows of a table with its articles; where cells hold the items of their row's text, those."""
    rows = iter(barred_rows(content) or plain_rows(content) or quoted_rows(content, texts))
    _, head = next(rows, (1, []))
    header = [cell.strip().lower() for cell in head]
    twice = next((name for name in header if name and header.count(name) > 1), None)
    if twice is not None:
        raise texts.wrong(1, "", f"has two columns {twice!r}", "give each column a name of its own")
    own = layout(*header)
    told = list(filled(rows, header, own, texts))
    key = next((name for name in holders(header, own) if any(listed(row.get(name, "")) for _, row in told)), None)
    items = [(line, row, row.get(key, "")) for line, row in told] if key is not None else []
    if items:
        for line, row, cell in items:
            yield from ((article_of(row, own, line, texts), line, item) for item in items_of(cell, line, texts))
    else:
        yield from ((about(row, None, texts), line, row) for line, row in told)


def filled(rows: Iterator[tuple[int, list[str]]], header: list[str], own: Layout, texts: Texts) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that hold something, by column; a row with too many cells, or that was cut off, is a fault."""
    needed = {names[0] for names in (own.label, own.start, own.end) if names}
    for line, cells in rows:
        if len(cells) > len(header):
            raise texts.wrong(line, "", f"row {line} has {len(cells)} cells, the header {len(header)}", "put the text in quotation marks")
        if any(cells) and not needed.isdisjoint(header[len(cells) :]):
            what = f"row {line} has {len(cells)} cells, the header {len(header)}"
            raise texts.wrong(line, "", what, "write every cell; a file that was cut off has to be written anew")
        if row := {key: cell for key, cell in zip(header, cells, strict=False) if cell != ""}:
            yield line, row


def holders(header: Sequence[str], own: Layout) -> list[str]:
    """The columns that may hold the items of their row's text: what a system predicts, labels, lists of items."""
    twins = [name for name in header if predicts(name, "items")]
    return [*dict.fromkeys((*twins, *own.label[:1], *(name for name in names("items") if name in header)))]


def items_of(cell: str, line: int, texts: Texts) -> list[Any]:
    """The items in a cell, be it written as JSON or as Python has it."""
    try:
        return msgspec.json.decode(cell, type=list[Any]) if cell else []
    except msgspec.DecodeError as error:
        with suppress(ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            return msgspec.json.decode(msgspec.json.encode(literal_eval(cell)), type=list[Any])
        raise texts.wrong(line, "", f"row {line} has a cell that is no list of items: {error}", "as [{...}], or nothing") from None


def listed(cell: str) -> bool:
    """Whether a cell holds the items of its row's text, as Label Studio's tables do."""
    return LIST.fullmatch(cell) is not None


def holds_lists(header: Sequence[str], body: str) -> bool:
    """Whether a table names its articles, and has a column of lists of items, of which its beginning has one."""
    own = layout(*header)
    return bool(own.document or "id" in header or "text" in header) and bool(holders(header, own)) and OPENS.search(body) is not None


def article_of(row: dict[str, Any], own: Layout, line: int, texts: Texts) -> str:
    """The article of a row whose text is the article's, or a part of it."""
    return texts.identify(about(row, None, texts), row.get(own.text[0]) if own.text else None, line)


def barred_rows(content: str) -> list[tuple[int, list[str]]]:
    """The rows of a table between bars, as Markdown has it, without marks of emphasis; none where it is not one."""
    lines = [(number, line.strip()) for number, line in enumerate(content.split("\n"), 1) if line.strip()]
    if len(lines) < 2 or not RULE.fullmatch(lines[1][1]) or not all(line.startswith("|") for _, line in lines):
        return []
    return [(number, [cell.strip(" *`") for cell in line.strip("|").split("|")]) for number, line in (lines[0], *lines[2:])]


def plain_rows(content: str) -> list[tuple[int, list[str]]]:
    """The rows of a table whose cells tabs part and nothing quotes; none where that is not so."""
    lines = [line.rstrip("\r") for line in content.split("\n")]
    rows = [(number, line.split("\t")) for number, line in enumerate(lines, 1) if line.strip()]
    even = bool(rows) and len(rows[0][1]) > 1 and all(len(cells) == len(rows[0][1]) for _, cells in rows)
    return rows if even and not any(len(cell) > 1 and cell[0] == cell[-1] == '"' for _, cells in rows for cell in cells) else []


def quoted_rows(content: str, texts: Texts) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table whose cells may stand in quotation marks, each with the line where it ends."""
    limit = csv.field_size_limit(LARGEST)  # of all tables that are read meanwhile
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter(content.split("\n", 1)[0]), strict=True)
    before = 0
    try:
        for cells in reader:
            before = reader.line_num
            yield before, cells
    except csv.Error as error:
        fix = "close the quotation mark that opens there, or write it twice inside a cell; CSV has a header"
        raise texts.wrong(before + 1, "", f"is no table from row {before + 1} on: {error}", fix) from None
    finally:
        csv.field_size_limit(limit)


def in_order(rows: list[tuple[str | None, int, Any, Any]], texts: Texts) -> bool:
    """Whether the words of the first article's rows follow each other in it."""
    name = rows[0][0] if rows else None
    words = [str(word) for own, _, word, _ in rows if own == name]
    whole = texts.texts.alike(squeezed("".join(words))) if name is None else []
    article = whole[0] if whole else texts.known(name or Path(texts.path).name)
    text = texts.texts.get(article) if article is not None else None
    return text is not None and isinstance(token_spans(words, text), list)


def tagged(rows: list[tuple[str | None, int, Any]], texts: Texts) -> list[Answer]:
    """Tables of all tokens with their tags, a token a row: none where the rows are of another kind."""
    read = [(name, line, first(row, "text"), first(row, "label")) for name, line, row in rows if isinstance(row, dict)]
    every = [str(tag) for *_, tag in read]
    every = marked(every) if 2 * every.count("O") > len(every) or ("O" in every and in_order(read, texts)) else every
    told = [(name, line, word, tag) for (name, line, word, _), tag in zip(read, every, strict=True)]
    whole = len(told) == len(rows) and all(isinstance(word, str) and TAG.fullmatch(tag) for *_, word, tag in told)
    if not whole or not any(tag == "O" for *_, tag in told) or any(first(row, "start") is not None for _, _, row in rows):
        return []
    articles: dict[str | None, list[tuple[int, str, str]]] = {}
    for name, line, word, tag in told:
        articles.setdefault(name, []).append((line, word, tag))
    answers = []
    for name, tokens in articles.items():
        lines, words, tags = map(list, zip(*tokens, strict=True))
        id_, spans = texts.tokens(name, [words], lines, lines[0])
        answers.append(Answer(Document(id=id_, mentions=tuple(chunks(tags, spans, texts.text(id_)))), line=lines[0]))
    return answers
