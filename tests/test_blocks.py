"""The block kernel is the plain kernel, to the bit, over everything the strategies draw."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline import metric as naming
from dateline.block import Block, Flat
from dateline.check import check
from dateline.document import Document, Mention
from dateline.evaluate import close, count, plan
from dateline.files import LIMITS
from dateline.grounding import ungrounded
from dateline.layers.quotes import content_overlap
from dateline.overall import headlines
from dateline.place import place
from dateline.sound import sound
from dateline.vectors import spans
from dateline.vectors.block import counted
from dateline.vectors.links import linked
from tests.speed import corpora as corpora_of_speed
from tests.strategies import corpora, documents

METRICS = [metric for metric in naming.every() if getattr(metric, "view", "spans") == "spans"]
MAPPED = [naming.parse(f"NER(match={match},labels=conll)") for match in ("strict", "exact", "partial", "type")]
TODO = plan([*METRICS, *MAPPED])


def table(found, **how):
    """The exact sums of every metric and slice."""
    result = count(found, TODO, **how)
    close(result)
    return {key: result.tally.counts(*key) for key in result.tally.sums}, result.annotated, result.attempted, result.unscored


@given(corpora(5), st.booleans())
def test_whole_blocks_give_the_same_table_as_pairs(found, empty):
    found = [(gold, None if empty and number % 2 else pred) for number, (gold, pred) in enumerate(found)]
    assert table(found, columns=True) == table(found, columns=False)


def common(document, moved):
    """The document as most are: mentions of one piece without head, text or title, quotes of one piece, some items moved by a character."""

    def shifted(number, item):
        by = number in moved and item.end < len(document.text)
        return replace(item, start=item.start + by, end=item.end + by)

    plain = [
        replace(m, head=None, text=None, type="PER" if m.type in {"TITLE", None} else m.type) for m in document.mentions if not m.fragments
    ]
    owner = {}
    mentions = [shifted(number, mention) for number, mention in enumerate(plain)]
    mentions = [replace(m, entity=owner.setdefault((m.start, m.end), m.entity)) for m in mentions]
    known = {m.id for m in mentions} | {m.entity for m in mentions} | {t.id for t in document.times}
    quotes = [replace(q, spans=q.spans[:1], speaker=q.speaker if q.speaker in known else "UNSPECIFIED") for q in document.quotes]
    events = [replace(e, arguments=tuple(a for a in e.arguments if a.filler in known)) for e in document.events]
    return replace(
        document,
        mentions=tuple(mentions),
        times=tuple(shifted(number, time) for number, time in enumerate(document.times)),
        events=tuple(shifted(number, event) for number, event in enumerate(events)),
        relations=tuple(r for r in document.relations if r.head in known and r.tail in known),
        quotes=tuple(quotes),
        entities=tuple(replace(e, members=None) for e in document.entities),
    )


@st.composite
def commons(draw, size):
    """Pairs of common documents: predictions are gold with items moved, or another document about the same text."""
    found = []
    for number in range(size):
        gold = draw(documents(f"d{number}", inline=False))
        pred = gold if draw(st.booleans()) else draw(documents(f"d{number}", text=gold.text, inline=False))
        found.append((common(gold, frozenset()), common(pred, draw(st.frozensets(st.integers(0, 4))))))
    return found


@given(commons(4))
def test_references_mean_the_same_in_whole_blocks(found):
    assert table(found, columns=True) == table(found, columns=False)


@given(st.one_of(corpora(3), commons(3)), st.integers(1, 8))
def test_crowded_blocks_are_parted(found, most):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spans, "CANDIDATES", most)
        crowded = table(found, columns=True)
    assert crowded == table(found, columns=False)


@given(*[st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1])), min_size=1, max_size=3)] * 2)
def test_without_a_text_contents_share_characters(a, b):
    left, right = tuple(sorted(a)), tuple(sorted(b))
    sides = [{place for start, end in pieces for place in range(start, end)} for pieces in (left, right)]
    shared = 2 * len(sides[0] & sides[1]) / (len(sides[0]) + len(sides[1]))
    assert content_overlap(None, left, right) == (1.0 if left == right else shared)


def torn(document):
    """The document with its first mention once more under another entity: what only unchecked input holds."""
    first = document.mentions[:1]
    return replace(document, mentions=(*document.mentions, *(Mention(start=m.start, end=m.end, entity="other") for m in first)))


@given(corpora(3), st.sets(st.integers(0, 2)))
def test_documents_that_do_not_fit_into_columns_are_counted_alone(found, chosen):
    found = [(gold, torn(pred) if pred and n in chosen else pred) for n, (gold, pred) in enumerate(found)]
    found.append((replace(found[0][0], id="far", mentions=(Mention(start=1 << 40, end=1 << 41, type="PER", entity="x"),)), None))
    assert table(found, columns=True) == table(found, columns=False)


@given(corpora(6))
def test_sound_documents_need_neither_placing_nor_checking(found):
    golds, preds = [gold for gold, _ in found], [pred for _, pred in found if pred is not None]
    texts = {gold.id: gold.text for gold in golds}
    for side in (golds, preds):
        for document, fine in zip(side, sound(Flat(side), [texts[d.id] for d in side], LIMITS), strict=True):
            if fine:
                assert not check(document, texts[document.id], ("", 0))
                assert place(document, texts[document.id])[0] == document
            if fine and side is golds:
                assert not list(ungrounded(document, ("", 0)))


@given(documents())
def test_most_sound_documents_are_found_sound(document):
    """The fast path is not vacuous: what names nothing but mentions, in order, with no copy, is sound."""
    bare = replace(document, entities=None, relations=None, events=None, quotes=None, times=None)
    first = {(m.start, m.end): m for m in bare.mentions if m.fragments is None and m.aligned is None}
    bare = replace(bare, mentions=tuple(first.values()))
    assert sound(Flat([bare]), [bare.text], LIMITS) == [True]


@given(corpora(3))
def test_layers_are_the_same_document_by_document(found):
    from dateline.document import answered
    from dateline.side import Side

    block = Block.of(found)
    codes, values = linked(block.gold)
    assert block.gold.answered == [answered(gold) for gold, _ in found]
    for document, (a, b) in zip(block.gold.documents, block.gold.bounds, strict=True):
        side = Side(document)
        assert block.gold.labels[a:b] == [side.label(m) for m in document.mentions]
        assert [values[code] for code in codes[a:b]] == [side.qid(m) for m in document.mentions]


TEXT = "Kim met Bank in Osaka. It said so."
NAMED = [
    {"id": "k", "start": 0, "end": 3, "type": "PER", "level": "NAM", "entity": "kim"},
    {"id": "b", "start": 8, "end": 12, "type": "ORG", "level": "NAM", "entity": "bank"},
    {"id": "o", "start": 16, "end": 21, "type": "GPE", "level": "NAM", "entity": "osaka"},
    {"id": "i", "start": 23, "end": 25, "type": "ORG", "level": "PRO", "entity": "bank"},
]
REFERENCES = {
    "ids of entities, by the votes of their mentions": (
        {"mentions": NAMED, "relations": [{"head": "bank", "type": "located_in", "tail": "osaka"}]},
        {"mentions": NAMED, "relations": [{"head": "bank", "type": "located_in", "tail": "o"}]},
        1,
    ),
    "an entity whose votes are tied": (
        {"mentions": NAMED, "relations": [{"head": "b", "type": "located_in", "tail": "osaka"}]},
        {
            "mentions": [
                {"start": 0, "end": 3, "type": "ORG", "entity": "x"},
                {"start": 8, "end": 12, "type": "ORG", "entity": "x"},
                NAMED[2],
            ],
            "relations": [{"head": "x", "type": "located_in", "tail": "osaka"}],
        },
        0,
    ),
    "a mention inside a gold name": (
        {"mentions": NAMED, "relations": [{"head": "k", "type": "leader_of", "tail": "b"}]},
        {
            "mentions": [NAMED[0], {"id": "x", "start": 8, "end": 11, "type": "ORG", "entity": "y"}],
            "relations": [{"head": "k", "type": "leader_of", "tail": "x"}],
        },
        1,
    ),
    "a mention around a gold name": (
        {"mentions": NAMED, "relations": [{"head": "k", "type": "leader_of", "tail": "b"}]},
        {
            "mentions": [NAMED[0], {"id": "x", "start": 7, "end": 12, "type": "ORG", "entity": "y"}],
            "relations": [{"head": "k", "type": "leader_of", "tail": "x"}],
        },
        0,
    ),
    "a symmetric relation, and an inverse name": (
        {
            "mentions": NAMED,
            "relations": [{"head": "k", "type": "met_with", "tail": "b"}, {"head": "b", "type": "led_by", "tail": "k"}],
        },
        {
            "mentions": NAMED,
            "relations": [{"head": "i", "type": "met_with", "tail": "k"}, {"head": "k", "type": "leader_of", "tail": "i"}],
        },
        2,
    ),
}


@pytest.mark.parametrize("case", REFERENCES)
def test_references_that_whole_blocks_settle(case):
    *sides, right = REFERENCES[case]
    gold, pred = (msgspec.convert({"id": "d", "text": TEXT, **side}, Document) for side in sides)
    found = [(gold, pred)]
    assert table(found, columns=True) == table(found, columns=False)
    rel = naming.parse("Rel")
    assert counted(Block.of(found), [rel], ("type",)).left == {rel: []}
    assert count(found, plan([rel]), columns=True).tally.counts("Rel").right_gold == right


def test_no_headline_of_a_common_corpus_is_left_to_pairs():
    found = [tuple(msgspec.convert(side, Document) for side in pair) for pair in corpora_of_speed.pairs(20, 1, full=True)]
    left = counted(Block.of(found), TODO.metrics, ("type",)).left
    parts = [part for metric in headlines().values() for part in (metric.parts() if hasattr(metric, "parts") else [metric])]
    assert not any(left[part] for part in parts)
    assert table(found, columns=True) == table(found, columns=False)


CLASHES = {
    "an entity that only mentions name, called as another mention": (
        {
            "mentions": [
                {"id": "m1", "start": 0, "end": 3, "type": "PER", "entity": "m2"},
                {"id": "m2", "start": 8, "end": 12, "type": "ORG", "entity": "x"},
                {"id": "m3", "start": 16, "end": 21, "type": "GPE", "entity": "t1"},
            ],
            "times": [{"id": "t1", "start": 4, "end": 7}],
            "relations": [{"head": "m2", "type": "based_in", "tail": "m3"}],
            "events": [{"start": 4, "end": 7, "type": "Contact.Meet", "arguments": [{"role": "Time", "filler": "t1"}]}],
        },
        {
            "mentions": [
                {"id": "k2", "start": 8, "end": 12, "type": "ORG", "entity": "B"},
                {"id": "k3", "start": 16, "end": 21, "type": "GPE", "entity": "C"},
            ],
            "times": [{"id": "t", "start": 4, "end": 7}],
            "relations": [{"head": "k2", "type": "based_in", "tail": "k3"}],
            "events": [{"start": 4, "end": 7, "type": "Contact.Meet", "arguments": [{"role": "Time", "filler": "t"}]}],
        },
    ),
    "an entity without a name": (
        {"mentions": [{"start": 0, "end": 3}], "entities": [{"id": "", "type": "PER", "qid": "Q1"}]},
        {"mentions": [{"start": 0, "end": 3, "type": "PER", "qid": "Q1"}]},
    ),
    "no label, and a label called none": (
        {"events": [{"start": 4, "end": 7, "type": "none", "date": "2020-05"}, {"start": 0, "end": 3, "date": "2020"}]},
        {"events": [{"start": 4, "end": 7, "type": "none", "date": "2020"}, {"start": 0, "end": 3, "date": "2020-05"}]},
    ),
    "quotes of which the one that agrees in kind would leave another alone": (
        {"quotes": [{"spans": [[8, 15]], "kind": "direct"}, {"spans": [[23, 30]]}]},
        {"quotes": [{"spans": [[8, 12]]}, {"spans": [[8, 30]], "kind": "direct"}]},
    ),
    "a head far outside": (
        {"mentions": [{"start": 0, "end": 3, "type": "PER", "head": [0, 1 << 70]}]},
        {"mentions": [{"start": 0, "end": 3, "type": "PER"}]},
    ),
}


@pytest.mark.parametrize("case", CLASHES)
def test_what_an_attacker_found_apart(case):
    gold, pred = (msgspec.convert({"id": "d", **side}, Document) for side in CLASHES[case])
    found = [(replace(gold, text=TEXT), pred)]
    assert table(found, columns=True) == table(found, columns=False)


def test_a_projection_is_asked_only_about_what_counts():
    gold = Document(id="d", text=TEXT, mentions=(Mention(start=0, end=3, type="PER"), Mention(start=4, end=7, type="FOO", level="NOM")))
    todo = plan([naming.parse("NER(level=NAM,labels=conll)")])
    tallies = [count([(gold, gold)], todo, columns=columns).tally for columns in (True, False)]
    assert tallies[0].counts("NER(level=NAM,labels=conll)") == tallies[1].counts("NER(level=NAM,labels=conll)") == (1, 1, 1, 1)
