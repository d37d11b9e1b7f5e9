"""Stanza's `Document.to_dict()`: sentences as lists of tokens `{text, start_char, end_char, ner}`, tags BIOES.

Unit: that in which the tokens are as long as their offsets say; end exclusive. The tokens, put at their offsets, stand for the tool's own
copy of the text. Several documents stand
in a list, or one a line. Loses: levels, heads, entities, and every other layer.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from dateline.document import Document
from dateline.formats._laid import laid
from dateline.formats._reader import Answer, Offset, Texts
from dateline.formats._tags import TAG, chunks, tag_names
from dateline.formats._typed import mistyped

SHAPE = "Document.to_dict() of Stanza"
PLACED = re.compile(r'"start_char"|"misc":\s*"[^"]*start_char=')


class Word(msgspec.Struct):
    """A token of Stanza; one of several words has the first and the last of their ids."""

    text: str
    id: int | tuple[int, ...] = 0
    start_char: Offset | None = None
    end_char: Offset | None = None
    ner: str = "O"
    misc: str = ""


def recognise(sample: str) -> bool:
    """Lists of tokens with `start_char` and a tag; of its first editions in `misc`."""
    return "".join(sample[:200].split()).startswith(("[[{", "[[[{")) and PLACED.search(sample) is not None and '"ner"' in sample


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """The document of the file, or those of a list of them, or of its lines."""
    lines = [line for line in content.split("\n") if line.strip()]
    several = "".join(content[:200].split()).startswith("[[[")
    parts = lines if len(lines) > 1 and all(line.startswith("[[") and line.rstrip().endswith("]]") for line in lines) else [content]
    try:
        for part in parts:
            if several:
                for sentences in msgspec.json.decode(part, type=list[list[list[Word]]], strict=False):
                    yield answer(sentences, texts)
            else:
                yield answer(msgspec.json.decode(part, type=list[list[Word]], strict=False), texts)
    except msgspec.ValidationError as error:
        raise mistyped(error, texts, 1, SHAPE) from None
    except msgspec.DecodeError as error:
        raise texts.wrong(0, "", f"is not JSON: {error}", SHAPE) from None


def answer(sentences: list[list[Word]], texts: Texts) -> Answer:
    """One document."""
    tokens = (placed(word) for sentence in sentences for word in tokens_of(sentence))
    words = [word for word in tokens if word.start_char is not None and word.end_char is not None]
    spans = [(word.start_char or 0, word.end_char or 0) for word in words]
    wrong = next((word.ner for word in words if not TAG.fullmatch(word.ner)), None)
    if wrong is not None:
        raise texts.wrong(0, "", f"{wrong!r} is no tag", tag_names())
    own, convert = laid([(*span, word.text) for span, word in zip(spans, words, strict=True)], texts)
    found = chunks([word.ner for word in words], [(convert(start), convert(end)) for start, end in spans], own)
    return Answer(Document(id=texts.identify(None, own), mentions=tuple(found)), "code point", own)


def placed(word: Word) -> Word:
    """A token with the offsets that stand in its `misc`, if it has none of its own."""
    told = dict(part.partition("=")[::2] for part in word.misc.split("|"))
    edges = told.get("start_char", ""), told.get("end_char", "")
    if word.start_char is not None or not all(map(str.isdecimal, edges)):
        return word
    return msgspec.structs.replace(word, start_char=int(edges[0]), end_char=int(edges[1]))


def tokens_of(sentence: list[Word]) -> Iterator[Word]:
    """The tokens of a sentence, without the words that a token of several is made of."""
    last = 0
    for word in sentence:
        if isinstance(word.id, tuple) and len(word.id) > 1:
            last = word.id[-1]
        elif isinstance(word.id, int) and 0 < word.id <= last:
            continue
        yield word
