"""Google's Natural Language API: `{"entities": [{"name", "type", "mentions": [{"text": {"content", "beginOffset"}, "type"}]}]}`.

An entity's mentions are its coreferent ones; `PROPER` is a name, `COMMON` a nominal. One answer a file (the article by its file's
name), or one a line with an `id`. Unit: the one in which most mentions are their own text, as `encodingType` is not told; without offsets
they are looked for. Loses: heads, and every other layer; metadata, salience and sentiment are not read.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from dateline.document import Document, Mention
from dateline.document.units import LENGTHS, Converter
from dateline.formats._keys import keys
from dateline.formats._reader import Answer, Name, Texts
from dateline.formats._typed import records

EACH = True  # a value of many is read by itself

SHAPE = "an entity has a type and mentions, each with text.content and text.beginOffset"
NOWHERE = -1  # the offset of an answer whose encoding was not asked for


class Words(msgspec.Struct, rename="camel"):
    """Some words and where they begin."""

    content: str
    begin_offset: int = NOWHERE


class Said(msgspec.Struct):
    """A mention."""

    text: Words
    type: str = ""


class Entity(msgspec.Struct):
    """An entity with its mentions."""

    mentions: list[Said]
    type: str = ""


class Page(msgspec.Struct):
    """One answer."""

    entities: list[Entity]
    id: Name = None


LEVELS: dict[str, Literal["NAM", "NOM"]] = {"PROPER": "NAM", "COMMON": "NOM"}


def recognise(sample: str) -> bool:
    """Entities whose mentions have a `beginOffset`."""
    return keys(sample).get("entities") in {"[{", "[]"} and '"mentions"' in sample and '"beginOffset"' in sample


def read(content: str, texts: Texts) -> Iterator[Answer]:
    """Every answer."""
    for line, page in records(content, Page, texts, SHAPE):
        name = texts.identify(page.id, None, line)
        yield Answer(Document(id=name, mentions=tuple(mentions(page, texts.texts.get(name) or ""))), line=line)


def mentions(page: Page, text: str) -> Iterator[Mention]:
    """The mentions of every entity, in code points of the article."""
    every = [(number, entity, said) for number, entity in enumerate(page.entities) for said in entity.mentions]
    convert = max((Converter(text, unit) for unit in LENGTHS), key=lambda one: sum(stands(said.text, one, text) for _, _, said in every))
    for number, entity, said in every:
        words, start = said.text.content, convert(said.text.begin_offset)
        place = (None, None) if said.text.begin_offset == NOWHERE else (start, start + len(words))
        yield Mention(start=place[0], end=place[1], text=words, type=entity.type or None, entity=f"e{number}", level=LEVELS.get(said.type))


def stands(words: Words, convert: Converter, text: str) -> bool:
    """Whether some words stand where they begin."""
    return words.begin_offset >= 0 and text.startswith(words.content, convert(words.begin_offset))
