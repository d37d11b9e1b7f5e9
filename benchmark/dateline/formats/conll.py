"""CoNLL columns: a token and its tag a line (first and last column), IOB1, IOB2 or BILOU, an empty line after a sentence.

`-DOCSTART-` begins an article; a name after it (or the file's) is the article's id. Tokens are found in the article's text in
order, so the unit is the token and nothing is
guessed: a token that is not there is a fault. Tags are checked before anything reads them. Loses: nesting, levels, entities, and
every other layer.
"""

import re
from collections.abc import Iterator

from dateline.document import Document, Mention
from dateline.document.index import Side
from dateline.document.tokens import WORD, tags
from dateline.document.units import token_spans
from dateline.formats._reader import Answer, Texts

TAG = re.compile(r"O|_|[BILUSE]-\S+")


def recognise(sample: str) -> bool:
    """Rows whose last column is a tag."""
    rows = [line.split() for line in sample.splitlines()[:200] if line.strip() and not line.startswith(("#", "-DOCSTART-"))]
    return bool(rows) and all(len(row) > 1 and TAG.fullmatch(row[-1]) for row in rows[:-1] or rows)


def read(content: str, texts: Texts) -> Iterator[Answer]:
    """The mentions of every article."""
    for name, line, numbers, tokens, tags_ in articles(content):
        id_ = name if name and name in texts.texts else texts.identify(name, "".join(tokens), line)
        text = texts.text(id_)
        spans = token_spans(tokens, text)
        if isinstance(spans, int):
            what = f"token {tokens[spans]!r} is not next in the text of {id_!r}"
            raise texts.wrong(numbers[spans], "", what, "keep the article's own characters and order")
        check_tags(tags_, numbers, texts)
        yield Answer(Document(id=id_, mentions=tuple(mentions(tags_, spans, text))), line=line)


Article = tuple[str | None, int, list[int], list[str], list[str]]  # name, line, and each token's line, itself and its tag


def articles(content: str) -> Iterator[Article]:
    """The articles of a file that hold a token."""
    article: Article = (None, 0, [], [], [])
    for number, line in enumerate(content.lstrip("\ufeff").splitlines(), 1):
        if line.startswith("-DOCSTART-"):
            if article[2]:
                yield article
            named = [cell for cell in line.split()[1:] if cell not in {"-X-", "O", "_"}]
            article = (named[0].strip("()") if named else None, number, [], [], [])
            continue
        cells = line.split()
        if len(cells) > 1 and not line.startswith("# "):
            if not article[1]:
                article = (None, number, [], [], [])
            article[2].append(number)
            article[3].append(cells[0])
            article[4].append(cells[-1])
    if article[2]:
        yield article


def check_tags(tags_: list[str], numbers: list[int], texts: Texts) -> None:
    """Raise for the first tag that is none."""
    wrong = {tag for tag in set(tags_) if not TAG.fullmatch(tag)}
    if wrong:
        number, tag = next((number, tag) for number, tag in zip(numbers, tags_, strict=True) if tag in wrong)
        raise texts.wrong(number, "", f"{tag!r} is no tag", "write O, or B- I- (L- U-, E- S-) and a label, as B-PER")


def mentions(found: list[str], spans: list[tuple[int, int]], text: str) -> list[Mention]:
    """Chunks of tags: one begins at B, U, S, after O, or where the label changes; one ends before those, and after L, U, E, S."""
    chunks: list[tuple[str, int, int]] = []
    still = False
    for tag, (start, end) in zip(found, spans, strict=True):
        if tag in {"O", "_"}:  # `_` is outside
            still = False
            continue
        prefix, _, label = tag.partition("-")
        if prefix in {"I", "L", "E"} and still and chunks[-1][0] == label:
            chunks[-1] = (label, chunks[-1][1], end)
        else:
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
