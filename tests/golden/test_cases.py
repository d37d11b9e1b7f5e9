"""Files whose numbers were once wrong, with the right ones."""

import json

import pytest

import dateline
from dateline.corpus.loading import load_gold
from dateline.files.faults import DataError
from tests.conftest import ROOT, cli

FOLDER = ROOT / "tests" / "golden" / "cases"
RIGHT = [  # case, metric, precision, recall, F1
    ("slices", "NER(match=exact)@PER", 1, 1, 1),
    ("slices", "NER(match=exact)@level=NAM", 1, 1, 1),
    ("slices", "Link@ORG", 1, 1, 1),
    ("slices", "Quote@direct", 1, 1, 1),
    ("slices", "Time(match=value,span=equal)@DATE", 1, 1, 1),
    ("slices", "Trigger@realis=ACTUAL", 1, 1, 1),
    ("score", "NER", 2 / 3, 2 / 3, 2 / 3),
    ("level_silent", "NER(level=NAM)", 1 / 51, 1, 2 / 52),
    ("level_stated", "NER(level=NAM)", 1 / 51, 1, 2 / 52),
    ("args_wholetext", "Arg", 0, 0, 0),
    ("args_wholetext", "Rel", 0, 0, 0),
    ("args_wholetext", "Speaker", 0, 0, 0),
    ("args_wholetext", "Quote(match=joint)", 0, 0, 0),
    ("rel_mentions", "Rel(match=strict)", 1, 1, 1),
    ("rel_mentions", "Rel(match=boundary)", 1, 1, 1),
    ("rel_crosspair", "Rel(match=strict)", 0, 0, 0),
    ("rel_crosspair", "Rel", 1, 1, 1),
    ("link_samespan", "Link", 1, 1, 1),
    ("set_unmentioned", "Rel", 1, 1, 1),
    ("week0000", "Time(match=interval)", 0, 0, 0),
    ("clustered_wrong", "LinkCEAF(typed=yes)", 0, 0, 0),
    ("clustered_wrong", "LinkCEAF", 1, 1, 1),
    ("cjk", "Quote(match=joint)", 0, 0, 0),
    ("cjk", "Quote(match=overlap)", 2 / 23, 2 / 23, 2 / 23),
    ("emptydoc", "B3", 2 / 14, 1, 4 / 16),
    ("emptydoc", "Link", 2 / 14, 1, 4 / 16),
    *[("nearwhole", name, 0, 0, 0) for name in ("NER", "NER(match=head)", "Link", "When", "Kind", "Speaker", "Quote(match=joint)")],
    *[("nearwhole", name, 1, 1, 1) for name in ("NER(match=type)", "Link(match=weak)", "Time(match=relaxed)", "Time(match=value)")],  # told
    ("open_interval", "Date(match=interval)", 0, 0, 0),
]


@pytest.mark.parametrize(("case", "metric", "precision", "recall", "f1"), RIGHT)
def test_the_right_number(case, metric, precision, recall, f1):
    report = dateline.score(FOLDER / f"{case}_pred.jsonl", gold=FOLDER / f"{case}_gold.jsonl", metrics=[metric])
    found = report[metric]
    assert (found.precision, found.recall, found.f1) == pytest.approx((precision, recall, f1), abs=1e-9)


@pytest.mark.parametrize(
    "name",
    [
        "Dateline@PER",
        "CoNLL@PRE",
        "MUC(across=yes)@PER",
        "NER@typ=PER",
        "MUC@document=a",
        "Quote@PER",
        "Trigger@Life.Dei",
        "NER(average=macro)@PER",
    ],
)
def test_a_slice_that_a_metric_cannot_give_is_refused_by_name(name):
    for more in (("-m", name), ("--fail-under", f"{name}>=0.5")):
        code, _, err = cli("score", str(ROOT / "leaderboard" / "submissions" / "rules" / "predictions.jsonl"), *more)
        assert code == 2
        assert name in err


def test_thresholds_take_predictions_that_reach_them_and_all_gold():
    code, out, _ = cli(
        "score", str(FOLDER / "score_pred.jsonl"), "--gold", str(FOLDER / "score_gold.jsonl"), "-m", "NER", "--by", "score", "--json"
    )
    assert code == 0
    at = json.loads(out)["slices"]["NER"]
    assert (at["score=at least 0.5"]["precision"], at["score=at least 0.5"]["recall"]) == pytest.approx((1, 2 / 3))
    assert (at["score=at least 0.9"]["precision"], at["score=at least 0.9"]["recall"]) == pytest.approx((1, 1 / 3))


def test_file_names_may_have_dots():
    report = dateline.score(FOLDER / "dots_pred", gold=FOLDER / "dots_gold.jsonl", metrics=["NER"])
    assert report["NER"].f1 == 1


def test_fragments_that_touch_and_heads_outside_are_faults_of_gold():
    with pytest.raises(DataError, match="join what touches"):
        load_gold(str(FOLDER / "touching_pred.jsonl"))
    with pytest.raises(DataError, match="outside its mention"):
        load_gold(str(FOLDER / "head_outside_gold.jsonl"))


def test_rows_change_no_bit(tmp_path):
    files = [str(FOLDER / "rows_pred.jsonl"), "--gold", str(FOLDER / "rows_gold.jsonl"), "-m", "Quote(match=overlap)", "--json"]
    assert cli("score", *files)[1] == cli("score", *files, "--rows", str(tmp_path / "rows.csv"))[1]


def test_a_tag_that_ends_what_never_began_is_a_counted_repair():
    files = [str(FOLDER / "bilou" / "h.conll"), "--gold", str(FOLDER / "bilou" / "gold.jsonl"), "-m", "NER"]
    code, out, _ = cli("score", *files, "--json")
    assert (code, list(json.loads(out)["repairs"].values())) == (0, [1])
    assert cli("score", *files, "--strict")[0] == 2
