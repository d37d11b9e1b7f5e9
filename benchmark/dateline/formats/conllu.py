"""CoNLL-U with `Entity=` in the last column, as CorefUD and Universal Anaphora have it.

A token a line in ten columns between tabs. `(e1-person-1` opens a mention, `e1)` closes it, `(e1-person-1)` is one token; `[1/2]` after the
id is a part of a discontinuous one. What the fields mean says `# global.Entity = eid-etype-head-…`; `eid`, `etype` and `head` (a word of
the mention, from 1) are read. `# newdoc id = NAME` begins an article. A range line (`3-4`) is the token in the text, its words stand for
it; empty nodes (`8.1`) have no place there, and mentions of nothing else are counted. Unit: the token, found in the article's text in
order. Names are those of `ner=B-PER`, as Stanza writes them. Loses: links, levels, bridging, split antecedents and every other layer.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from dateline.document import Document, Mention, Span
from dateline.formats._reader import Answer, Texts
from dateline.formats._tags import TAG, chunks, tag_names

GLOBAL = re.compile(r"#\s*global\.Entity\s*=\s*(\S+)")
NEWDOC = re.compile(r"#\s*newdoc(?:\s+id\s*=\s*(\S+))?")
ENTITY = re.compile(r"(?:^|\|)Entity=([^|]*)")
TAGGED = re.compile(r"(?:^|\|)(?:ner|NER)=([^|\s]+)")
PIECE = re.compile(r"(\(?)([^()]+)(\)?)")
PART = re.compile(r"(.+)\[(\d+)/(\d+)\]")
COLUMNS = 10
FIELDS = "eid-etype-head-other"
RECOGNISED = re.compile(r"^# ?global\.Entity|^\d+(?:\t[^\t\n]*){8}\t(?:[^\n]*\|)?(?:Entity=\(|(?:ner|NER)=)", re.MULTILINE)


@dataclass
class Rows:
    """The rows of one article: tokens of the text by sentence, and of each word its token, line and entities."""

    name: str | None = None
    sentences: list[list[str]] = field(default_factory=lambda: [[]])
    lines: list[int] = field(default_factory=list)
    words: list[tuple[int | None, int, str]] = field(default_factory=list)  # its token (none: an empty node), its line, its entities
    tags: list[str] = field(default_factory=list)  # of the tokens, as Stanza's recogniser gives them


@dataclass
class Opened:
    """A mention whose end is not met yet."""

    fields: list[str]
    first: int


def recognise(sample: str) -> bool:
    """A global declaration, or a row of ten columns whose last opens an entity."""
    return RECOGNISED.search(sample) is not None


def read(content: str, texts: Texts) -> Iterator[Answer]:
    """The chains of every article."""
    if declared := GLOBAL.search(content):
        texts.declared = declared[1]
    names = (texts.declared or FIELDS).split("-")
    for rows in articles(content, texts):
        id_, spans = texts.tokens(rows.name, rows.sentences, rows.lines, rows.lines[0] if rows.lines else 0)
        placed, unread = mentions(rows, spans, names, texts)
        placed = with_names(placed, chunks(rows.tags, spans, texts.text(id_)))
        yield Answer(Document(id=id_, mentions=tuple(placed)), line=rows.lines[0] if rows.lines else 0, unread=unread)


def articles(content: str, texts: Texts) -> Iterator[Rows]:
    """The articles of a file that hold a token."""
    rows, last = Rows(), 0
    for number, line in enumerate(content.lstrip("\ufeff").split("\n"), texts.first):
        line = line.rstrip("\r")  # noqa: PLW2901 - the line as every system writes it
        if begun := NEWDOC.match(line):
            if rows.lines:
                yield rows
            rows, last = Rows(begun[1]), 0
        elif not line.strip():
            rows.sentences.append([])
            last = 0
        elif not line.startswith("#"):
            last = word(line.split("\t"), number, rows, last, texts)
    if rows.lines:
        yield rows


def word(cells: list[str], number: int, rows: Rows, last: int, texts: Texts) -> int:
    """Take up a row; returns the last word that a range token stands for."""
    if len(cells) != COLUMNS or not re.fullmatch(r"\d{1,6}(?:-\d{1,6}|\.\d{1,6})?", cells[0]):
        raise texts.wrong(number, "", "is no row of ten columns that begins with a word's number", "write CoNLL-U, between tabs")
    first, _, until = cells[0].partition("-")
    if until or ("." not in cells[0] and int(first) > last):
        rows.sentences[-1].append(cells[1])
        rows.lines.append(number)
        tag = TAGGED.search(cells[9])
        rows.tags.append(tag[1] if tag else "O")
        if not TAG.fullmatch(rows.tags[-1]):
            raise texts.wrong(number, "", f"{rows.tags[-1]!r} is no tag", tag_names())
    if until:
        return int(until)
    said = ENTITY.search(cells[9])
    rows.words.append((None if "." in cells[0] else len(rows.lines) - 1, number, said[1] if said else ""))
    return last


def mentions(rows: Rows, spans: list[Span], names: list[str], texts: Texts) -> tuple[list[Mention], Counter[str]]:
    """Mentions from opening and closing brackets, parts of one put together; those of empty nodes alone are counted."""
    open_: dict[str, list[Opened]] = {}
    parts: dict[str, list[tuple[list[str], list[int]]]] = {}
    done: list[Mention] = []
    unread: Counter[str] = Counter()
    for rank, (_, line, said) in enumerate(rows.words):
        for opens, inner, closes in PIECE.findall(said):
            fields_ = inner.split("-")
            if opens:
                open_.setdefault(fields_[0], []).append(Opened(fields_, rank))
            if not closes:
                continue
            if not open_.get(fields_[0]):
                raise texts.wrong(line, "", f"entity {fields_[0]} closes without having opened", "open it with (ID")
            own = open_[fields_[0]].pop()
            inside = list(range(own.first, rank + 1))
            if part := PART.fullmatch(own.fields[0]):
                pieces = parts.setdefault(part[1], [])
                pieces.append((own.fields, inside))
                if int(part[2]) < int(part[3]):
                    continue
                own.fields, inside = pieces[0][0], [each for _, piece in pieces for each in piece]
                del parts[part[1]]
            mention = made(own.fields, inside, rows, spans, names)
            done += [mention] if mention else []
            unread["mentions of empty nodes"] += mention is None
    still = sorted(name for name, opened in open_.items() if opened) + sorted(parts)
    if still:
        raise texts.wrong(rows.words[-1][1], "", f"entity {still[0]} opens and never ends", "close it with ID)")
    return done, +unread


def with_names(chains: list[Mention], names: list[Mention]) -> list[Mention]:
    """The mentions of chains, of the type that a name in their place has, and the other names."""
    typed = {(name.start, name.end): name for name in names}
    own = [replace(m, type=typed[m.start, m.end].type) if not m.type and (m.start, m.end) in typed else m for m in chains]
    places = {(mention.start, mention.end) for mention in chains}
    return own + [name for name in names if (name.start, name.end) not in places]


def made(fields_: list[str], inside: list[int], rows: Rows, spans: list[Span], names: list[str]) -> Mention | None:
    """A mention of some words; `None` where none of them stands in the text."""
    tokens = [token for rank in inside if (token := rows.words[rank][0]) is not None]
    if not tokens:
        return None
    said = dict(zip(names, fields_, strict=False))
    kind = said.get("etype") or None
    eid = said.get("eid", fields_[0])
    name = part[1] if (part := PART.fullmatch(eid)) else eid
    number = said.get("head", "")
    at = rows.words[inside[int(number) - 1]][0] if number.isdecimal() and 0 < int(number[:6]) <= len(inside) else None
    runs = pieces_of(tokens, spans)
    return Mention(
        start=runs[0][0],
        end=runs[-1][1],
        fragments=tuple(runs) if len(runs) > 1 else None,
        type=kind,
        head=spans[at] if at is not None else None,
        entity=name,
    )


def pieces_of(tokens: list[int], spans: list[Span]) -> list[Span]:
    """The spans of runs of neighbouring tokens."""
    runs: list[list[int]] = []
    for token in tokens:
        if runs and token <= runs[-1][-1] + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    return [(spans[run[0]][0], spans[run[-1]][1]) for run in runs]
