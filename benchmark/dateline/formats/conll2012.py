"""CoNLL-2012 coreference: `#begin document (ID); part 000`, a token a line, the last column `(1`, `1)`, `(1)`, `-`, joined by `|`.

The word stands in the fourth column (or the first, when there are fewer). Unit: the token, found in the article's text in order.
Loses: types, links, fragments, everything but chains.
"""

import re

from dateline.document import Document, Mention
from dateline.document.index import Side
from dateline.document.tokens import WORD
from dateline.document.units import token_spans
from dateline.formats._reader import Answer, Texts

BEGIN = re.compile(r"#begin document \(?(?P<name>[^;)]*)\)?")
NO_CHAIN = frozenset("-_*")
CELL = re.compile(r"-|_|\*|(?:\(?\d+\)?)(?:\|\(?\d+\)?)*")
WIDE = 11


def recognise(sample: str) -> bool:
    """Its first line."""
    return sample.lstrip("\ufeff\n").startswith("#begin document")


def read(content: str, texts: Texts) -> list[Answer]:
    """The chains of every document; parts of one document are one."""
    answers = []
    for name, rows in parts(content, texts):
        tokens = [token for _, token, _ in rows]
        id_ = name if name and name in texts.texts else texts.identify(name, "".join(tokens), rows[0][0] if rows else 0)
        spans = token_spans(tokens, texts.text(id_))
        if isinstance(spans, int):
            raise texts.wrong(
                rows[spans][0],
                "",
                f"token {tokens[spans]!r} is not next in the text of {id_!r}",
                "keep the article's own characters and order",
            )
        answers.append(Answer(Document(id=id_, mentions=tuple(chains(rows, spans, texts)))))
    return answers


def parts(content: str, texts: Texts) -> list[tuple[str, list[tuple[int, str, str]]]]:
    """Each document's rows as (line, token, coreference)."""
    found: dict[str, list[tuple[int, str, str]]] = {}
    rows: list[tuple[int, str, str]] | None = None
    for number, line in enumerate(content.lstrip("\ufeff").splitlines(), 1):
        cells = line.split()
        if not cells:
            continue
        if line[0] == "#":
            begin = BEGIN.match(line)
            rows = found.setdefault(begin["name"].strip(), []) if begin else rows
            continue
        cell = cells[-1]
        if rows is None or (cell not in NO_CHAIN and not CELL.fullmatch(cell)):
            raise texts.wrong(number, "", f"{cell!r} is no coreference column", "as (1, 1), (1) or -, joined by |")
        rows.append((number, cells[3] if len(cells) >= WIDE else cells[0], cell))
    return list(found.items())


def chains(rows: list[tuple[int, str, str]], spans: list[tuple[int, int]], texts: Texts) -> list[Mention]:
    """Mentions from opening and closing brackets."""
    open_: dict[str, list[int]] = {}
    found = []
    for (line, _, cell), (start, end) in zip(rows, spans, strict=True):
        if cell in NO_CHAIN:
            continue
        for piece in cell.split("|"):
            name = piece.strip("()")
            if piece.startswith("("):
                open_.setdefault(name, []).append(start)
            if piece.endswith(")"):
                if not open_.get(name):
                    raise texts.wrong(line, "", f"chain {name} closes without having opened", "open it with (N")
                found.append(Mention(start=open_[name].pop(), end=end, entity=f"c{name}"))
    still = sorted(name for name, starts in open_.items() if starts)
    if still:
        raise texts.wrong(rows[-1][0], "", f"chain {still[0]} opens and never closes", "close it with N)")
    return found


def write(documents: list[Document], texts: list[str]) -> bytes:
    """One part a document, words as tokens; a mention that does not end at word boundaries is widened to them."""
    lines = []
    for document, text in zip(documents, texts, strict=True):
        words = [match.span() for match in WORD.finditer(text)]
        cells: list[list[str]] = [[] for _ in words]
        names = {name: str(number) for number, name in enumerate(sorted(Side(document).clusters))}
        for name, spans in sorted(Side(document).clusters.items()):
            for pieces in sorted(spans):
                inside = [n for n, (s, e) in enumerate(words) if s < pieces[-1][1] and e > pieces[0][0]]
                if inside and inside[0] == inside[-1]:
                    cells[inside[0]].append(f"({names[name]})")
                elif inside:
                    cells[inside[0]].append(f"({names[name]}")
                    cells[inside[-1]].insert(0, f"{names[name]})")
        lines.append(f"#begin document ({document.id}); part 000")
        lines += [f"{text[s:e]}\t{'|'.join(cell) or '-'}" for (s, e), cell in zip(words, cells, strict=True)]
        lines += ["", "#end document"]
    return ("\n".join(lines) + "\n").encode()
