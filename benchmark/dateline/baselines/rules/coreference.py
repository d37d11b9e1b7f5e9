"""Chains by alias, demonym, repeated nominal and pronoun."""

from dateline.baselines.rules.draft import Draft, Found

_SINGULAR = {"he", "she", "him", "her", "his", "himself", "herself", "i", "my", "you", "your"}
_PLURAL = {"they", "them", "their", "themselves", "both"}
_NEUTER = {"it", "its"}


def resolve(draft: Draft) -> None:
    """Give every mention a cluster."""
    draft.mentions.sort(key=lambda m: (m.start, -m.end))
    keys: dict[tuple[str, str], int] = {}
    for mention in draft.mentions:
        if mention.label != "TITLE" and mention.level == "NAM":
            key = name_key(draft, mention, keys)
            mention.cluster = keys.setdefault(key, len(keys))
    fresh = len(keys)
    for mention in draft.mentions:
        if mention.level == "NOM" and mention.label != "TITLE":
            mention.cluster, fresh = nominal(draft, mention, fresh)
    for mention in list(draft.mentions):
        if mention.level == "PRO":
            before = antecedent(draft, mention)
            if before is None:
                draft.mentions.remove(mention)
            else:
                mention.cluster, mention.label = before.cluster, "GPE" if before.label == "NORP" and before.qid else before.label
    draft.number()


def name_key(draft: Draft, mention: Found, keys: dict[tuple[str, str], int]) -> tuple[str, str]:
    """What makes two names one: a state's id, a person's last or only word, else the name."""
    name = draft.text[mention.start : mention.end]
    if mention.qid:
        return "state", mention.qid
    if mention.label == "PER":
        words = name.split(" ")
        for kind, known in keys:
            if kind == "PER" and (known.split(" ")[-1] == words[-1] or (len(words) == 1 and known.split(" ")[0] == words[0])):
                return kind, known
        longer = [
            m for m in draft.mentions if m.label == "PER" and m.level == "NAM" and words[-1] in draft.text[m.start : m.end].split(" ")
        ]
        best = max(longer, key=lambda m: (m.end - m.start, -m.start))
        return "PER", draft.text[best.start : best.end]
    return mention.label, name


def nominal(draft: Draft, mention: Found, fresh: int) -> tuple[int, int]:
    """The cluster of a nominal: that of the same definite words before, or of the last state for *the country*; else a new one."""
    words = draft.text[mention.start : mention.end].lower()
    earlier = [m for m in draft.mentions if m.end <= mention.start and m.cluster >= 0]
    if words.startswith(("the ", "this ", "these ")):
        head = draft.text[mention.head[0] : mention.head[1]].lower()
        same = [m for m in earlier if m.level == "NOM" and draft.text[m.head[0] : m.head[1]].lower() == head]
        if same:
            return same[-1].cluster, fresh
        states = [m for m in earlier if m.label == "GPE" and m.qid]
        if head in {"country", "nation"} and states:
            return states[-1].cluster, fresh
    return fresh, fresh + 1


def antecedent(draft: Draft, pronoun: Found) -> Found | None:
    """The nearest fitting mention before a pronoun, within its paragraph and the sentence before."""
    word = draft.text[pronoun.start : pronoun.end].lower()
    begin = max(0, draft.text.rfind("\n", 0, max(0, draft.text.rfind("\n", 0, pronoun.start))))
    earlier = [m for m in draft.mentions if begin <= m.start and m.end <= pronoun.start and m.cluster >= 0 and m.level != "PRO"]
    if word in _SINGULAR:
        fitting = [m for m in earlier if m.label == "PER" and not m.plural and m.level == "NAM"]
    elif word in _PLURAL:
        fitting = [m for m in earlier if m.plural and m.label == "PER"]
    elif word in _NEUTER:
        fitting = [m for m in earlier if m.label in {"GPE", "ORG"} and m.level == "NAM"] or [
            m for m in earlier if m.label == "NORP" and m.qid
        ]
    elif word == "who":
        fitting = [m for m in earlier if m.label == "PER" and m.end >= pronoun.start - 3]
    else:
        fitting = []
    return subject_first(draft, fitting, pronoun)


def subject_first(draft: Draft, fitting: list[Found], pronoun: Found) -> Found | None:
    """The first fitting mention of the pronoun's own sentence, else the first of the sentence before."""
    if not fitting:
        return None
    start, _ = draft.sentence(pronoun.start)
    own = [m for m in fitting if m.start >= start]
    if own:
        return own[0]
    last = draft.sentence(fitting[-1].start)
    return next(m for m in fitting if m.start >= last[0])
