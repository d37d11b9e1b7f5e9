"""TAC KBP's entity discovery and linking: a mention a line, eight columns between tabs.

They are run, mention id, words, `DOC:first-last`, link, type, level (`NAM` `NOM` `PRO`) and confidence. Unit: code points or UTF-16,
whichever the words show; end inclusive. Mentions of one link are one entity; a link that begins with `NIL` is no id, and is its cluster
alone. Loses: heads, and every other layer.
"""

import re
from collections.abc import Iterable

from dateline.document import NIL, Document, Entity, Level, Mention
from dateline.formats._reader import Answer, Texts

PLACE = re.compile(r"(.+):(\d{1,9})-(\d{1,9})")
SHAPE = "run, id, words, DOC:first-last, link, type, level and confidence between tabs"
COLUMNS = 6
LEVELS: dict[str, Level | None] = {"": None, "NAM": "NAM", "NOM": "NOM", "PRO": "PRO"}


def recognise(sample: str) -> bool:
    """A first line whose fourth column is a place in a document."""
    columns = sample.lstrip("\ufeff").split("\n", 1)[0].split("\t")
    return len(columns) >= COLUMNS and PLACE.fullmatch(columns[3].strip()) is not None


def read(content: str, texts: Texts) -> Iterable[Answer]:
    """The documents of the file."""
    pages: dict[str, list[tuple[int, list[str], int, int]]] = {}
    for number, line in enumerate(content.split("\n"), 1):
        columns = [column.strip() for column in line.lstrip("\ufeff").split("\t")]
        if not line.strip():
            continue
        found = PLACE.fullmatch(columns[3]) if len(columns) >= COLUMNS else None
        if found is None:
            raise texts.wrong(number, "", "is no mention", SHAPE)
        pages.setdefault(found[1], []).append((number, columns, int(found[2]), int(found[3]) + 1))
    for name, rows in pages.items():
        yield answer(name, rows, texts)


def answer(name: str, rows: list[tuple[int, list[str], int, int]], texts: Texts) -> Answer:
    """One document."""
    links = dict.fromkeys(columns[4] for _, columns, _, _ in rows if columns[4])
    names = {link: f"e{number}" for number, link in enumerate(links)}
    mentions = []
    for number, columns, start, end in rows:
        level = columns[6] if len(columns) > COLUMNS else ""
        if level not in LEVELS:
            raise texts.wrong(number, "", f"{level!r} is no level", "write NAM, NOM or PRO")
        words = columns[2] or None
        mentions.append(
            Mention(start=start, end=end, text=words, type=columns[5] or None, level=LEVELS[level], entity=names.get(columns[4]))
        )
    entities = tuple(Entity(id=own, qid=NIL if link.startswith("NIL") else link) for link, own in names.items())
    return Answer(
        Document(id=texts.identify(name, None, rows[0][0]), mentions=tuple(mentions), entities=entities), ("code point", "utf-16")
    )
