"""Tags of tokens, IOB1, IOB2 or BILOU, and the chunks that they mark."""

import re
from collections.abc import Sequence
from itertools import pairwise

from dateline.document import Mention, Span

ENDS = frozenset({"L-", "E-"})
TAG = re.compile(r"O|_|[BILUSE]-\S+")
LABEL = re.compile(r"(?![BILUSE][_.])[A-Za-z][\w.]+")  # of a token, where tags have no marks


def tag_names() -> str:
    """What tags there are."""
    return "write O, or B- I- (L- U-, E- S-) and a label, as B-PER"


def marked(tags: Sequence[str]) -> list[str]:
    """Tags that are labels alone, as Stanford's recogniser writes them, as those inside of names; others as they are."""
    every = set(tags)
    bare = {tag for tag in every if not TAG.fullmatch(tag)}
    if not bare or bare | {"O", "_"} < every or not all(map(LABEL.fullmatch, bare)):
        return list(tags)
    return [f"I-{tag}" if tag in bare else tag for tag in tags]


def orphans(tags: Sequence[str]) -> int:
    """How many tags end a name that never began; each is read as a name."""
    if ENDS.isdisjoint([tag[:2] for tag in set(tags)]):
        return 0
    before = ("O", *tags)
    return sum(tag[:2] in ENDS and not (last[:2] in {"B-", "I-"} and last[2:] == tag[2:]) for last, tag in pairwise(before))


def chunks(tags: Sequence[str], spans: Sequence[Span], text: str) -> list[Mention]:
    """Chunks of tags: one begins at B, U, S, after O, or where the label changes; one ends before those, and after L, U, E, S."""
    found: list[tuple[str, int, int]] = []
    still = False
    for tag, (start, end) in zip(tags, spans, strict=True):
        if tag in {"O", "_"}:  # `_` is outside
            still = False
            continue
        prefix, _, label = tag.partition("-")
        if prefix in {"I", "L", "E"} and still and found[-1][0] == label:
            found[-1] = (label, found[-1][1], end)
        else:
            found.append((label, start, end))
        still = prefix in {"B", "I"}
    return [Mention(start=start, end=end, text=text[start:end], type=label) for label, start, end in found]
