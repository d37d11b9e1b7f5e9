"""Stanford CoreNLP's JSON: `{sentences: [{tokens, entitymentions}], corefs, quotes}`.

A mention of `corefs` is tokens of its sentence, from 1, end exclusive. Unit: that in which the tokens are as long as their offsets say; end
exclusive. The tokens, put at their offsets, stand for the tool's own copy of the text. Without `entitymentions` runs of tokens with one
`ner` are names; DATE, TIME, DURATION and SET are time expressions, with SUTime's values. Loses: levels, heads, and every other layer;
`entitylink`, dependencies and relations are not read.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import cast, get_args

import msgspec

from dateline.document import Document, Inline, Mention, Quote, Span, Time, TimeType
from dateline.formats._keys import keys
from dateline.formats._laid import laid
from dateline.formats._reader import Answer, Name, Offset, Texts
from dateline.formats._typed import records

EACH = True  # a value of many is read by itself

TIMES = frozenset(get_args(TimeType))
SHAPE = "CoreNLP's outputFormat json"


class Timex(msgspec.Struct):
    """What SUTime reads in a time expression; without a document's date a value may be missing."""

    value: str | None = None


class Token(msgspec.Struct, rename="camel"):
    """A token."""

    character_offset_begin: Offset
    character_offset_end: Offset
    original_text: str = ""
    word: str = ""
    ner: str = "O"
    timex: Timex | None = None


class Entity(msgspec.Struct, rename="camel"):
    """A named entity."""

    character_offset_begin: Offset
    character_offset_end: Offset
    ner: str
    text: str = ""
    timex: Timex | None = None


class Sentence(msgspec.Struct):
    """A sentence."""

    tokens: list[Token]
    entitymentions: list[Entity] | None = None


class Link(msgspec.Struct, rename="camel"):
    """A mention of a coreference chain."""

    sent_num: Offset
    start_index: Offset
    end_index: Offset


class Said(msgspec.Struct, rename="camel"):
    """A quote."""

    begin_index: Offset
    end_index: Offset
    text: str = ""
    speaker: str | None = None


class Page(msgspec.Struct, rename="camel"):
    """A document."""

    sentences: list[Sentence]
    corefs: dict[str, list[Link]] = {}
    quotes: list[Said] | None = None
    doc_id: Name = None


def recognise(sample: str) -> bool:
    """Sentences with `characterOffsetBegin`."""
    return keys(sample).get("sentences") == "[{" and '"characterOffsetBegin"' in sample


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """Every document."""
    return (answer(page, texts, line) for line, page in records(content, Page, texts, SHAPE))


def answer(page: Page, texts: Texts, line: int) -> Answer:
    """One document."""
    tokens = [token for sentence in page.sentences for token in sentence.tokens]
    own, convert = laid([(t.character_offset_begin, t.character_offset_end, t.original_text or t.word) for t in tokens], texts)

    def at(begin: int, end: int) -> tuple[int, int]:
        return convert(begin), convert(end)

    owner = {
        at(sentence[link.start_index - 1].character_offset_begin, sentence[link.end_index - 2].character_offset_end): f"c{chain}"
        for chain, links in page.corefs.items()
        for link in links
        if (sentence := sentence_of(page, link, texts))
    }
    listed = any(sentence.entitymentions is not None for sentence in page.sentences)
    entities = [one for sentence in page.sentences for one in (sentence.entitymentions or () if listed else runs(sentence.tokens))]
    every = {at(n.character_offset_begin, n.character_offset_end): n for n in entities}
    names = {place: name for place, name in every.items() if name.ner not in TIMES}
    times = tuple(time(place, name, own) for place, name in sorted(every.items()) if name.ner in TIMES)
    found = tuple(
        Mention(
            start=place[0],
            end=place[1],
            text=(names[place].text if place in names else "") or own[place[0] : place[1]],
            type=names[place].ner if place in names else None,
            entity=owner.get(place),
            level="NOM" if names and place not in names else None,
        )
        for place in sorted({*owner, *names})
    )
    said = [(at(one.begin_index, one.end_index), one) for one in page.quotes or ()]
    quotes = tuple(Quote(spans=(place,), speaker=speaker(one)) for place, one in said)
    document = Document(
        id=texts.identify(page.doc_id, own), mentions=found, times=times or None, quotes=quotes if page.quotes is not None else None
    )
    proofs = tuple(Mention(start=place[0], end=place[1], text=one.text) for place, one in said if one.text)
    return Answer(document, "code point", own, line, proofs=proofs)


def runs(tokens: list[Token]) -> Iterator[Entity]:
    """The runs of tokens of one tag, where entities are not listed: its annotator of them may be left out."""
    for tag, group in groupby(tokens, attrgetter("ner")):
        if tag != "O":
            inside = list(group)
            yield Entity(inside[0].character_offset_begin, inside[-1].character_offset_end, tag, timex=inside[0].timex)


def time(place: Span, named: Entity, own: str) -> Time:
    """A time expression."""
    value = named.timex.value if named.timex else None
    return Time(start=place[0], end=place[1], text=named.text or own[slice(*place)], type=cast("TimeType", named.ner), value=value)


def speaker(said: Said) -> Inline | None:
    """Who said a quote, by name, where CoreNLP knows."""
    return Inline(text=said.speaker) if said.speaker and said.speaker != "Unknown" else None


def sentence_of(page: Page, link: Link, texts: Texts) -> list[Token]:
    """The tokens of the sentence of a coreferent mention, which are inside it."""
    if not 1 <= link.sent_num <= len(page.sentences):
        raise texts.wrong(0, "$.corefs", f"sentence {link.sent_num} is none of {len(page.sentences)}", SHAPE)
    tokens = page.sentences[link.sent_num - 1].tokens
    if not 1 <= link.start_index < link.end_index <= len(tokens) + 1:
        raise texts.wrong(0, "$.corefs", f"tokens {link.start_index} to {link.end_index} are not in a sentence of {len(tokens)}", SHAPE)
    return tokens
