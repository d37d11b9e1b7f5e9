"""A *typographic* variant says the same in other characters: quotation marks, dashes, spaces, line ends, case, composed letters."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from dateline.document import Document, Item, Span
from dateline.document.parts import items_of, spans_of
from dateline.document.sentences import sentences
from dateline.variants.draws import Draws
from dateline.variants.edits import Change, Edit
from dateline.variants.recipe import Recipe

OPENING = re.compile(r"""(?<![\w'"’”])['"](?=\S)""")
SINGLE = re.compile(r"(?<!\w)['‘]((?:[^'‘’\n]|(?<=\w)['’](?=\w))+)['’](?!\w)")
HEADING = re.compile(r"^[^\n]*[^\n.!?:”\"’' ]$", re.MULTILINE)
WIDTHS = (60, 66, 72, 78)
STRAIGHT = {"‘": "'", "’": "'", "“": '"', "”": '"'}
ATTEMPTS = 100
DASHES = (" – ", " — ", "--", " - ")


def straight(cells: list[str], text: str, _: Draws) -> None:
    """Straight quotation marks and apostrophes."""
    for at, character in enumerate(text):
        cells[at] = STRAIGHT.get(character, cells[at])


def curly(cells: list[str], text: str, _: Draws) -> None:
    """Curly quotation marks and apostrophes."""
    opening = {match.start() for match in OPENING.finditer(text)}
    for at, character in enumerate(text):
        if character in "'\"":
            cells[at] = {"'": "‘’", '"': "“”"}[character][at not in opening]


def doubled(cells: list[str], text: str, _: Draws) -> None:
    """Double quotation marks for single ones."""
    for match in SINGLE.finditer(text):
        cells[match.start()], cells[match.end() - 1] = ("“", "”") if text[match.start()] == "‘" else ('"', '"')


def dashed(cells: list[str], text: str, draws: Draws) -> None:
    """Another dash between clauses."""
    dash = draws.one(DASHES)
    for match in re.finditer("—", text):
        cells[match.start()] = dash


def two_spaces(cells: list[str], text: str, _: Draws) -> None:
    """Two spaces after a sentence."""
    for sentence in sentences(text):
        if text[sentence[1] : sentence[1] + 1] == " ":
            cells[sentence[1]] = "  "


def unbroken(cells: list[str], text: str, draws: Draws) -> None:
    """No-break spaces here and there, as pages have them."""
    for at, character in enumerate(text):
        if character == " " and cells[at] == " " and not draws.below(8):
            cells[at] = "\u00a0"


def wrapped(cells: list[str], text: str, draws: Draws) -> None:
    """Lines of some width, and an empty line between paragraphs."""
    width, column, space = draws.one(WIDTHS), 0, -1
    for at, character in enumerate(text):
        if character == "\n":
            if at and text[at - 1] != "\n" and text[at + 1 : at + 2] != "\n":
                cells[at] = "\n\n"
            column, space = 0, -1
            continue
        column += 1
        space = at if cells[at] == " " else space
        if column > width and space >= 0:
            cells[space] = "\n"
            column, space = at - space, -1


def carriage(cells: list[str], _: str, __: Draws) -> None:
    """CRLF at the end of lines."""
    cells[:] = [cell.replace("\n", "\r\n") for cell in cells]


def decomposed(cells: list[str], _: str, __: Draws) -> None:
    """Letters and their accents apart (NFD)."""
    cells[:] = [unicodedata.normalize("NFD", cell) for cell in cells]


def shouted(cells: list[str], _: str, __: Draws) -> None:
    """All in capitals."""
    cells[:] = [cell.upper() if len(cell.upper()) == len(cell) else cell for cell in cells]


def lowered(cells: list[str], _: str, __: Draws) -> None:
    """All in small letters."""
    cells[:] = [cell.lower() if len(cell.lower()) == len(cell) else cell for cell in cells]


def headed(cells: list[str], text: str, _: Draws) -> None:
    """Headlines in capitals."""
    for match in HEADING.finditer(text):
        cells[match.start() : match.end()] = [cell.upper() for cell in cells[match.start() : match.end()]]


def titled(cells: list[str], text: str, _: Draws) -> None:
    """Headlines With A Capital For Every Word."""
    for heading in HEADING.finditer(text):
        for match in re.finditer(r"(?<![\w'’])\w", text[heading.start() : heading.end()]):
            at = heading.start() + match.start()
            cells[at] = cells[at].upper()


def unended(cells: list[str], text: str, _: Draws) -> None:
    """No full stop at the end."""
    if at := full_stop(text):
        cells[at - 1] = ""


CHOICES = (  # of each row one at most; the order is that in which they are applied
    (straight, curly, doubled),
    (dashed,),
    (two_spaces,),
    (wrapped,),
    (unbroken,),
    (headed, titled, shouted, lowered),
    (carriage,),
    (decomposed,),
    (unended,),
)


def typographic(document: Document, _: Recipe, draws: Draws) -> Change:
    """Some of the ways of writing, drawn until they change something."""
    text = document.text or ""
    ends = {end for _, item in items_of(document) for _, end in places_of(item)}
    for _attempt in range(ATTEMPTS):
        cells = list(text)
        for row in CHOICES:
            if (at := draws.below(2 * len(row))) < len(row):
                row[at](cells, text, draws)
        if (last := full_stop(text)) in ends and not cells[last - 1]:  # a span that ends with it could not be told from one before it
            cells[last - 1] = text[last - 1]
        if "".join(cells) != text:
            return Change(edits_of(text, cells))
    msg = "its text has nothing that could be written otherwise"
    raise ValueError(msg)


def places_of(item: Item) -> Iterator[Span]:
    """The spans of an item, its own among them."""
    start, end = getattr(item, "start", None), getattr(item, "end", None)
    if start is not None and end is not None:
        yield start, end
    yield from (span for _, span in spans_of(item) if isinstance(span, tuple))


def full_stop(text: str) -> int:
    """Where the full stop of the last sentence ends; 0 without one."""
    last = text.rstrip("\"'”’\n ")
    return len(last) if last.endswith(".") else 0


def edits_of(text: str, cells: list[str]) -> list[Edit]:
    """What cells change of a text: characters in a row that each became one other are one edit."""
    edits = []
    for (changed, alike), group in groupby(range(len(text)), lambda at: (cells[at] != text[at], len(cells[at]) == 1)):
        where = list(group)
        if changed and alike:
            edits.append(Edit(where[0], where[-1] + 1, "".join(cells[where[0] : where[-1] + 1])))
        elif changed:
            edits += [Edit(at, at + 1, cells[at]) for at in where]
    return edits
