"""BookNLP's tables between tabs: `NAME.entities` with coreference, `NAME.quotes` with speakers; `NAME.tokens` stands beside them.

Entities are `COREF, start_token, end_token, prop, cat, text`, quotes `quote_start, quote_end, mention_start, mention_end, mention_phrase,
char_id, quote`. Given a folder, both are one answer. Unit: the token of `NAME.tokens`, end inclusive, found in the article's text in
order. The article by file name. The speaker is the mention that BookNLP names. `.tokens` alone, supersenses and `.book` answer nothing.
Loses: heads, links, quotes' kinds, and every other layer.
"""

from collections.abc import Iterator
from pathlib import Path

from dateline import files
from dateline.document import Document, Inline, Level, Mention, Quote, Span
from dateline.formats._reader import Answer, Texts, inside

ENTITIES = ("COREF", "start_token", "end_token", "prop", "cat", "text")
QUOTES = ("quote_start", "quote_end", "mention_start", "mention_end", "mention_phrase", "char_id", "quote")
WORD, NUMBER = "word", "token_ID_within_document"
ENDS, TOKENS = ("_start", "_end"), ("start_token", "end_token")
NONE = {"", "-1", "None"}
LEVELS: dict[str, Level | None] = {"PROP": "NAM", "NOM": "NOM", "PRON": "PRO"}
SHAPE = "give the files as BookNLP wrote them, with NAME.tokens beside"
Row = tuple[int, dict[str, str]]


def recognise(sample: str) -> bool:
    """One of its heads."""
    heads = sample.split("\n", 1)[0].rstrip("\r").split("\t")
    return tuple(heads) in {ENTITIES, QUOTES} or {WORD, NUMBER} <= set(heads)


def read(content: str, texts: Texts) -> Iterator[Answer]:
    """The entities or the quotes of one article."""
    heads = tuple(content.split("\n", 1)[0].rstrip("\r").split("\t"))
    if heads not in {ENTITIES, QUOTES}:
        raise texts.wrong(1, "", "holds tokens and answers nothing", "name NAME.entities and NAME.quotes, or the folder")
    rows = list(table(content, texts))
    name, spans = tokens(texts)

    def at(row: Row, what: str) -> Span:
        first, last = (number(row, f"{what}{end}", texts) for end in (ENDS if what else TOKENS))
        return inside((first, last), spans, texts, row[0], what.strip("_") or "entity")

    if heads == ENTITIES:
        yield Answer(Document(id=name, mentions=tuple(mention(row, at(row, "")) for row in rows)))
    else:
        told = ((at(row, "quote"), at(row, "mention") if row[1]["mention_start"] not in NONE else None) for row in rows)
        quotes = (Quote(spans=(said,), speaker=Inline(start=who[0], end=who[1]) if who else None) for said, who in told)
        yield Answer(Document(id=name, quotes=tuple(quotes)))


def mention(row: Row, span: Span) -> Mention:
    """One entity."""
    _, told = row
    entity = None if told["COREF"] in NONE else told["COREF"]
    return Mention(start=span[0], end=span[1], type=told["cat"] or None, level=LEVELS.get(told["prop"]), entity=entity)


def table(content: str, texts: Texts) -> Iterator[Row]:
    """The rows under a table's head, each with its line; quotation marks are none of its own."""
    head, *lines = content.split("\n")
    heads = head.rstrip("\r").split("\t")
    for line, row in enumerate(lines, 2):
        cells = row.rstrip("\r").split("\t")
        if row.strip() and len(cells) != len(heads):
            raise texts.wrong(line, "", f"has {len(cells)} columns under {len(heads)} heads", SHAPE)
        if row.strip():
            yield line, dict(zip(heads, cells, strict=True))


def number(row: Row, column: str, texts: Texts) -> int:
    """The number of a token in a column."""
    if not row[1][column].isdecimal() or len(row[1][column]) > 9:
        raise texts.wrong(row[0], "", f"{row[1][column][:30]!r} in {column} is no number of a token", SHAPE)
    return int(row[1][column])


def tokens(texts: Texts) -> tuple[str, list[Span]]:
    """The article of a file and the spans of the tokens that stand beside it."""
    beside = next((path for path in (stem.with_name(stem.name + ".tokens") for stem in stems(Path(texts.path))) if path.is_file()), None)
    if beside is None:
        raise texts.wrong(0, "", f"has no {Path(texts.path).stem}.tokens beside it, which says where its tokens stand", SHAPE)
    own = Texts(str(beside), texts.texts)
    rows = list(table(files.text(str(beside), files.whole(str(beside))), own))
    if rows and WORD not in rows[0][1]:
        raise own.wrong(1, "", f"has no column {WORD!r}", SHAPE)
    return own.tokens(None, [[row[WORD] for _, row in rows]], [line for line, _ in rows])


def stems(path: Path) -> Iterator[Path]:
    """A file's name without one, two and three of its endings."""
    for _ in range(3):
        path = path.with_suffix("")
        yield path
