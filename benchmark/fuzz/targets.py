"""What is fuzzed: each a function of some bytes that may refuse them with `DataError`, and must hold what it promises otherwise."""

import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from dateline.corpus.fitting import Mistakes
from dateline.corpus.gold import Gold
from dateline.corpus.loading import gold_of
from dateline.corpus.notes import Reading
from dateline.corpus.place import place
from dateline.corpus.reading import read_files
from dateline.corpus.repair import loosened
from dateline.document import Document, Mention, TextSpan, edtf
from dateline.evaluation.report import score
from dateline.evaluation.request import Request
from dateline.files import LIMITS
from dateline.files.faults import DataError
from dateline.formats._articles import Articles
from dateline.formats._reader import Read
from dateline.formats._registry import names
from dateline.variants.draws import Draws
from dateline.variants.edits import edited
from dateline.variants.recipe import Recipe
from dateline.variants.typography import typographic
from fuzz.undoing import record, undone

TEXT = "Kim 🎉 met Lee in Rome on 3 May 2020. He said it was good.\n"
AGAINST = gold_of([Read(Document(id="d", text=TEXT, dct="2020-05-06", mentions=(Mention(start=0, end=3, type="PER"),)), "gold", 1)], "d")
PLACE = Path(tempfile.mkdtemp(prefix="dateline-fuzz-"))
ROOM = 4_000  # bytes of one input
WORDS = TEXT.replace(".", " .").split()
(PLACE / "d.tokens").write_text("word\n" + "".join(f"{word}\n" for word in WORDS), "utf-8")  # which BookNLP's tables stand beside


def door(format_: str, data: bytes) -> None:
    """A file in one format, or in whichever it seems to be in, from its bytes to a score."""
    path = PLACE / "d.json"
    path.write_bytes(data)
    reading = Reading()
    reads = list(read_files([str(path)], Articles({"d": TEXT}.items()), reading, format_, LIMITS))
    report = score(reads, AGAINST, Request(limits=LIMITS), reading)
    for line in report.lines:
        for value in line.score[:3]:
            if value is not None and not 0 <= value <= 1:
                msg = f"{line.metric} is {value}"
                raise AssertionError(msg)


def own(format_: str, data: bytes) -> None:
    """The same file as somebody's own gold."""
    path = PLACE / "own.json"
    path.write_bytes(data)
    gold: Gold = gold_of(read_files([str(path)], Articles(open_=True), Reading(), format_, LIMITS), "own")
    for document in gold.documents.values():
        for mention in document.mentions or ():
            if mention.fragments is None and mention.text is not None and mention.start is not None:
                assert document.text is None or document.text[mention.start : mention.end] == mention.text


def aligner(data: bytes) -> None:
    """Strings placed in a text: inside it, exact where they say so, each place taken once."""
    text, *strings = data.decode("utf-8", "replace").split("\x1f")
    document = Document(id="d", mentions=tuple(Mention(text=string, head=TextSpan(text=string[:3])) for string in strings[:40] if string))
    done, _ = place(document, text)
    taken = [(m.start, m.end, m.text) for m in done.mentions or () if m.start is not None]
    assert len(taken) == len(set(taken))
    for mention in done.mentions or ():
        if mention.start is not None and mention.end is not None:
            assert 0 <= mention.start < mention.end <= len(text)
            assert mention.aligned != "exact" or text[mention.start : mention.end] == mention.text


def repairer(data: bytes) -> None:
    """What a model answered, with whatever stands around it."""
    loosened(data.decode("utf-8", "replace"), lambda *_: "d", Mistakes())


def dates(data: bytes) -> None:
    """Two values of time: credit from 0 to 1, the same both ways, 1 for a value that is an interval against itself."""
    one, _, other = data.decode("utf-8", "replace").partition("\x1f")
    found = edtf.credit(one, other, "2020-05-06")
    assert 0 <= found <= 1
    assert found == edtf.credit(other, one, "2020-05-06")
    for value in (one, other):
        edtf.from_timex(value)
        interval = edtf.parse(value)
        assert interval is None or interval[0] <= interval[1]


def typography(data: bytes) -> None:
    """A typographic variant of any text, and the way back."""
    seed, _, text = data.decode("utf-8", "replace").partition("\x1f")
    words = [at for at in range(len(text)) if text[at].isalpha() and (at == 0 or not text[at - 1].isalpha())]
    mentions = tuple(Mention(start=at, end=at + 1, text=text[at]) for at in words[:20])
    article = Document(id="d", text=text, mentions=mentions)
    try:
        change = typographic(article, Recipe(), Draws(seed))
    except ValueError:  # nothing to write otherwise
        return
    made = replace(edited(article, change), edits=tuple((edit.start, edit.end, edit.new) for edit in change.edits))
    assert undone(made, record(article, made)) == article


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    **{name: partial(door, name) for name in names()},
    "recognised": partial(door, ""),
    "gold": partial(own, ""),
    "aligner": aligner,
    "repairer": repairer,
    "dates": dates,
    "typography": typography,
}


def tried(name: str, data: bytes) -> None:
    """One input; a refusal in one message is as good as an answer."""
    try:
        TARGETS[name](data[:ROOM])
    except DataError:
        return
