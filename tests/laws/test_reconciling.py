"""Accepted answers: whichever of them a prediction gives, it is right; left out, it is not missed."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.corpus.judged import gold_faults
from dateline.document import Alternative, Document, Quote
from dateline.document import answered as named
from dateline.document.parts import references_of
from dateline.evaluation.count import evaluate, scored
from dateline.metrics import parse
from tests.laws.conftest import METRICS, scores
from tests.strategies import DATES, VALUES, documents, shuffled, spans, without_copies

LAYERS = ("mentions", "times", "events", "relations", "quotes")
OTHERWISE = {
    "mentions": {"type": ("PER", "ORG", "GPE"), "level": ("NAM", "NOM", "PRO"), "qid": ("Q1", "Q2", "Q3")},
    "times": {"value": VALUES, "type": ("DATE", "DURATION")},
    "events": {
        "date": DATES,
        "realis": ("ACTUAL", "OTHER"),
        "polarity": ("POSITIVE", "NEGATIVE"),
        "certainty": ("certain", "probable"),
        "asserted_by": ("UNSPECIFIED",),
    },
    "relations": {"certainty": ("certain", "probable"), "status": ("current", "former"), "asserted_by": ("UNSPECIFIED",)},
    "quotes": {"kind": ("direct", "mixed"), "speaker": ("UNSPECIFIED",)},
}
MAY_BE_ABSENT = {
    "times": ("value",),
    "events": ("date", "realis", "asserted_by"),
    "relations": ("status", "asserted_by"),
    "quotes": ("speaker",),
}


def place_of(layer, item):
    return item.spans if layer == "quotes" else getattr(item, "fragments", None) or ((item.start, item.end),)


@st.composite
def answered(draw):
    """Gold with accepted answers, and a prediction that gives some of them."""
    gold = draw(documents(inline=False).map(without_copies))
    needed = {who for layer in LAYERS for item in getattr(gold, layer) for _, who in references_of(item)}
    golds, preds = {}, {}
    for layer in LAYERS:
        items = getattr(gold, layer)
        taken = {place_of(layer, item) for item in items} if layer != "relations" else set()
        golds[layer], preds[layer] = [], []
        for item in items:
            ours, answer = draw(judged(gold.text, layer, item, taken, needed))
            golds[layer].append(ours)
            preds[layer] += [] if answer is None else [answer]
    changed = (replace(gold, **{layer: tuple(items) for layer, items in each.items()}) for each in (golds, preds))
    return tuple(changed)


@st.composite
def judged(draw, text, layer, item, taken, needed):
    """A gold item with accepted answers, and one of them."""
    ways = ["plain", "otherwise", "optional"]
    ways += ["elsewhere"] if layer in {"mentions", "times", "events"} else []
    ways += ["absent"] if layer in MAY_BE_ABSENT else []
    way = draw(st.sampled_from(ways))
    if way == "optional":
        free = item.id not in needed and getattr(item, "entity", None) not in needed
        return replace(item, optional=True), item if not free or draw(st.booleans()) else None
    if way == "absent":
        names = tuple(name for name in MAY_BE_ABSENT[layer] if getattr(item, name) is not None)
        return replace(item, optional=names or None), replace(item, **dict.fromkeys(names)) if draw(st.booleans()) else item
    if way == "otherwise":
        name = draw(st.sampled_from(sorted(OTHERWISE[layer])))
        value = draw(st.sampled_from(OTHERWISE[layer][name]))
        given = getattr(item, name) is not None and not (layer == "mentions" and item.entity)
        return (replace(item, alternatives=(Alternative(**{name: value}),)), replace(item, **{name: value})) if given else (item, item)
    if way == "elsewhere":
        span = draw(spans(text))
        place = (span,)
        if place in taken:
            return item, item
        taken.add(place)
        moved = replace(item, start=span[0], end=span[1], text=None, **({"fragments": None, "head": None} if layer == "mentions" else {}))
        return replace(item, alternatives=(Alternative(start=span[0], end=span[1]),)), moved if draw(st.booleans()) else item
    return item, item


def usable(gold):
    return not list(gold_faults(gold, gold.text, ("", 0)))


@given(answered())
def test_every_accepted_answer_is_right(found):
    gold, pred = found
    if usable(gold) and named(gold) <= named(pred):  # a layer of which every item was left out is not attempted
        for metric, score in scores([(gold, pred)], METRICS).items():
            assert score.f1 in {1.0, None}, metric


@given(answered(), st.integers(0, 99))
def test_in_any_order_and_with_any_ids(found, seed):
    gold, pred = found
    assert scores([(gold, pred)]) == scores([(shuffled(gold, seed), shuffled(pred, seed + 1))])


@given(documents(inline=False), documents(inline=False))
def test_what_a_prediction_says_of_itself_is_not_counted(gold, pred):
    pred = replace(pred, text=None)
    boast = replace(pred, mentions=tuple(replace(m, optional=True) for m in pred.mentions))
    assert scores([(gold, pred)]) == scores([(gold, boast)])


def test_relations_arguments_and_contents_have_alternatives():
    import msgspec

    text = "Kim met Lee in Rome on Monday. Kim said it was good."
    gold = {
        "id": "d",
        "text": text,
        "mentions": [
            {"id": "m1", "start": 0, "end": 3, "type": "PER", "entity": "kim"},
            {"id": "m2", "start": 8, "end": 11, "type": "PER", "entity": "lee"},
            {"id": "m3", "start": 15, "end": 19, "type": "GPE", "entity": "rome"},
        ],
        "relations": [{"head": "kim", "type": "met_with", "tail": "lee", "alternatives": [{"type": "opponent_of"}]}],
        "events": [
            {
                "start": 4,
                "end": 7,
                "type": "Contact.Meet",
                "arguments": [
                    {"role": "Entity", "filler": "kim"},
                    {"role": "Entity", "filler": "lee", "alternatives": [{"role": "Place"}]},
                    {"role": "Place", "filler": "rome", "alternatives": [{"filler": "m2"}]},
                ],
            }
        ],
        "quotes": [{"spans": [[40, 51]], "speaker": "kim", "alternatives": [{"spans": [[36, 51]]}, {"speaker": "lee"}]}],
    }
    pred = {
        **gold,
        "relations": [{"head": "lee", "type": "opponent_of", "tail": "kim"}],
        "events": [
            {
                "start": 4,
                "end": 7,
                "type": "Contact.Meet",
                "arguments": [{"role": "Entity", "filler": "kim"}, {"role": "Place", "filler": "lee"}],
            }
        ],
        "quotes": [{"spans": [[36, 51]], "speaker": "lee"}],
    }
    sides = [msgspec.convert(side, Document) for side in (gold, pred)]
    found = scores([tuple(sides)], METRICS)
    right = {str(metric): score.f1 for metric, score in found.items()}
    assert right["Rel"] == 1
    assert right["Quote"] == 1
    assert right["Quote(match=joint)"] == 1
    assert round(right["Arg"], 3) == 0.8  # one answer is in the place of one gold argument


def test_of_two_quotes_of_one_content_the_optional_one_goes():
    """What the long run found: the needed quote says no kind, the optional one does, and their contents are one when trimmed."""
    needed = Quote(id="q1", spans=((0, 5),))
    optional = Quote(id="q2", spans=((1, 5),), kind="direct", optional=True)
    gold = Document(id="d", text=" “Kim” said", quotes=(needed, optional), mentions=())
    for answered_ in ((needed, replace(optional, optional=None)), (replace(optional, optional=None), needed)):
        pred = replace(gold, text=None, quotes=answered_)
        result = evaluate([(gold, pred)], [parse("Kind"), parse("Quote")])
        assert scored(result, parse("Kind")).f1 in {None, 1.0}
        assert scored(result, parse("Quote")).f1 == 1.0
