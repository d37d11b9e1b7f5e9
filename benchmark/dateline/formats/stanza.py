"""Stanza's `Document.to_dict()` and Stanford CoreNLP's JSON: tokens with their characters, names, and CoreNLP's coreference and quotes.

Stanza: sentences as lists of tokens `{text, start_char, end_char, ner}`, tags BIOES. CoreNLP: `{sentences: [{tokens, entitymentions}],
corefs, quotes}`; a mention of `corefs` is tokens of its sentence, from 1, end exclusive. Unit: code points, or UTF-16 where the tokens
show it; end exclusive. The tokens, put at their offsets, stand for the tool's own copy of the text. Loses: levels, heads, and every other
layer; `entitylink`, dependencies and relations are not read.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from dateline.document import Document, Inline, Mention, Quote
from dateline.formats._keys import keys
from dateline.formats._reader import Answer, Name, Offset, Texts
from dateline.formats._tags import TAG, chunks

SHAPE = "Document.to_dict() of Stanza, or CoreNLP's outputFormat json"
LONGEST = 8 << 20  # characters that tokens may reach


class Word(msgspec.Struct):
    """A token of Stanza."""

    text: str
    start_char: Offset | None = None
    end_char: Offset | None = None
    ner: str = "O"
    misc: str = ""


class Token(msgspec.Struct, rename="camel"):
    """A token of CoreNLP."""

    character_offset_begin: Offset
    character_offset_end: Offset
    original_text: str = ""
    word: str = ""


class Name_(msgspec.Struct, rename="camel"):  # noqa: N801 - a name in the text
    """A named entity of CoreNLP."""

    character_offset_begin: Offset
    character_offset_end: Offset
    ner: str
    text: str


class Sentence(msgspec.Struct):
    """A sentence of CoreNLP."""

    tokens: list[Token]
    entitymentions: list[Name_] = []


class Link(msgspec.Struct, rename="camel"):
    """A mention of a coreference chain of CoreNLP."""

    sent_num: Offset
    start_index: Offset
    end_index: Offset


class Said(msgspec.Struct, rename="camel"):
    """A quote of CoreNLP."""

    begin_index: Offset
    end_index: Offset
    text: str = ""
    speaker: str | None = None


class Page(msgspec.Struct, rename="camel"):
    """A document of CoreNLP."""

    sentences: list[Sentence]
    corefs: dict[str, list[Link]] = {}
    quotes: list[Said] | None = None
    doc_id: Name = None
    doc_date: Any = None


def recognise(sample: str) -> bool:
    """Lists of tokens with `start_char`; sentences with `characterOffsetBegin`."""
    start = "".join(sample[:200].split())
    if start.startswith("[[{"):
        return '"start_char"' in sample and '"ner"' in sample
    return keys(sample).get("sentences") == "[{" and '"characterOffsetBegin"' in sample


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """The document of the file."""
    kind: Any = list[list[Word]] if content.lstrip("\ufeff \t\r\n").startswith("[") else Page
    try:
        found = msgspec.json.decode(content, type=kind, strict=False)
    except msgspec.ValidationError as error:
        raise texts.wrong(0, "", f"is not their layout: {error}", SHAPE) from None
    except msgspec.DecodeError as error:
        raise texts.wrong(0, "", f"is not JSON: {error}", SHAPE) from None
    yield answer_of_stanza(found, texts) if isinstance(found, list) else answer_of_corenlp(found, texts)


def laid(tokens: Iterable[tuple[int, int, str]], texts: Texts) -> str:
    """The text that tokens make at their offsets."""
    parts: list[str] = []
    at = 0
    for start, end, words in tokens:
        if start < at or end < start or end > LONGEST:
            raise texts.wrong(0, "", f"token {words!r} at [{start}, {end}] is not after the one before it", SHAPE)
        parts += [" " * (start - at), words]
        at = start + len(words)
    return "".join(parts)


def answer_of_stanza(sentences: list[list[Word]], texts: Texts) -> Answer:
    """A document of Stanza."""
    words = [word for sentence in sentences for word in sentence if word.start_char is not None and word.end_char is not None]
    spans = [(word.start_char or 0, word.end_char or 0) for word in words]
    wrong = next((word.ner for word in words if not TAG.fullmatch(word.ner)), None)
    if wrong is not None:
        raise texts.wrong(0, "", f"{wrong!r} is no tag", "BIOES tags, as B-PERSON")
    own = laid([(*span, word.text) for span, word in zip(spans, words, strict=True)], texts)
    found = chunks([word.ner for word in words], spans, own)
    return Answer(Document(id=texts.identify(None, own), mentions=tuple(found)), ("code point", "utf-16"), own)


def answer_of_corenlp(page: Page, texts: Texts) -> Answer:
    """A document of CoreNLP."""
    tokens = [token for sentence in page.sentences for token in sentence.tokens]
    own = laid([(t.character_offset_begin, t.character_offset_end, t.original_text or t.word) for t in tokens], texts)
    owner = {
        (sentence[link.start_index - 1].character_offset_begin, sentence[link.end_index - 2].character_offset_end): f"c{chain}"
        for chain, links in page.corefs.items()
        for link in links
        if (sentence := sentence_of(page, link, texts))
    }
    names = {(n.character_offset_begin, n.character_offset_end): n for sentence in page.sentences for n in sentence.entitymentions}
    found = tuple(
        Mention(
            start=at[0],
            end=at[1],
            text=names[at].text if at in names else own[at[0] : at[1]],
            type=names[at].ner if at in names else None,
            entity=owner.get(at),
        )
        for at in sorted({*owner, *names})
    )
    quotes = [
        Quote(
            spans=((said.begin_index, said.end_index),),
            speaker=Inline(text=said.speaker) if said.speaker and said.speaker != "Unknown" else None,
        )
        for said in page.quotes or ()
    ]
    document = Document(id=texts.identify(page.doc_id, own), mentions=found, quotes=tuple(quotes) if page.quotes is not None else None)
    return Answer(document, ("code point", "utf-16"), own, 0, Counter())


def sentence_of(page: Page, link: Link, texts: Texts) -> list[Token]:
    """The tokens of the sentence of a coreferent mention, which are inside it."""
    if not 1 <= link.sent_num <= len(page.sentences):
        raise texts.wrong(0, "$.corefs", f"sentence {link.sent_num} is none of {len(page.sentences)}", SHAPE)
    tokens = page.sentences[link.sent_num - 1].tokens
    if not 1 <= link.start_index < link.end_index <= len(tokens) + 1:
        raise texts.wrong(0, "$.corefs", f"tokens {link.start_index} to {link.end_index} are not in a sentence of {len(tokens)}", SHAPE)
    return tokens
