"""What language models answer, one file an article or a batch of requests: in a fence, in prose, cut off, where that takes no guess."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from dateline import files
from dateline.corpus import batches
from dateline.corpus.foreign import foreign
from dateline.corpus.mistakes import Mistakes
from dateline.corpus.notes import Reading
from dateline.corpus.repair import PROSE, alone, evened, loosened
from dateline.document import Document
from dateline.document.parts import ITEM_LAYERS
from dateline.files import Limits
from dateline.files.faults import DataError, Fault, one
from dateline.formats._answered import bared
from dateline.formats._keys import doubled
from dateline.formats._reader import Read, Texts
from dateline.formats._registry import recognised
from dateline.formats.native import guarded, read_all

SOME = re.compile(rb"""\{\s*["']|\[\s*\{""")  # the beginning of some JSON
TABLE = re.compile(r"^\|[^\n]*\|[ \t]*\r?\n\|[ \t:|-]+\|[ \t]*\r?\n(?:\|[^\n]*\|[ \t]*(?:\r?\n|\Z))*", re.MULTILINE)  # Markdown's
JSON = ("{", "[{", "[[", '["')
AROUND = "records read out of the object around them"
ANSWER = 16 * 2**20  # no model's answer is longer; past it a file is native or refused


def likely(sample: bytes) -> bool:
    """Whether a beginning may be a model's answer, or nothing at all, which has a message of its own."""
    said = any(b'"%s"' % name.encode() in sample for name in ("id", *ITEM_LAYERS))
    return (
        not sample.strip()
        or said
        or sample.lstrip().startswith((b"{", b"[(", b"[['"))
        or SOME.search(sample) is not None
        or TABLE.search(sample.decode("utf-8", "replace")) is not None
    )


def broken(sample: bytes) -> bool:
    """Whether words follow on the JSON of a whole file, or it is none as it stands."""
    if not sample.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return False
    lines = filter(bytes.strip, sample.split(b"\n"))
    return not sample.rstrip().endswith((b"}", b"]")) or not (is_json(sample) or all(map(is_json, lines)))


def is_json(part: bytes) -> bool:
    """Whether some bytes are a value of JSON."""
    try:
        json.loads(part)
    except (ValueError, RecursionError):
        return False
    return True


def native_or_loose(path: str, texts: Texts, reading: Reading, limits: Limits) -> Iterator[Read]:
    """Native documents; what a model answered is read in a fence, in prose, cut off, without an id, where that takes no guess."""
    if reading.strict or texts.texts.open or Path(path).stat().st_size > ANSWER:
        yield from read_all([path], limits)
        return
    faults: list[Fault] = []
    reads = list(guarded(read_all([path], limits), faults))
    beyond = any("(limit " in f.what or f.path == "$.id" or "given twice" in f.what for f in faults)  # not a question of writing
    if not faults or beyond:
        yield from reads
        if faults:
            raise DataError(faults)
        return
    noted: Mistakes = Counter()
    mended = other = None
    with suppress(DataError):
        content = files.text(path, files.whole(path, limits))
        other = other_format(content)
        other = other if other and other[2] else None  # what stands alone was asked its format
        mended = None if other else loosened(content, texts.identify, noted)
        inner = enveloped(content) if not other and not (mended and any(map(understood, mended[0]))) else None
        if inner is not None and (within := loosened(inner, texts.identify, Counter())):
            noted.clear()
            mended = within[0], [*within[1], AROUND]
    if other is not None:
        yield from of_another_format(path, *other, texts, reading, limits)
        return
    if mended is None:
        yield from reads
        raise DataError(faults)
    documents, repairs = mended
    if not any(map(understood, documents)) and noted:
        fix = "if another tool wrote it, --format names its format; `dateline describe schema` has the layers"
        raise one(path, 0, "", strange(noted), fix)
    reading.mistakes.update(noted)
    reading.repairs.update(repairs)
    layers = Counter((document.id, layer) for document in documents for layer in ITEM_LAYERS if getattr(document, layer) is not None)
    line = 1 if len(documents) == 1 or max(layers.values(), default=0) > 1 else -1  # of several, each has other layers of its article
    yield from (Read(document, path, line) for document in documents)


def understood(document: Document) -> bool:
    """Whether an answer has some layer."""
    return any(getattr(document, layer) is not None for layer in ITEM_LAYERS)


def other_format(content: str) -> tuple[str, str, list[str]] | None:
    """What a model answered in another tool's layout: its format, the answer alone, and the repairs that finding it took."""
    piece = alone(content) or plainly(content)
    if piece is None:
        return None
    kind = recognised(piece[0])
    if kind in {None, "native"} and (inner := enveloped(piece[0])) is not None and (kind := recognised(inner)) is not None:
        piece = inner, [*piece[1], AROUND]
    return None if kind in {None, "native"} else (str(kind), *piece)


def enveloped(content: str) -> str | None:
    """The list of records, or the object of lists by article, that stands alone among the facts of a run."""
    with suppress(ValueError, RecursionError):
        value = json.loads(content)
        held = (
            [inner for inner in value.values() if is_many(inner)] if isinstance(value, dict) and not value.keys() & set(ITEM_LAYERS) else []
        )
        return json.dumps(held[0]) if len(held) == 1 else None
    return None


def is_many(value: object) -> bool:
    """Whether a value is a list of objects with lists in them, or an object of lists of objects."""
    if isinstance(value, list):
        return bool(value) and all(
            isinstance(one, dict) and (any(isinstance(i, list) for i in one.values()) or len(one) > 2) for one in value
        )
    return isinstance(value, dict) and bool(value) and all(isinstance(one, list) for one in value.values())


def plainly(content: str) -> tuple[str, list[str]] | None:
    """An answer that is no JSON: the table in it, or what it is without a thought and out of its fence; and the repairs that took."""
    repairs: list[str] = []
    text, _ = bared(content, repairs)
    if text.lstrip().startswith(JSON):
        return None
    table = TABLE.search(text)
    if table is None:
        return text, repairs
    return table[0], [*repairs, PROSE] if text.strip() != table[0].strip() else repairs


def of_another_format(
    path: str, kind: str, content: str, repairs: list[str], texts: Texts, reading: Reading, limits: Limits
) -> Iterator[Read]:
    """The documents of an answer in another tool's layout."""
    reading.repairs.update(repairs)
    yield from foreign(path, kind, texts, reading, limits, content)


def batch(path: str, content: str, texts: Texts, reading: Reading, limits: Limits) -> Iterator[Read]:
    """The answers of models, each named by its article, or by the file; those that cannot be read are counted, if others can."""
    failed: list[tuple[int, str]] = []
    read = unread = 0
    try:
        for line, name, said in batches.told(content, texts):
            id_ = texts.identify(name or None, None, line)
            document = answered(said, id_, texts, reading, limits) if said is not None else "the request failed, or wrote nothing"
            if isinstance(document, str):
                failed.append((line, document))
                unread += said is not None
            else:
                read += 1
                yield Read(replace(document, id=id_), path, line)
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        what = f"is no answer of a model, nor a batch of them: {error}"
        raise one(path, 0, "", what, "give the answer as the interface returned it, of a batch its output file") from None
    if failed and (reading.strict or (unread and not read)):
        raise one(
            path, failed[0][0], "", f"has no answer that can be read: {failed[0][1]}", "`dateline describe prompt` says what to ask for"
        )
    if failed:
        reading.said.append(
            f"requests without an answer that can be read: {len(failed)}, missed; the first in line {failed[0][0]}: {failed[0][1]}"
        )


def by_article(path: str, texts: Texts, reading: Reading, limits: Limits) -> Iterator[Read]:
    """The answers of an object of them by article, each in any layout."""
    content = files.text(path, files.whole(path, limits))
    if twice := doubled(content):
        raise one(path, 0, "", twice, "give each key once")
    try:
        every = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise one(path, 0, "", f"is not JSON: {error}", "mend the JSON there") from None
    objects = [value for value in every.values() if isinstance(value, dict)]
    for name, value in zip(every, evened(objects), strict=True) if len(objects) == len(every) else every.items():
        document = answered(json.dumps(value), name, texts, reading, limits)
        if isinstance(document, str):
            raise one(path, 0, f"$[{name!r}]", document, "`dateline describe formats` says what can be read of an article")
        yield Read(replace(document, id=name), path, 1)


def answered(content: str, id_: str, texts: Texts, reading: Reading, limits: Limits) -> Document | str:
    """The document that a model wrote about an article, or why it is none."""
    noted: Mistakes = Counter()
    try:
        if (other := other_format(content)) is not None:
            reads = list(of_another_format(id_, *other, Texts(id_, texts.texts), reading, limits))
            return reads[0].document if len(reads) == 1 else f"holds {len(reads)} documents"
        answer = loosened(content, lambda *_: id_, noted)
    except DataError as error:
        return str(error.faults[0].what)
    if answer is None or len(answer[0]) != 1:
        return "holds no JSON that can be read" if answer is None else f"holds {len(answer[0])} JSON objects"
    if not understood(answer[0][0]) and noted:
        return strange(noted)
    reading.mistakes.update(noted)
    reading.repairs.update(answer[1])
    return answer[0][0]


def strange(noted: Mistakes) -> str:
    """What an answer holds where none of it is known."""
    return f"has none of the layers that are known here, but {', '.join(repr(word) for _, word in list(noted)[:3])}"
