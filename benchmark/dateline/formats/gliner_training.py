"""GLiNER's training data: `{tokenized_text: […], ner: [[first, last, label], …]}`, a list of them or one a line.

Labels are as they were asked for. A record is an article, or a sentence of one: that of `id` or `doc_id`, or the one that has its words.
Unit: tokens of the record, end inclusive, found in the article's text in order. Loses: levels, entities, and every other layer. What its
`predict_entities` gives is read as flat.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from dateline.document import Document, Mention
from dateline.formats._articles import squeezed
from dateline.formats._keys import keys
from dateline.formats._predicted import refuse_beside
from dateline.formats._reader import Answer, Name, Offset, Texts, inside, sentences_of
from dateline.formats._typed import records

EACH = True  # a value of many is read by itself

SHAPE = "tokenized_text, and ner as [first, last, label]"


class Line(msgspec.Struct):
    """One text."""

    tokenized_text: list[str]
    ner: list[list[Any]]
    id: Name = None
    doc_id: Name = None


def recognise(sample: str) -> bool:
    """A tokenized text with names."""
    return keys(sample).keys() >= {"tokenized_text", "ner"}


def read(content: str, texts: Texts) -> Iterator[Answer]:
    """The articles of the file, their sentences put together."""
    refuse_beside(content, texts, ("items",))
    articles: dict[Name, list[tuple[int, Line]]] = {}
    for number, line in records(content, Line, texts, SHAPE):
        name = line.doc_id if line.doc_id is not None else line.id
        known = texts.known(str(name)) if name is not None else None
        if texts.texts.open:
            yield answer(name, [(number, line)], texts)
        else:
            articles.setdefault(known or texts.identify(None, "".join(line.tokenized_text), number), []).append((number, line))
    for article, lines in articles.items():
        whole = all(texts.texts.alike(squeezed("".join(line.tokenized_text))) for _, line in lines)
        yield from (answer(article, part, texts) for part in ([[one] for one in lines] if whole else [lines]))


def answer(name: Name, lines: list[tuple[int, Line]], texts: Texts) -> Answer:
    """One article."""
    id_, spans = texts.tokens(name, [line.tokenized_text for _, line in lines], line=lines[0][0])
    mentions: list[Mention] = []
    for (number, line), own in zip(lines, sentences_of(spans, (len(line.tokenized_text) for _, line in lines)), strict=True):
        for row in line.ner:
            try:
                first, last, label = msgspec.convert(row[:3], tuple[Offset, Offset, str], strict=False)
            except msgspec.ValidationError as error:
                raise texts.wrong(number, "$.ner", f"{str(row)[:60]!r}: {str(error).lower()}", SHAPE) from None
            start, end = inside((first, last), own, texts, number, "name")
            mentions.append(Mention(start=start, end=end, type=label))
    return Answer(Document(id=id_, mentions=tuple(mentions)), line=lines[0][0])
