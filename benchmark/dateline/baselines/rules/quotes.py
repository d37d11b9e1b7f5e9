"""Quotes: marked ones with the nearest verb of saying, and complements of verbs of saying."""

import re
from functools import cache

from msgspec.structs import replace

from dateline.baselines.rules import gazetteer as g
from dateline.baselines.rules.draft import Draft, Found
from dateline.document import Quote

_MARKED = re.compile(r"“[^”\n]+”|\"[^\"\n]+\"|(?<![\w])'[^'\n]+(?:'(?=\w)[^'\n]+)*'(?!\w)")
_ACCORDING = re.compile(r"[Aa]ccording to (?P<who>[^,\n]+), (?P<content>[^\n]+)")
LONG = 4


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{g.either('quotes', 'saying')}|according to)\b", re.IGNORECASE)


@cache
def _clause() -> re.Pattern[str]:
    told = rf"\b(?P<cue>{g.either('quotes', 'that')})\b(?: \w+){{0,5}}? that (?P<content>[^\n]+)"
    bare = rf"\b(?P<bare>{g.either('quotes', 'bare')}) (?P<rest>(?!that\b)[^\n“\"']+)"
    return re.compile(f"{told}|{bare}")


def find(draft: Draft) -> None:
    """Add quotes, marked ones first."""
    taken: list[tuple[int, int]] = []
    for match in _MARKED.finditer(draft.text):
        quote = marked(draft, match.start(), match.end())
        if quote:
            draft.quotes.append(quote)
            taken.append(match.span())
    for start, end in draft.sentences:
        if draft.headline((start, end)):
            continue
        for match in _clause().finditer(draft.text, start, end):
            group = "content" if match["content"] else "rest"
            cue = match.span("cue") if match["cue"] else match.span("bare")
            unmarked(draft, cue, match.span(group), taken)
        for match in _ACCORDING.finditer(draft.text, start, end):
            unmarked(draft, (match.start(), match.start() + len("according to")), match.span("content"), taken)
    draft.quotes.sort(key=lambda q: repr(q.spans[0]) if not isinstance(q.spans[0], tuple) else f"{q.spans[0][0]:09}")
    draft.quotes = [numbered(quote, number) for number, quote in enumerate(draft.quotes, 1)]


def numbered(quote: Quote, number: int) -> Quote:
    """The quote with its id."""
    return replace(quote, id=f"q{number}")


def marked(draft: Draft, start: int, end: int) -> Quote | None:
    """A quote in quotation marks: direct when it is a clause, mixed when it is a phrase inside a sentence; none without a cue."""
    sentence = draft.sentence(start)
    own_line = start == 0 or draft.text[start - 1] == "\n"
    before = draft.text.rfind("\n", 0, max(0, start - 1))
    low = before + 1 if own_line else sentence[0]
    cues = list(_cue().finditer(draft.text, low, start)) or list(_cue().finditer(draft.text, end, min(len(draft.text), end + 60)))
    long = len(draft.text[start:end].split()) > LONG
    if not cues and not (own_line and long):
        return None
    cue = cues[-1] if cues and cues[-1].start() < start else cues[0] if cues else None
    speaker = speaker_of(draft, cue.span() if cue else (start, start), (low, max(sentence[1], end)), (start, end))
    given = {"cue": cue.span()} if cue else {}
    return Quote(spans=((start, end),), kind="direct" if long else "mixed", speaker=speaker.id if speaker else None, **given)  # type: ignore[arg-type]


def unmarked(draft: Draft, cue: tuple[int, int], content: tuple[int, int], taken: list[tuple[int, int]]) -> None:
    """An indirect quote, unless a marked one covers its cue or begins its content."""
    start, end = content
    while end > start and draft.text[end - 1] in ".!? ”\"'’":
        end -= 1
    inside = [span for span in taken if span[0] < end and start < span[1]]
    if end - start < 8 or any(low <= cue[0] < high for low, high in taken) or any(span[0] <= start + 2 for span in inside):
        return
    speaker = speaker_of(draft, cue, draft.sentence(cue[0]), (start, end))
    verbatim = {"verbatim": tuple(inside)} if inside else {}
    end = max([end, *(span[1] for span in inside)])
    draft.quotes = [q for q in draft.quotes if q.spans[0] not in inside]
    draft.quotes.append(
        Quote(spans=((start, end),), kind="mixed" if inside else "indirect", speaker=speaker.id if speaker else None, cue=cue, **verbatim)  # type: ignore[arg-type]
    )


def speaker_of(draft: Draft, cue: tuple[int, int], sentence: tuple[int, int], content: tuple[int, int]) -> Found | None:
    """The nearest person, body or state before the cue, else right after it, outside the content."""
    people = [m for m in draft.between(*sentence) if m.label in {"PER", "ORG", "GPE"} and not (content[0] <= m.start < content[1])]
    before = [m for m in people if m.end <= cue[0]]
    after = [m for m in people if m.start >= cue[1]]
    if draft.text[cue[0] : cue[1]].lower() == "according to":
        return after[0] if after else None
    if before:
        nearest = before[-1]
        whole = [m for m in before if m.start <= nearest.start and m.end >= nearest.end]
        return whole[0] if whole else nearest
    return after[0] if after else None
