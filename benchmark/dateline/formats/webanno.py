"""WebAnno TSV 3 (INCEpTION, WebAnno): a header `#FORMAT=WebAnno TSV 3.x`, the layers in `#T_SP=`, `#T_CH=`, `#T_RL=`, then a token a line.

A row is `sentence-token`, `begin-end`, the token, and a column for each feature; `_` is nothing, `*` an annotation without a value, `|`
parts several on one token, `[3]` is the same annotation on several. Of a layer the feature `value` or `label` is the label, or else the
first; one called `identifier` is the link, if it is a Wikidata id. Chains (`*->7-1`, the first link of chain 7) make entities, a relation
stands at its target and names its source (`1-2`, or `1-2[3_0]`). Layers of syntax mark nothing here; relations between what are no spans,
slots and spans of no characters are counted. Unit: UTF-16 or code points, whichever the tokens show; end exclusive. The article by its text
or file name. Loses: levels, heads, and every other layer.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from dateline.document import Document, Mention, Relation
from dateline.document.links import wikidata
from dateline.formats._reader import Answer, Texts
from dateline.formats._uima import APART, LABELS

HEAD = "#FORMAT=WebAnno TSV 3"
LAYER = re.compile(r"#T_(SP|CH|RL)=(.*)")
PLACE = re.compile(r"(\d{1,9})-(\d{1,9})")
BAR = re.compile(r"(?<!\\)\|")
NUMBER = re.compile(r"(.*?)(?<!\\)\[(\d{1,9})\]", re.DOTALL)
CHAIN = re.compile(r".*->(\d{1,9})-(\d{1,9})", re.DOTALL)
SOURCE = re.compile(r"(\d{1,9}-\d{1,9})(?:\[(\d{1,9})_(\d{1,9})\])?")
ESCAPED = re.compile(r"\\([\\\[\]|_>;*tn])")
FIRST = 3  # columns before the layers'
Key = tuple[int, str, int]  # an annotation: its layer, and a token with a place in its column, or a number that several tokens have


class Layer(NamedTuple):
    """A layer: its kind, its type, its features, and the column where they begin."""

    kind: str
    type: str
    features: list[str]
    base: str
    first: int

    @property
    def end(self) -> int:
        """The column after its last: one for each feature, at least one; of a relation one more, its source."""
        return self.first + (len(self.features) + 1 if self.kind == "RL" else max(1, len(self.features)))

    def named(self, values: list[str], *names: str) -> str | None:
        """The value of the first feature of some names."""
        told = dict(zip(self.features, values, strict=False))
        return next((plain(told[name]) for name in names if name in told), None)

    def label(self, values: list[str]) -> str | None:
        """The label of an annotation."""
        others = [name for name in self.features if name != "identifier" and "." not in name]  # a slot's names are types
        return self.named(values, *[name for name in LABELS if name in self.features], *others)


@dataclass
class Marked:
    """An annotation of a span layer or a link of a chain, token by token."""

    label: str | None
    qid: str | None = None
    chain: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


@dataclass
class Page:
    """What a file holds."""

    layers: list[Layer] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    marked: dict[Key, Marked] = field(default_factory=dict)
    relations: list[tuple[Layer, str, str, list[str]]] = field(default_factory=list)  # with the token of the target, the source, the values
    unread: Counter[str] = field(default_factory=Counter)


def recognise(sample: str) -> bool:
    """Its first line."""
    return sample.lstrip("\ufeff").startswith(HEAD)


def read(content: str, texts: Texts) -> Iterator[Answer]:
    """The one article of a file."""
    page = Page()
    for number, raw in enumerate(content.lstrip("\ufeff").split("\n"), 1):
        line = raw.rstrip("\r")
        if line.startswith("#"):
            if told := LAYER.fullmatch(line):
                page.layers.append(layer_of(told[1], told[2].split("|"), page.layers))
            elif line.startswith("#Text="):
                page.lines.append(unescaped(line.removeprefix("#Text=")))
        elif line.strip():
            cells = line.split("\t")
            place = PLACE.fullmatch(cells[1]) if len(cells) > FIRST - 1 else None
            if place is None:
                raise texts.wrong(number, "", "is no row of a token", "sentence-token, begin-end, token, and the layers' columns")
            row(cells, (int(place[1]), int(place[2])), page)
    marked = owned({key: one for key, one in page.marked.items() if one.spans})
    ids = {key: f"m{number}" for number, key in enumerate(marked)}
    relations = [related(*told, page, ids) for told in page.relations]
    document = Document(
        id=texts.identify(None, "\n".join(page.lines) or None),
        mentions=tuple(mention(ids[key], one) for key, one in marked.items()),
        relations=tuple(one for one in relations if one is not None) or None,
    )
    page.unread["relation of what is no span"] += sum(one is None for one in relations)
    yield Answer(document, ("code point", "utf-16"), unread=+page.unread)


def layer_of(kind: str, said: list[str], before: list[Layer]) -> Layer:
    """A layer of a header: its type, then its features, and of a relation `BT_` and the type of its ends."""
    type_, *features = said
    base = next((name.removeprefix("BT_") for name in features if name.startswith("BT_")), "")
    own = [name for name in features if name and not name.startswith("BT_")]
    return Layer(kind, type_, own, base, before[-1].end if before else FIRST)


def row(cells: list[str], place: tuple[int, int], page: Page) -> None:
    """Take up what stands on a token."""
    for rank, layer in enumerate(page.layers):
        columns = [BAR.split(cell) for cell in cells[layer.first : layer.end]]
        if layer.type.rpartition(".")[2] in APART or not columns or all(column in (["_"], [""]) for column in columns):
            continue
        for stacked in range(len(columns[0])):
            values = [column[stacked] if stacked < len(column) else "_" for column in columns]
            if layer.kind == "RL":
                page.relations.append((layer, cells[0], values[-1], values[:-1]))
                continue
            key, marked = span(layer, rank, values, f"{cells[0]}/{stacked}")
            known = page.marked.setdefault(key, marked)
            if place[0] == place[1]:
                page.unread["span of no characters"] += 1
            elif not known.spans or place[0] >= known.spans[-1][1]:  # a row of a part of a token may follow the token's
                known.spans.append(place)
                known.words.append(cells[2])
            page.unread["slot"] += sum(value not in {"_", "*"} for name, value in zip(layer.features, values, strict=False) if ":" in name)


def span(layer: Layer, rank: int, values: list[str], token: str) -> tuple[Key, Marked]:
    """An annotation of a span layer, or a link of a chain, by what several tokens of it share."""
    link = next((found for value in values if (found := CHAIN.fullmatch(value))), None) if layer.kind == "CH" else None
    if link:
        return (rank, link[1], int(link[2])), Marked(None, chain=f"{rank}-{link[1]}")
    numbered = next((found for value in values if (found := NUMBER.fullmatch(value))), None)
    key = (rank, "", int(numbered[2])) if numbered else (rank, token, 0)
    return key, Marked(layer.label(values), wikidata(layer.named(values, "identifier")))


def owned(marked: dict[Key, Marked]) -> dict[Key, Marked]:
    """The annotations, those of spans with the chains of the links that stand where they do; a link that stands alone is one of its own."""
    at = {tuple(one.spans): key for key, one in marked.items() if one.chain is None}
    kept = dict(marked)
    for key, one in marked.items():
        if one.chain is not None and (beside := at.get(tuple(one.spans))) is not None:
            kept[beside] = replace(kept[beside], chain=one.chain)
            del kept[key]
    return kept


def mention(name: str, marked: Marked) -> Mention:
    """An annotation as a mention."""
    start, end = marked.spans[0][0], marked.spans[-1][1]
    return Mention(id=name, start=start, end=end, text=" ".join(marked.words), type=marked.label, qid=marked.qid, entity=marked.chain)


def related(layer: Layer, target: str, source: str, values: list[str], page: Page, ids: dict[Key, str]) -> Relation | None:
    """A relation between two spans; `None` where an end of it is none."""
    told = SOURCE.fullmatch(source)
    rank = next((n for n, one in enumerate(page.layers) if one.type == layer.base and one.kind == "SP"), None)
    if told is None or rank is None:
        return None
    ends = [
        ids.get((rank, "", int(number)) if number and number != "0" else (rank, f"{token}/0", 0))
        for token, number in ((told[1], told[2]), (target, told[3]))
    ]
    if ends[0] is None or ends[1] is None:
        return None
    return Relation(head=ends[0], type=layer.label(values) or layer.type.rpartition(".")[2], tail=ends[1])


def plain(value: str) -> str | None:
    """A value without its number and escapes; `None` where there is none."""
    numbered = NUMBER.fullmatch(value)
    own = numbered[1] if numbered else value
    return None if own in {"_", "*", ""} else unescaped(own)


def unescaped(text: str) -> str:
    """Text as it was before it was written in a column."""
    return ESCAPED.sub(lambda found: {"t": "\t", "n": "\n"}.get(found[1], found[1]), text)
