"""CoNLL columns: a token and its tag a line (first and last column), IOB1, IOB2 or BILOU, an empty line after a sentence.

Labels may stand alone: neighbours of one are then one name. Columns are parted by tabs, else by white space; a head may name them. Tags of
names in other columns are counted, and not read. `-DOCSTART-` begins an article; a name after it, in a comment `# id = NAME` (or the
file's) is the article's id; without any, whole articles may follow each other. Tokens are found in the article's text in order, so the unit
is the token and nothing is guessed: a token that is not there is a fault. Of gold without a text, the tokens are the text. Tags are checked
before anything reads them. Loses: nesting, levels, entities, and every other layer.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from dateline.document import Document
from dateline.document.index import Side
from dateline.document.tokens import WORD, tags
from dateline.formats._layout import layout
from dateline.formats._reader import Answer, Texts
from dateline.formats._tags import TAG, chunks, marked, orphans, tag_names

BEGINS = re.compile(rb"-DOCSTART-")  # an article of its own
FURTHER = re.compile(r"[BIES]-(?!(?:NP|VP|PP|ADJP|ADVP|SBAR|PRT|CONJP|INTJ|LST|UCP)$)\S+")  # the tag of a name, not of a chunk
NAMED = re.compile(r"#\s*(?:newdoc\s+)?id\s*=\s*(\S+)")


def recognise(sample: str) -> bool:
    """Rows whose last column is a tag."""
    lines = sample.split("\n")[:200]
    if any(line.startswith(("#FORMAT=", "# global.columns")) for line in lines[:3]):
        return False
    rows = [cells_of(line) for line in lines if line.strip() and not line.startswith(("#", "-DOCSTART-"))]
    if rows and headed(rows[0]):
        if "\t" in sample[: sample.find("\n")]:  # a table, in which any column may hold the tags
            return False
        rows = rows[1:]
    last = [row[-1] if len(row) > 1 else "" for row in rows[:-1] or rows]
    return bool(rows) and (all(map(TAG.fullmatch, last)) or (2 * last.count("O") > len(last) and all(map(TAG.fullmatch, marked(last)))))


def headed(cells: list[str]) -> bool:
    """Whether a first row names the columns, as of words and of tags."""
    told = layout(*map(str.lower, cells))
    return bool(told.label and told.text)


def columns(head: list[str], rows: str) -> str:
    """Rows with the words first and the tags last, as their head names them; what stands beside a prediction is gold's."""
    names = [cell.lower() for cell in head]
    told = layout(*names)
    word, tag = names.index(told.text[0]), names.index(told.label[0])
    if (word, tag) == (0, len(names) - 1):
        return rows
    cells = (line.split() for line in rows.split("\n"))
    return "\n".join(f"{row[word]} {row[tag]}" if len(row) == len(names) else " ".join(row) for row in cells)


def cells_of(line: str) -> list[str]:
    """The columns of a line."""
    return [cell for cell in line.rstrip("\r").split("\t") if cell] if "\t" in line else line.split()


@dataclass
class Article:
    """The rows of one article, by sentence."""

    name: str | None = None
    line: int = 0
    sentences: list[list[str]] = field(default_factory=lambda: [[]])
    tags: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    bare: int = 0  # the first line that is a word without a tag
    further: int = 0  # tags of names in columns that are not read


def read(content: str, texts: Texts) -> Iterator[Answer]:
    """The mentions of every article."""
    first, _, rest = content.partition("\n")
    if headed(cells_of(first)):
        texts.declared, content = first, f"\n{rest}"
    content = columns(cells_of(texts.declared), content) if texts.declared else content
    for article in (part for rows in articles(content, texts.first) for part in parted(rows, texts)):
        if article.bare:
            raise texts.wrong(
                article.bare, "", "has one column: a token without its tag", "write both; a file that was cut off has to be written anew"
            )
        article.tags = marked(article.tags)
        wrong = {tag for tag in set(article.tags) if not TAG.fullmatch(tag)}
        for number, tag in zip(article.lines, article.tags, strict=True) if wrong else ():
            if tag in wrong:
                raise texts.wrong(number, "", f"{tag!r} is no tag", tag_names())
        id_, spans = texts.tokens(article.name, article.sentences, article.lines, article.line)
        repairs = +Counter({"tag that ends a name that never began, read as a name": orphans(article.tags)})
        unread = +Counter({"tag of a name in another column": article.further})
        document = Document(id=id_, mentions=tuple(chunks(article.tags, spans, texts.text(id_))))
        yield Answer(document, line=article.line, unread=unread, repairs=repairs)


def articles(content: str, first: int) -> Iterator[Article]:
    """The articles of some lines that hold a token; the `first` has a number."""
    article, width = Article(), 0
    lines, words, tags_ = article.lines, article.sentences[-1], article.tags
    for number, line in enumerate(content.lstrip("\ufeff").split("\n"), first):
        if line.startswith(("-DOCSTART-", "#")):
            if begun := begins(line, number):
                if lines:
                    yield article
                article = begun
                lines, words, tags_ = article.lines, article.sentences[-1], article.tags
            if begun or (line.startswith("# ") and not is_row(line, width)):
                continue
        cells = cells_of(line) if "\t" in line else line.split()
        if not cells:
            words = []
            article.sentences.append(words)
        elif len(cells) == 1:
            article.bare = article.bare or (0 if line.startswith("#") else number)
        else:
            article.line, width = article.line or number, len(cells)
            lines.append(number)
            words.append(cells[0])
            tags_.append(cells[-1])
            if width > 2 and cells[-2][1:2] == "-" and FURTHER.fullmatch(cells[-2]):
                article.further += 1
    if lines:
        yield article


def parted(article: Article, texts: Texts) -> Iterator[Article]:
    """The articles that follow each other in rows that name none."""
    ends = [] if article.name is not None or article.bare or texts.texts.open else texts.borders(article.sentences)
    if not ends:
        yield article
        return
    at = 0
    for begin, end in pairwise([0, *ends]):
        size = sum(map(len, article.sentences[begin:end]))
        rows = slice(at, at := at + size)
        yield Article(None, article.lines[rows.start], article.sentences[begin:end], article.tags[rows], article.lines[rows])


def is_row(line: str, width: int) -> bool:
    """Whether a line that begins like a comment is the row of a token `#`: as wide as the row before, and with a tag."""
    cells = cells_of(line)
    return len(cells) == width and TAG.fullmatch(cells[-1]) is not None


def begins(line: str, number: int) -> Article | None:
    """The article that begins with a line, if one does."""
    if line.startswith("-DOCSTART-"):
        named = [cell for cell in line.split()[1:] if cell not in {"-X-", "O", "_"}]
        return Article(named[0].strip("()") if named else None, number)
    found = NAMED.match(line)
    return Article(found[1], number) if found else None


def write(documents: list[Document], texts: list[str]) -> bytes:
    """IOB2 over words; of nested names the longest, then the earlier."""
    lines = []
    for document, text in zip(documents, texts, strict=True):
        lines += [f"-DOCSTART- ({document.id}) O", ""]
        words = list(WORD.finditer(text))
        for word, tag in zip(words, tags(text, Side(document).mentions), strict=True):
            lines.append(f"{word.group()} {tag}")
            if "\n" in text[word.end() : word.end() + 1]:
                lines.append("")
        lines.append("")
    return "\n".join(lines).encode()
