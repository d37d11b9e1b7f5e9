"""What all readers share: which article a file is about, and its tokens found in the text.

A reader hands over answers: documents in its tool's own unit, beside the tool's own copy of the text where there is one. Nothing in
them is believed before `corpus.offsets` has held it against the article.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import Struct, field

from dateline.document import Document, Mention, Span
from dateline.document.units import token_spans
from dateline.files.faults import DataError, Fault, Suggestion, one
from dateline.formats._articles import Apart, Articles, squeezed, without_ending

Unit = Literal["code point", "utf-16", "byte"]
FAR = 2**31
NAME = 300  # characters; no name of an article is longer
SHORT = 3  # characters by which an id may be known
Offset = Annotated[int, msgspec.Meta(ge=-FAR, le=FAR)]
Name = str | int | None  # an id as tools write it


class Answer(NamedTuple):
    """A document whose offsets count a unit of the article (or of `text`, the tool's own copy), and what of the file was not read.

    Of several units the items' own texts tell which it is, and `proofs` beside them: places with their texts that are no items.
    """

    document: Document
    unit: Unit | tuple[Unit, ...] = "code point"
    text: str | None = None
    line: int = 0
    unread: Counter[str] = Counter()  # noqa: RUF012 - never changed
    repairs: Counter[str] = Counter()  # noqa: RUF012 - never changed
    proofs: tuple[Mention, ...] = ()


class Read(NamedTuple):
    """A document with the line of the file it came from."""

    document: Document
    file: str
    line: int


class Texts(Struct):
    """The articles by id, for one file: found by id, by equal text, by the file's name, by a part of the text, or as the only one."""

    path: str
    texts: Articles
    taken: Counter[str] = field(default_factory=Counter)
    whole: dict[str, int] = {}  # the lines of articles whose tokens were all given
    reached: dict[str, tuple[int, int, bool]] = {}  # how far the tokens of each went, how long it is, and whether words are left
    before: str = ""  # the article that the part before is of
    declared: str = ""  # what an earlier part of the file says of the next
    choices: dict[str, str] = field(default_factory=dict)  # what parts of the file have in common, as far as they were seen
    first: int = 1  # the line of the file at which begins what is read of it
    part: Literal["", "lines", "values"] = ""  # of what it is some, where it is not the whole file

    def identify(self, name: Name = None, text: str | None = None, line: int = 0) -> str:
        """The id of the article; raises a fault that says what was tried."""
        if isinstance(name, str) and len(name) > NAME:  # the article itself, under a key of names
            name, text = None, name if text is None else text
        named = None if name is None else str(name)
        if self.texts.open and not (named in self.texts.given or (named is None and self.known(Path(self.path).name) in self.texts.given)):
            return self.opened(named, text)
        known = self.known(named) if named else None
        itself = known is not None and text == self.texts[known]
        whole = "" if text is None or itself else squeezed(text)
        same = self.texts.alike(whole) if text is not None and not itself else []
        if same and isinstance(name, str) and not name.isdecimal() and name in self.texts and name not in same:
            raise self.wrong(line, "", f"is about {name!r}, and its text is that of {same[0]!r}", "give the id and the text of one article")
        if same and known not in same:  # an article's own text tells more than a running number
            self.taken[same[0]] += 1
            return same[min(self.taken[same[0]], len(same)) - 1]
        if known is not None:
            return known
        if text is not None and (holder := self.texts.holding(whole, self.before)) is not None:
            self.before = holder
            return holder
        stem = Path(self.path).name
        doubtful = named is not None and not isinstance(name, int) and text is None  # the file says which, and it is none of these
        if not doubtful and (known := self.known(stem)) is not None:
            return known
        if not doubtful and text is None and len(self.texts) == 1:
            return next(iter(self.texts))
        tried = f"id {named!r}" if named else f"file name {stem!r}" + (" and its text" if text is not None else "")
        what = f"is about no article of the gold: tried {tried}"
        raise DataError([Fault(self.path, line, "", what, Suggestion(named or stem, tuple(self.texts), " (name the article's id)"))])

    def known(self, name: str) -> str | None:
        """The id that a name stands for: itself, without folders and endings, or the only one that begins so."""
        if self.texts.knows(name):
            return name
        own = PurePosixPath(name).name or name
        parts = own.split(".")
        for tried in dict.fromkeys((own, *(".".join(parts[:k]) for k in range(len(parts) - 1, 0, -1)))):
            if self.texts.knows(tried):
                return tried
        first, *rest = without_ending(own).split(".")
        if len(first) < SHORT or any(map(str.isdecimal, rest)):  # a number tells one article from another
            return None
        begun = [known for known in self.texts.begun(first) if not known[len(first)].isalnum()]
        return begun[0] if len(begun) == 1 else None

    def agree(self, on: str, choice: str) -> None:
        """Note what is chosen for a part of the file; raises `Apart` where an earlier one was another's."""
        if self.part and self.choices.setdefault(on, choice) != choice:
            raise Apart

    def opened(self, name: str | None, text: str | None) -> str:
        """The id of a new article: as the file says, else after the file, with a number from the second on."""
        stem = without_ending(Path(self.path).name)
        own = name or stem
        self.taken[own] += 1
        id_ = own if name or self.taken[own] == 1 else f"{own}-{self.taken[own]}"
        beside = Path(self.path).with_suffix(".txt")
        if text is None and id_ not in self.texts and id_ == stem and beside.is_file():
            text = beside.read_text("utf-8")
        self.texts.setdefault(id_, text)
        return id_

    def text(self, name: str) -> str:
        """The text of an article; raises when there is none."""
        known = self.texts.get(name)
        if known is None:
            raise one(
                self.path,
                0,
                "",
                f"there is no text of {name!r}, which this format needs",
                "give `text` in the gold, or NAME.txt beside the file",
            )
        return known

    def tokens(self, name: Name, sentences: Sequence[Sequence[str]], lines: Sequence[int] = (), line: int = 0) -> tuple[str, list[Span]]:
        """The article of some tokens and the spans of the tokens in its text; of a new one the tokens are the text."""
        tokens = list(chain.from_iterable(sentences))
        whole = None if name is None or self.texts.open else self.all_of(str(name), tokens)
        if whole:
            self.note(*whole, line)
            return whole
        if self.texts.open and not Path(self.path).with_suffix(".txt").is_file():
            joined = "\n".join(" ".join(sentence) for sentence in sentences if sentence)
            id_ = self.identify(name, joined, line)
        else:
            id_ = self.identify(name, "".join(tokens), line)
        spans = token_spans(tokens, self.text(id_))
        if isinstance(spans, int):
            what = f"token {tokens[spans]!r} is not next in the text of {id_!r}"
            raise self.wrong(lines[spans] if lines else line, "", what, "keep the article's own characters and order")
        self.note(id_, spans, line)
        return id_, spans

    def all_of(self, name: str, tokens: list[str]) -> tuple[str, list[Span]] | None:
        """The article that a name stands for and the spans of its tokens, if these are all of it: then no other need be looked at."""
        known = self.known(name) if tokens and len(name) <= NAME else None
        text = self.texts.get(known) if known is not None else None
        spans = token_spans(tokens, text) if text is not None else 0
        if known is None or text is None or isinstance(spans, int):
            return None
        return None if text[: spans[0][0]].strip() or text[spans[-1][1] :].strip() else (known, spans)

    def borders(self, sentences: Sequence[Sequence[str]]) -> list[int]:
        """After how many sentences each article ends, where they are several whole ones that follow each other; else nothing."""
        ends: list[int] = []
        held: list[str] = []
        size = 0
        for number, sentence in enumerate(sentences, 1):
            held.append(squeezed("".join(sentence)))
            size += len(held[-1])
            if size in self.texts.sizes and self.texts.alike("".join(held)):
                ends.append(number)
                held, size = [], 0
        return ends if len(ends) > 1 and not size else []

    def note(self, name: str, spans: Sequence[Span], line: int) -> None:
        """Note how far the tokens of an article go; a fault where all of them are given again."""
        text = self.text(name)
        start, end = (spans[0][0], spans[-1][1]) if spans else (0, 0)
        more = bool(text[end:].strip())
        self.reached[name] = max(self.reached.get(name, (0, 0, False)), (end, len(text), more))
        if spans and not more and not text[:start].strip() and self.whole.setdefault(name, line) != line:
            what = f"document {name!r} is given twice, in lines {self.whole[name]} and {line}"
            raise self.wrong(line, "", what, "give each article once")

    def ended(self) -> list[str]:
        """The articles whose tokens end before they do, each with how far they went; of none of them more is to come."""
        short = [f"{name!r}, at character {end:,} of {size:,}" for name, (end, size, more) in self.reached.items() if more]
        self.reached.clear()
        self.whole.clear()
        return short

    def wrong(self, line: int, where: str, what: str, fix: str) -> DataError:
        """A fault of this file."""
        return DataError([Fault(self.path, line, where, what, fix)])


def sentences_of(spans: Sequence[Span], sizes: Iterable[int]) -> Iterator[Sequence[Span]]:
    """The spans of the tokens of each sentence, of so many tokens."""
    begin = 0
    for size in sizes:
        yield spans[begin : begin + size]
        begin += size


def inside(place: Sequence[int], spans: Sequence[Span], texts: Texts, line: int, what: str) -> Span:
    """The span from a first to a last token, both inside; a fault where there is none."""
    first, last = place
    if not 0 <= first <= last < len(spans):
        raise texts.wrong(line, "", f"{what} [{first}, {last}] is outside the {len(spans)} tokens", "count tokens of the document from 0")
    return spans[first][0], spans[last][1]
