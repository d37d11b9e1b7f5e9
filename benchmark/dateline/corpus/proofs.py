"""Answers settled on an article's text, with places of theirs that are no items but carry a text: they prove as items do."""

import re
from collections import Counter

from msgspec.structs import replace

from dateline.corpus.copies import places_in
from dateline.corpus.offsets import Settled, moved, settle
from dateline.document import Mention
from dateline.formats._reader import Answer

SENTENCE = re.compile(r"(?:^|[.!?…\"'”’»)\]]|\n)\s*$")  # what stands before a sentence


class Given:
    """What a file has given of its articles: a part that stands in one several times goes on behind the part before, else is a free one."""

    def __init__(self) -> None:
        self.parts: Counter[tuple[str, str]] = Counter()
        self.starts: dict[str, set[int]] = {}
        self.reached: Counter[str] = Counter()  # where the part before ends

    def place(self, answer: Answer, text: str) -> int | None:
        """From where on the answer's own text is to be looked for; `None` where all places of it have been given."""
        part, name = (answer.text or "").strip(), answer.document.id
        before = self.parts[name, part]
        self.parts[name, part] += 1
        reached = self.reached[name]
        if not part or (2 * len(part) > len(text) and not before):  # it can stand in one place only
            self.reached[name] = max(reached, len(part))
            return 0
        at = text.find(part, reached)
        start = self.chosen(name, part, text) if at < 0 or text[reached:at].strip() else at
        if start is None and (move := places_in(part, text[reached:])):
            self.reached[name] += move(0, len(part))[1]
            return reached
        if start is None:
            return None if before else 0
        self.starts.setdefault(name, set()).add(start)
        self.reached[name] = start + len(part)
        return start

    def chosen(self, name: str, part: str, text: str) -> int | None:
        """The first place of a part, the likelier ones first: behind the part before, and where a sentence begins."""
        words = r"\s+".join(map(re.escape, part.split()))
        starts = [found.start() for found in re.finditer(rf"(?<!\w){words}(?!\w)", text)]
        free = [start for start in starts if start not in self.starts.get(name, ())]
        return min(free, key=lambda start: (start < self.reached[name], not SENTENCE.search(text, max(0, start - 9), start)), default=None)


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
