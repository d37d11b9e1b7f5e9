"""WebAnno TSV 3 (INCEpTION, WebAnno): a header `#FORMAT=WebAnno TSV 3.x`, the layers in `#T_SP=`, `#T_CH=`, `#T_RL=`, then a token a line.

A row is `sentence-token`, `begin-end`, the token, and a column for each feature; `_` is nothing, `*` an annotation without a value, `|`
parts several on one token, `[3]` is the same annotation on several. Of each span layer the first feature is the label; one called
`identifier` is the link, if it is a Wikidata id. Chains and relations are not read, and counted. Unit: UTF-16 or code points, whichever the
tokens show; end exclusive. The article by its text or file name. Loses: levels, heads, entities, and every other layer.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.document import Document, Mention
from dateline.formats._reader import Answer, Texts

HEAD = "#FORMAT=WebAnno TSV 3"
LAYER = re.compile(r"#T_(SP|CH|RL)=(.*)")
PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")
BAR = re.compile(r"(?<!\\)\|")
NUMBER = re.compile(r"(.*?)(?<!\\)\[(\d{1,9})\]", re.DOTALL)
ESCAPED = re.compile(r"\\([\\\[\]|_>;*tn])")
WIKIDATA = re.compile(r"(?:.*/)?(Q[1-9]\d*)")
FIRST = 3  # columns before the layers'


@dataclass
class Layer:
    """A layer: its kind, its features, and the column where they begin."""

    kind: str
    features: list[str]
    first: int
    width: int = 0


@dataclass
class Marked:
    """An annotation of a span layer, token by token."""

    label: str | None
    qid: str | None
    spans: list[tuple[int, int]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def recognise(sample: str) -> bool:
    """Its first line."""
    return sample.lstrip("\ufeff").startswith(HEAD)


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """The one article of a file."""
    layers: list[Layer] = []
    lines: list[str] = []
    found: dict[tuple[int, object], Marked] = {}
    unread: Counter[str] = Counter()
    for number, raw in enumerate(content.lstrip("\ufeff").split("\n"), 1):
        line = raw.rstrip("\r")
        if line.startswith("#"):
            if told := LAYER.fullmatch(line):
                layers.append(layer_of(told[1], told[2].split("|")[1:], layers))
            elif line.startswith("#Text="):
                lines.append(unescaped(line.removeprefix("#Text=")))
        elif line.strip():
            cells = line.split("\t")
            place = PLACE.fullmatch(cells[1]) if len(cells) > FIRST - 1 else None
            if place is None:
                raise texts.wrong(number, "", "is no row of a token", "sentence-token, begin-end, token, and the layers' columns")
            row(cells, (int(place[1]), int(place[2])), number, layers, found, unread)
    mentions = tuple(
        Mention(start=m.spans[0][0], end=m.spans[-1][1], text=" ".join(m.words), type=m.label, qid=m.qid) for m in found.values()
    )
    name = texts.identify(None, "\n".join(lines) or None)
    yield Answer(Document(id=name, mentions=mentions), ("code point", "utf-16"), unread=+unread)


def layer_of(kind: str, features: list[str], before: list[Layer]) -> Layer:
    """A layer with its columns: one for each feature, at least one; of relations one more, their other end."""
    first = before[-1].first + before[-1].width if before else FIRST
    width = max(1, len(features)) if kind != "RL" else max(1, sum(not name.startswith("BT_") for name in features)) + 1
    return Layer(kind, features, first, width)


def row(
    cells: list[str],
    place: tuple[int, int],
    number: int,
    layers: list[Layer],
    found: dict[tuple[int, object], Marked],
    unread: Counter[str],
) -> None:
    """Take up what stands on a token."""
    for rank, layer in enumerate(layers):
        values = [BAR.split(cell) for cell in cells[layer.first : layer.first + layer.width]]
        if not values or values[0] in (["_"], [""]):
            continue
        if layer.kind != "SP":
            unread["chain links" if layer.kind == "CH" else "relations"] += len(values[0])
            continue
        for stacked in range(len(values[0])):
            said = [column[stacked] if stacked < len(column) else "_" for column in values]
            numbered = NUMBER.fullmatch(said[0])
            key = (rank, int(numbered[2]) if numbered else (number, stacked))
            if key not in found:
                told = dict(zip(layer.features, (plain(value) for value in said), strict=False))
                linked = WIKIDATA.fullmatch(told.get("identifier") or "")
                found[key] = Marked(plain(said[0]), linked[1] if linked else None)
            found[key].spans.append(place)
            found[key].words.append(cells[2])


def plain(value: str) -> str | None:
    """A value without its number and escapes; `None` where there is none."""
    numbered = NUMBER.fullmatch(value)
    own = numbered[1] if numbered else value
    return None if own in {"_", "*", ""} else unescaped(own)


def unescaped(text: str) -> str:
    """Text as it was before it was written in a column."""
    return ESCAPED.sub(lambda found: {"t": "\t", "n": "\n"}.get(found[1], found[1]), text)
