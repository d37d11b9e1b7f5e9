"""CoNLL columns: a token and its tag a line (first and last column), IOB1, IOB2 or BILOU, an empty line after a sentence.

`-DOCSTART-` begins an article; a name after it (or the file's) is the article's id. Tokens are found in the article's text in
order, so the unit is the token and nothing is
guessed: a token that is not there is a fault. Tags are checked before anything reads them. Loses: nesting, levels, entities, and
every other layer.
"""

import re

from dateline.answer import Answer, Texts
from dateline.document import Document, Mention
from dateline.layers.entities import WORD, tags
from dateline.side import Side
from dateline.units import token_spans

TAG = re.compile(r"O|_|[BILUSE]-\S+")


def recognise(sample: str) -> bool:
    """Rows whose last column is a tag."""
    rows = [line.split() for line in sample.splitlines()[:200] if line.strip() and not line.startswith(("#", "-DOCSTART-"))]
    return bool(rows) and all(len(row) > 1 and TAG.fullmatch(row[-1]) for row in rows[:-1] or rows)


def read(content: str, texts: Texts) -> list[Answer]:
    """The mentions of every article."""
    answers = []
    for name, line, rows in articles(content):
        tokens = [token for _, token, _ in rows]
        id_ = texts.identify(name, "".join(tokens), line)
        spans = token_spans(tokens, texts.text(id_))
        if isinstance(spans, int):
            raise texts.wrong(
                rows[spans][0],
                "",
                f"token {tokens[spans]!r} is not next in the text of {id_!r}",
                "keep the article's own characters and order",
            )
        checked = [checked_tag(tag, number, texts) for number, _, tag in rows]
        answers.append(Answer(Document(id=id_, mentions=tuple(mentions(checked, spans, texts.text(id_)))), line=line))
    return answers


def articles(content: str) -> list[tuple[str | None, int, list[tuple[int, str, str]]]]:
    """Each article's name and its rows as (line, token, tag)."""
    found: list[tuple[str | None, int, list[tuple[int, str, str]]]] = []
    for number, line in enumerate(content.lstrip("\ufeff").splitlines(), 1):
        cells = line.split()
        if line.startswith("-DOCSTART-"):
            named = [cell for cell in cells[1:] if cell not in {"-X-", "O", "_"}]
            found.append((named[0].strip("()") if named else None, number, []))
        elif len(cells) > 1 and not line.startswith("# "):
            if not found:
                found.append((None, number, []))
            found[-1][2].append((number, cells[0], cells[-1]))
    return [article for article in found if article[2]]


def checked_tag(tag: str, line: int, texts: Texts) -> str:
    """A tag that is one; `_` is outside."""
    if not TAG.fullmatch(tag):
        raise texts.wrong(line, "", f"{tag!r} is no tag", "write O, or B- I- (L- U-, E- S-) and a label, as B-PER")
    return "O" if tag == "_" else tag


def mentions(found: list[str], spans: list[tuple[int, int]], text: str) -> list[Mention]:
    """Chunks of tags: one begins at B, U, S, after O, or where the label changes; one ends before those, and after L, U, E, S."""
    chunks: list[tuple[str, int, int]] = []
    still = False
    for tag, (start, end) in zip(found, spans, strict=True):
        prefix, _, label = tag.partition("-")
        if prefix in {"I", "L", "E"} and still and chunks[-1][0] == label:
            chunks[-1] = (label, chunks[-1][1], end)
        elif prefix != "O":
            chunks.append((label, start, end))
        still = prefix in {"B", "I"}
    return [Mention(start=start, end=end, text=text[start:end], type=label) for label, start, end in chunks]


def write(documents: list[Document], texts: list[str]) -> bytes:
    """IOB2 over words; of nested names the longest, then the earlier."""
    lines = []
    for document, text in zip(documents, texts, strict=True):
        lines += [f"-DOCSTART- ({document.id}) O", ""]
        words = list(WORD.finditer(text))
        for word, tag in zip(words, tags(text, Side(document).mentions), strict=True):
            lines.append(f"{word.group()} {tag}")
            if "\n" in text[word.end() : word.end() + 1]:
                lines.append("")
        lines.append("")
    return "\n".join(lines).encode()
