"""Relations by patterns around titles, demonyms, possessives and lists of verbs."""

import re
from itertools import pairwise

from dateline.baselines.rules import gazetteer as g
from dateline.baselines.rules.draft import Draft, Found
from dateline.document import Relation

_VERBS = (
    ("met_with", re.compile(r"(?:met|meets|meeting)(?: with)?$"), {"PER"}, {"PER"}),
    ("accuses", re.compile(r"(?:accused|accusing|accuses|have accused|condemned)$"), {"PER", "ORG", "GPE"}, {"PER", "ORG", "GPE"}),
    ("supports", re.compile(r"(?:supports|supported|backs|backed|to assist)$"), {"PER", "ORG", "GPE"}, {"PER", "ORG", "GPE"}),
    ("supplies", re.compile(r"(?:supplies|supplied|sends weapons to|delivered to)$"), {"ORG", "GPE"}, {"ORG", "GPE"}),
    ("user_of", re.compile(r"(?:used|uses|posted on|wrote on)$"), {"PER", "ORG"}, {"PRODUCT"}),
    ("located_in", re.compile(r"(?:in|, in|in the)$"), {"FAC", "EVENT"}, {"GPE", "LOC"}),
)
_WAR = re.compile(r"\b(?:war|conflict|invasion|battle)$")
_AND = {
    "cooperates_with": re.compile(r"\b(?:cooperation|alliance|ties|relations) between\b"),
    "at_war_with": re.compile(r"\bwar between\b"),
}


def find(draft: Draft) -> None:
    """Add relations, each once."""
    found: dict[tuple[str, str, str], tuple[Found, Found]] = {}

    def add(head: Found, kind: str, tail: Found) -> None:
        if head.cluster != tail.cluster or kind == "holds_title":
            found.setdefault((key(draft, head), kind, key(draft, tail)), (head, tail))

    for sentence in draft.sentences:
        mentions = draft.between(*sentence)
        titles(draft, mentions, add)
        neighbours(draft, mentions, add)
        between(draft, mentions, add)
    draft.relations = [
        Relation(id=f"r{n}", head=head.id, type=kind, tail=tail.id, evidence=((min(head.start, tail.start), max(head.end, tail.end)),))
        for n, ((_, kind, _), (head, tail)) in enumerate(found.items(), 1)
    ]


def key(draft: Draft, mention: Found) -> str:
    """What a mention counts as: its cluster, or the words of a title."""
    return draft.text[mention.start : mention.end].lower() if mention.label == "TITLE" else str(mention.cluster)


def titles(draft: Draft, mentions: list[Found], add) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - a callable and reports, typed where they are made
    """A title with the person after it and the state or body before it."""
    for title in (m for m in mentions if m.label == "TITLE"):
        word = draft.text[title.start : title.end]
        person = next((m for m in mentions if m.label == "PER" and m.start == title.end + 1), None)
        before = [m for m in mentions if m.end <= title.start and re.fullmatch(r"(?:[’']s)? ", draft.text[m.end : title.start])]
        if person is None:
            continue
        add(person, "holds_title", title)
        if not before:
            continue
        state = before[-1]
        if word in g.lexicon()["heads_of_state"]:
            add(person, "head_of_state", state)
        elif word in g.lexicon()["heads_of_government"]:
            add(person, "head_of_government", state)
        elif word.startswith(("spokes",)):
            add(person, "spokesperson_of", state)
        elif word in {"leader", "Chairman", "dictator"}:
            add(person, "leader_of", state)
        else:
            add(person, "citizen_of" if state.qid else "employed_by", state)


def neighbours(draft: Draft, mentions: list[Found], add) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - a callable and reports, typed where they are made
    """A state's name or demonym inside or right before a body, a group or a place."""
    for mention in mentions:
        for state in mentions:
            inside = mention.start <= state.start and state.end < mention.end
            ahead = state.end <= mention.start and re.fullmatch(r"(?:[’']s)? ", draft.text[state.end : mention.start])
            if not state.qid or state is mention or not (inside or ahead):
                continue
            if mention.label == "ORG":
                add(mention, "agency_of", state)
            elif mention.label == "PER" and mention.level == "NOM":
                add(mention, "employed_by", state)
                add(mention, "citizen_of", state)
            elif mention.label in {"FAC", "LOC"} or (mention.label == "GPE" and mention.level == "NOM"):
                add(mention, "located_in", state)
            elif mention.label == "EVENT" and mention.level == "NOM":
                fought = _WAR.search(draft.text[mention.start : mention.end])
                add(state, "participant_in" if fought else "organizer_of", mention)


def between(draft: Draft, mentions: list[Found], add) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001 - a callable and reports, typed where they are made
    """Two neighbouring mentions with a verb between them, or joined after *cooperation between*."""
    plain = [m for m in mentions if m.label not in {"TITLE", "NORP"}]
    for a, b in pairwise(plain):
        gap = draft.text[a.end : b.start].strip()
        for kind, verb, heads, tails in _VERBS:
            if a.label in heads and b.label in tails and verb.search(gap):
                add(a, kind, b)
        for kind, words in _AND.items():
            if gap in {"and", ","} and words.search(draft.text[max(0, a.start - 30) : a.start]):
                add(a, kind, b)
