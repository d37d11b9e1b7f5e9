"""What is told of slices in which predicted items that state nothing are not counted."""

import re

import pytest

import dateline
from dateline.kernel.metric import Metric
from dateline.metrics import parse

GOLD = [{"id": "d", "text": "Kim met Ann in Rome.", "mentions": []}]
PLACES = [(0, 3, "PER", "NAM"), (8, 11, "PER", "NOM"), (15, 19, "GPE", "NAM")]
GOLD[0]["mentions"] = [{"start": s, "end": e, "type": t, "level": own} for s, e, t, own in PLACES]
BARE = [{"start": s, "end": e} for s, e, *_ in PLACES]
SPURIOUS = {"start": 4, "end": 7}


def noted(mentions, metric, **more):
    return dateline.score([{"id": "d", "mentions": mentions}], gold=GOLD, metrics=[metric], **more).reading.notes


def note(metric, axis):
    return (
        f"{metric}: predicted items that state no {axis} and match nothing: 1; they are under {axis}=none alone, "
        f"so that the precision of every other {axis}, and a mean of them, is too high"
    )


@pytest.mark.parametrize("metric", ["NER(average=weighted,match=exact)", "NER(average=macro,match=exact)"])
def test_a_mean_over_types_that_are_not_stated_is_told_of(metric):
    assert note(metric, "type") in noted([*BARE, SPURIOUS], metric)
    assert not any("state no" in one for one in noted(BARE, metric))
    assert not any("state no" in one for one in noted([*BARE, {**SPURIOUS, "type": "PER"}], metric))


def test_slices_by_what_is_not_stated_are_told_of():
    assert note("NER(match=exact)", "level") in noted([*BARE, SPURIOUS], "NER(match=exact)", by="level")
    assert not any("state no" in one for one in noted([*BARE, SPURIOUS], "NER(match=exact)"))
    levels = [{**own, "level": level} for own, (*_, level) in zip([*BARE, SPURIOUS], [*PLACES, ("NAM",)], strict=True)]
    assert not any("state no level" in one for one in noted(levels, "NER(match=exact)", by="level"))


def test_items_without_a_score_are_told_of():
    told = "NER(match=exact): predicted items without a score: 2 of 3; they are in no slice by score"
    assert told in noted([{**BARE[0], "score": 0.5}, *BARE[1:]], "NER(match=exact)", by="score")
    assert not any("without a score" in one for one in noted([{**own, "score": 0.5} for own in BARE], "NER(match=exact)", by="score"))


def test_thresholds_have_no_mean():
    report = dateline.score([{"id": "d", "mentions": BARE}], gold=GOLD, metrics=["NER(match=exact)"], by="score")
    assert not any("mean over" in line.slice for line in report.lines)
    report = dateline.score([{"id": "d", "mentions": BARE}], gold=GOLD, metrics=["NER(match=exact)"], by="level")
    assert any("mean over" in line.slice for line in report.lines)


@pytest.mark.parametrize("level", ["NOM", "PRO"])
def test_tags_have_no_level(level):
    with pytest.raises(ValueError, match=re.escape("NER(view=tokens) counts names alone, as tags have no level: leave level=")):
        parse(f"NER(view=tokens,level={level})")
    assert isinstance(parse("NER(view=tokens,level=NAM)"), Metric)
