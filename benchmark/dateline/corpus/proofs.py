"""Answers settled on an article's text, with places of theirs that are no items but carry a text: they prove as items do."""

import re
from collections import Counter

from msgspec.structs import replace

from dateline.corpus.offsets import Settled, moved, settle
from dateline.document import Mention
from dateline.formats._reader import Answer


class Given:
    """What a file has given of its articles: of a part that stands in an article several times, each is the next of them."""

    def __init__(self) -> None:
        self.parts: Counter[tuple[str, str]] = Counter()

    def place(self, answer: Answer, text: str) -> int | None:
        """From where on the answer's own text is to be looked for; `None` where all places of it have been given."""
        if answer.text is None or len(answer.text) >= len(text):
            return 0
        before = self.parts[answer.document.id, answer.text]
        self.parts[answer.document.id, answer.text] += 1
        words = r"\s+".join(map(re.escape, answer.text.split()))
        starts = [part.start() for part in re.finditer(rf"(?<!\w){words}", text)] if before and words else []
        return 0 if not starts else starts[before] if before < len(starts) else None


def proved(answer: Answer, text: str, *, outside: bool) -> Settled:
    """An answer settled on a text with its proofs, which count as its items do."""
    document, proofs = answer.document, answer.proofs
    if not proofs:
        return settle(document, text, answer.unit, answer.text, outside=outside)
    own, shadows = document.mentions or (), [Mention(fragments=((proof.start or 0, proof.end or 0),)) for proof in proofs]
    settled = settle(replace(document, mentions=(*own, *proofs, *shadows)), text, answer.unit, answer.text, outside=outside)
    done = settled.document.mentions or ()
    put = {
        shadow.fragments[0]: (proof.start, proof.end)
        for proof, shadow in zip(done[len(own) : -len(proofs)], done[-len(proofs) :], strict=True)
        if shadow.fragments and proof.start is not None
    }  # where the count alone leads, and where the text then stood
    moved_only = replace(settled.document, mentions=None if document.mentions is None else done[: len(own)])
    return settled._replace(document=moved(moved_only, lambda *span: put.get(span, span)))
