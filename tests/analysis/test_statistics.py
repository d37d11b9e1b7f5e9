"""Intervals and comparisons: equal to SciPy's and the peers' procedures, covering what they promise, honest where there is little."""

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dateline
from dateline import api
from dateline.analysis.resampling import Sheet, article_of, drawn, f1_of, left_out, samples, sums_of, swapped
from dateline.analysis.statistics import (
    chances,
    compared,
    corrected,
    difference,
    interval,
    jackknife_error,
    quantile_t,
    telling,
)
from dateline.analysis.verdicts import Difference, Resampling
from dateline.evaluation.count import evaluate
from dateline.kernel.counts import Counts, Row, score
from dateline.kernel.scoring import scored
from dateline.metrics import headlines, parse
from tests.conftest import ROOT, cli

RULES, COMBINED = (ROOT / "leaderboard" / "submissions" / name / "predictions.jsonl" for name in ("rules", "combined"))


def sheet_of(counts, metric="NER"):
    """Rows of as many documents; fewer than twenty are paragraphs of one."""
    few = len(counts) < 20
    return Sheet([Row("d" if few else f"d{n}", str(n) if few else "", metric, "", Counts(*each)) for n, each in enumerate(counts)])


def sample_of(counts, metric="NER"):
    return samples(parse(metric), frozenset({"entities"}), [sheet_of(counts, metric)])[0]


def pair_of(first, second, metric="NER"):
    return samples(parse(metric), frozenset({"entities"}), [sheet_of(first, metric), sheet_of(second, metric)])


def drawn_counts(number, seed, right=0.8):
    draw = np.random.default_rng(seed)
    gold = draw.integers(1, 40, number)
    hits = draw.binomial(gold, right)
    return [(float(h), float(h + draw.integers(0, 8)), float(h), float(g)) for h, g in zip(hits, gold, strict=True)]


counts_ = st.tuples(*[st.floats(0, 50).map(lambda x: round(x, 3))] * 4).map(lambda c: (min(c[0], c[1]), c[1], min(c[2], c[3]), c[3]))


@given(st.lists(counts_, min_size=1, max_size=30))
def test_f1_of_many_sums_is_the_kernels_to_the_bit(rows):
    ours = f1_of(np.array(rows))
    for value, row in zip(ours, rows, strict=True):
        wanted = score(Counts(*row)).f1
        assert np.isnan(value) if wanted is None else value == wanted


@pytest.mark.parametrize("freedom", [3, 4, 5, 9, 19, 99, 999])
def test_quantiles_of_t(freedom):
    from scipy.stats import t

    for p in (0.025, 0.6, 0.9, 0.975, 0.995):
        assert quantile_t(p, freedom) == pytest.approx(t.ppf(p, freedom), rel=1e-4)


def test_resampled_sums_are_sums_of_rows():
    columns = np.array(drawn_counts(12, 3))
    assert np.allclose(left_out(columns)[4], np.delete(columns, 4, axis=0).sum(axis=0))
    total = columns.sum(axis=0)
    for ours, theirs in swapped(columns, columns[::-1], 50, 0):
        assert np.allclose(ours + theirs, 2 * total)
    (sums,) = next(drawn([np.ones((12, 4))], 20, 0))
    assert (sums == 12).all()  # as many units as there are


def stats():
    """SciPy's statistics, where their generator is called `rng`."""
    pytest.importorskip("scipy", minversion="1.15")
    import scipy.stats

    return scipy.stats


def test_percentile_and_bca_agree_with_scipy():
    bootstrap = stats().bootstrap

    counts = np.array(drawn_counts(60, 1))
    units = sample_of(counts)

    def statistic(*columns, axis=-1):
        return f1_of(np.stack([np.sum(c, axis=axis) for c in columns], axis=-1).reshape(-1, 4)).reshape(
            np.shape(np.sum(columns[0], axis=axis))
        )

    for method, name in (("percentile", "percentile"), ("bca", "BCa")):
        ours = interval(units, Resampling(method, replicates=20_000, seed=1))
        how = {"n_resamples": 20_000, "method": name, "vectorized": True, "rng": np.random.default_rng(2)}
        theirs = bootstrap(tuple(counts.T), statistic, paired=True, **how)
        assert ours.low == pytest.approx(theirs.confidence_interval.low, abs=0.004)
        assert ours.high == pytest.approx(theirs.confidence_interval.high, abs=0.004)


def test_the_jackknife_error_agrees_with_its_definition():
    counts = drawn_counts(15, 4)
    units = sample_of(counts)
    values = [score(Counts(*map(sum, zip(*(c for m, c in enumerate(counts) if m != n), strict=True)))).f1 for n in range(15)]
    middle = sum(values) / 15
    assert jackknife_error(units.values(left_out(units.columns))) == pytest.approx(
        (14 / 15 * sum((v - middle) ** 2 for v in values)) ** 0.5
    )


def test_randomisation_agrees_with_scipys_permutation_test_and_with_every_exchange():
    permutation_test = stats().permutation_test

    first, second = drawn_counts(11, 5, 0.75), drawn_counts(11, 6, 0.82)
    a, b = pair_of(first, second)
    exact = [
        abs(b.values((np.where(swap[:, None], a.columns, b.columns)).sum(axis=0, keepdims=True))[0]
            - a.values((np.where(swap[:, None], b.columns, a.columns)).sum(axis=0, keepdims=True))[0])
        for n in range(2**11)
        for swap in [np.array([n >> k & 1 for k in range(11)], bool)]
    ]  # fmt: skip
    seen = abs(b.value - a.value)
    share = sum(gap >= seen - 1e-12 for gap in exact) / len(exact)
    assert chances([(a, b)], Resampling(replicates=20_000))[0] == pytest.approx(share, abs=0.015)

    def statistic(x, y, axis=-1):
        x, y = np.asarray(x).astype(int), np.asarray(y).astype(int)
        columns = np.concatenate([a.columns, b.columns])
        return np.abs(f1_of(columns[x].sum(axis=-2).reshape(-1, 4)) - f1_of(columns[y].sum(axis=-2).reshape(-1, 4))).reshape(x.shape[:-1])

    how = {"permutation_type": "samples", "n_resamples": 5_000, "alternative": "greater", "vectorized": True}
    theirs = permutation_test((np.arange(11), np.arange(11, 22)), statistic, **how, rng=np.random.default_rng(1))
    assert theirs.pvalue == pytest.approx(share, abs=0.03)


def test_nelevals_test_is_this_one_on_counts():
    """neleval's significance exchanges documents' counts at random and recomputes F1 of the sums: what `chances` does."""
    first, second = drawn_counts(10, 9, 0.7), drawn_counts(10, 10, 0.85)
    a, b = pair_of(first, second)
    draw = random.Random(4)
    seen, as_much = abs(b.value - a.value), 0
    for _ in range(4_000):
        ours, theirs = zip(*((x, y) if draw.random() < 0.5 else (y, x) for x, y in zip(first, second, strict=True)), strict=True)
        values = [score(Counts(*map(sum, zip(*side, strict=True)))).f1 for side in (ours, theirs)]
        as_much += abs(values[0] - values[1]) >= seen - 1e-12
    assert chances([(a, b)], Resampling(replicates=10_000))[0] == pytest.approx(as_much / 4_000, abs=0.03)


def test_holms_correction():
    def tested(p, gap=0.1):
        return Difference("NER", 0.5, 0.6, gap, 0.0, 0.2, p, "better", 20, "documents", 0.1, 30)

    found = corrected([tested(0.01), tested(0.04), tested(0.02), tested(None)._replace(verdict="too few")])
    assert [d.p for d in found] == [pytest.approx(0.03), pytest.approx(0.04), pytest.approx(0.04), None]
    assert [d.verdict for d in found] == ["better", "better", "better", "too few"]
    assert [d.verdict for d in corrected([tested(0.03), tested(0.04)])] == ["cannot tell", "cannot tell"]


def test_a_clear_difference_is_told_and_none_is_not():
    base = drawn_counts(60, 11, 0.6)
    better = [(min(p, r + g * 0.3), p, min(g, r + g * 0.3), g) for r, p, _, g in base]
    a, b = pair_of(base, better)
    assert difference(a, b).verdict == "better"
    assert difference(b, a).verdict == "worse"
    same = difference(a, a)
    assert (same.verdict, same.difference, same.p) == ("cannot tell", 0.0, None)  # no unit differs


def test_few_units_say_nothing():
    a, b = pair_of(drawn_counts(9, 1), drawn_counts(9, 2))
    assert difference(a, b).verdict == "too few"
    assert interval(a) is None
    assert interval(sample_of([(3.0, 3.0, 3.0, 3.0)] * 30)) is None  # nothing differs


def covered(method, size, runs, seed):
    """How often an interval holds the population's F1, over samples of really scored documents."""
    from simulations.population import sample

    population = sample("NER")
    draw, held = np.random.default_rng(seed), 0
    for _ in range(runs):
        found = interval(population._replace(columns=population.columns[draw.integers(0, len(population.columns), size)]), method)
        held += found.low <= population.value <= found.high
    return held / runs


def within(share, runs, low, high):
    """Whether a share of so many runs can come from a probability between two: four standard errors."""
    slack = 4 * (0.95 * 0.05 / runs) ** 0.5
    return low - slack <= share <= high + slack


def test_the_default_interval_covers_what_it_says():
    assert within(covered(Resampling(), 20, 400, 1), 400, 0.92, 0.97)
    assert within(covered(Resampling(), 100, 400, 2), 400, 0.93, 0.97)


def test_chance_alone_is_rarely_called_a_difference():
    """The shipped articles: rules and combined with each paragraph's answers exchanged at random, three hundred times."""
    reads = [(gold, pred) for gold in api.gold() for pred in answers_of(RULES) if pred.id == gold.id]
    others = [(gold, pred) for gold in api.gold() for pred in answers_of(COMBINED) if pred.id == gold.id]
    metric = parse("NER(level=NAM)")
    a, b = samples(metric, frozenset({"entities"}), [Sheet(rows_of_paragraphs(pairs, metric)) for pairs in (reads, others)])
    draw, called = np.random.default_rng(0), 0
    for seed in range(300):
        swap = draw.random(a.number) < 0.5
        ours = a._replace(columns=np.where(swap[:, None], a.columns, b.columns))
        theirs = b._replace(columns=np.where(swap[:, None], b.columns, a.columns))
        called += difference(ours, theirs, Resampling(replicates=400, seed=seed)).verdict in {"better", "worse"}
    assert called / 300 <= 0.05 + 4 * (0.05 * 0.95 / 300) ** 0.5


def answers_of(path):
    from dateline.formats import native

    return [read.document for read in native.read(str(path))]


def rows_of_paragraphs(pairs, metric):
    from itertools import starmap

    from dateline.evaluation.count import count
    from dateline.evaluation.plan import plan
    from dateline.kernel.pair import Pair

    return count(starmap(Pair.of, pairs), plan([metric], (), paragraphs=True), keep=True).rows


def test_paragraphs_add_up_to_the_document():
    for metric in map(parse, ("NER(level=NAM)", "Rel", "Arg", "When", "Quote(match=joint)")):
        pairs = [(gold, pred) for gold in api.gold() for pred in answers_of(RULES) if pred.id == gold.id]
        sheet = Sheet(rows_of_paragraphs(pairs, metric))
        whole = Sheet(evaluate(pairs, [metric], ()).rows)
        for key, units in whole.whole.items():
            for name, counts in units.items():
                assert sheet.whole[key][name] == pytest.approx(counts)


def test_a_system_against_itself_is_never_told_apart():
    code, out, _ = cli("compare", str(RULES), str(RULES), "--json")
    assert code == 0
    for each in json.loads(out)["comparisons"][0]["metrics"]:
        assert each["verdict"] in {"cannot tell", "too few"}
        assert each["difference"] == 0


def test_composites_are_resampled_by_their_sums():
    from simulations.population import rows

    sheet = Sheet([row for row in rows() if row.document < "doc-0000100"])
    annotated = frozenset({"entities", "coreference", "relations", "events", "quotes"})
    (units,) = samples(parse("CoNLL"), annotated, [sheet])
    assert units.columns.shape[1] == 12
    found = interval(units)
    assert found.low < units.value < found.high
    (macro,) = samples(parse("NER(average=macro)"), annotated, [Sheet(typed_rows())])
    assert interval(macro) is not None


@pytest.mark.parametrize("name", ["CoNLL", "Dateline", "BLANC", "NER", "Rel"])
def test_many_sums_at_once_score_as_the_kernel_does(name):
    from simulations.population import LAYERS, rows

    sheet = Sheet(row for row in rows() if row.document < "doc-0000060")
    (units,) = samples(parse(name), LAYERS, [sheet])
    (sums,) = next(drawn([units.columns], 40, 3))
    wanted = [scored(sums_of(units.annotated, units.known, values), units.metric).f1 for values in sums.tolist()]
    assert units.values(sums).tolist() == pytest.approx([np.nan if value is None else value for value in wanted], nan_ok=True, rel=1e-14)


def typed_rows():
    draw = np.random.default_rng(2)
    for n in range(30):
        for label in ("PER", "GPE"):
            gold = float(draw.integers(2, 9))
            right = float(draw.integers(0, int(gold) + 1))
            yield Row(f"d{n}", "", "NER", f"type={label}", Counts(right, gold, right, gold))


def test_coreference_and_the_whole_have_no_interval_below_the_document():
    report = api.score(RULES, intervals="jackknife")
    assert report.intervals["CoNLL"] is None
    assert report.intervals["Dateline"] is None
    assert all(report.intervals[str(m)] for layer, m in headlines().items() if layer != "coreference")
    assert "interval:jackknife,level=0.95" in report.signature()


def test_variants_of_an_article_are_one_unit():
    rows = [Row(f"d{n}~renamed.1.{k}", "", "NER", "", Counts(1.0, 2.0, 1.0, 2.0)) for n in range(25) for k in range(3)]
    (units,) = samples(parse("NER"), frozenset({"entities"}), [Sheet(rows)])
    assert units.number == 25
    assert units.columns[0].tolist() == [3.0, 6.0, 3.0, 6.0]


def test_compare_reads_tables_of_rows_and_prints_every_shape(tmp_path):
    for name, path in (("rules", RULES), ("combined", COMBINED)):
        assert cli("score", str(path), "--rows", str(tmp_path / f"{name}.csv"))[0] == 0
        assert cli("score", str(path), "--rows", str(tmp_path / f"{name}.parquet"))[0] == 0
    texts = {}
    for ending in ("csv", "parquet"):
        code, texts[ending], err = cli("compare", str(tmp_path / f"combined.{ending}"), str(tmp_path / f"rules.{ending}"), "--json")
        assert code == 0, err
    direct = json.loads(cli("compare", str(COMBINED), str(RULES), "--json")[1])
    for ending in texts:
        assert json.loads(texts[ending])["comparisons"][0]["metrics"] == direct["comparisons"][0]["metrics"]
    code, text, _ = cli("compare", str(COMBINED), str(RULES), str(tmp_path / "rules.csv"))
    assert code == 0
    assert max(len(line) for line in text.splitlines() if "gold:" not in line) <= 80
    assert "better" in text
    assert "too few" in text
    assert "paragraphs" in text
    assert r"\toprule" in cli("compare", str(COMBINED), str(RULES), "--latex")[1]
    assert "**0.953**" in cli("compare", str(COMBINED), str(RULES), "--markdown")[1]
    assert cli("compare", str(COMBINED), str(RULES), "--csv")[1].startswith("first_system,second_system,metric")


def test_an_article_without_items_changes_no_interval():
    met = {
        "text": "Putin met Xi on Monday.",
        "mentions": [{"start": 0, "end": 5, "type": "PER", "entity": "e"}, {"start": 10, "end": 12, "type": "PER", "entity": "f"}],
    }
    gold = [{**met, "id": f"d{n:02}"} for n in range(24)]
    answers = [{"id": one["id"], "mentions": one["mentions"][: 1 if n % 3 == 0 else 2]} for n, one in enumerate(gold)]
    without = dateline.score(answers, gold=gold, intervals="jackknife")
    empty = {"id": "d99", "text": "Nothing.", "mentions": []}
    beside = dateline.score([*answers, {"id": "d99", "mentions": []}], gold=[*gold, empty], intervals="jackknife")
    assert beside.intervals == without.intervals
    assert without.intervals["NER(level=NAM)"] is not None
    wrong = [{**one, "mentions": [{**mention, "type": "ORG"} for mention in one["mentions"]]} for one in answers]
    report = dateline.score([*wrong, {"id": "d99", "mentions": []}], gold=[*gold, empty], intervals="jackknife")
    between = report.intervals["Dateline"]
    assert between.low < report["Dateline"].f1 < between.high


def test_a_table_that_was_cut_or_gives_a_row_twice_is_not_compared(tmp_path):
    whole, cut, twice = (tmp_path / f"{name}.csv" for name in ("whole", "cut", "twice"))
    assert cli("score", str(RULES), "-m", "NER", "--rows", str(whole))[0] == 0
    lines = whole.read_text().splitlines(keepends=True)
    cut.write_text("".join(line for line in lines if not line.startswith("001_")))
    twice.write_text("".join([*lines, lines[-1]]))
    code, _, err = cli("compare", str(whole), str(cut), "-m", "NER")
    assert code == 2
    assert "have not the same documents under NER: 2 and 1, as '001_431afd2a78419558' " in err
    assert "in one alone; write the tables anew, with `dateline score --rows` and one gold" in err
    changed = [line.rsplit(",", 1)[0] + ",99.0\n" if line.startswith("001_") and ",NER,," in line else line for line in lines]
    (other := tmp_path / "other.csv").write_text("".join(changed))
    code, _, err = cli("compare", str(RULES), str(other), "-m", "NER")
    assert code == 2
    assert "have not the same gold under NER: " in err
    assert " items in document '001_431afd2a78419558'; write the tables anew, with `dateline score --rows` and one gold" in err
    code, _, err = cli("compare", str(RULES), str(twice), "-m", "NER")
    assert code == 2
    assert "gives the row of NER in document '001_431afd2a78419558'" in err
    assert "fix: write it anew with `dateline score --rows`" in err


def test_compare_says_what_it_wants():
    code, _, err = cli("compare", str(RULES.with_name("variants.jsonl")), str(COMBINED.with_name("variants.jsonl")))
    assert code == 2
    assert "nothing to compare: the first system answers variants alone; give its predictions of the articles as well, in one folder" in err
    code, _, err = cli("compare", str(RULES))
    assert code == 2
    assert "two systems or more" in err
    code, _, err = cli("compare", str(RULES), str(RULES), "--level", "2")
    assert code == 2
    assert "between 0.5 and 1" in err


def test_intervals_stand_beside_the_scores():
    code, out, _ = cli("score", str(RULES), "--intervals", "--by", "none")
    assert code == 0
    assert max(map(len, out.splitlines()[1:])) <= 80
    assert "95%" in out
    assert "no interval, n too small or nothing differs: CoNLL, Dateline" in out
    assert json.loads(cli("score", str(RULES), "--intervals", "--json")[1])["intervals"]["CoNLL"] is None
    assert r"\small [" in cli("score", str(RULES), "--intervals", "--latex")[1]
    assert "paragraphs" in cli("score", str(RULES), "--intervals", "--csv")[1]
    assert "intervals" not in json.loads(cli("score", str(RULES), "--json")[1])


def test_neither_scipy_nor_pandas_is_imported():
    code = (
        "import sys\n"
        "from dateline.cli import main\n"
        f"main(['compare', {str(COMBINED)!r}, {str(RULES)!r}])\n"
        "assert not {'scipy', 'pandas', 'sklearn'} & set(sys.modules), sorted(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]


def test_slices_are_compared_and_counted():
    code, out, _ = cli("compare", str(COMBINED), str(RULES), "-m", "NER(level=NAM)", "--by", "type")
    assert code == 0
    assert "NER(level=NAM)@PER" in out
    assert re.search(r"slices: .*cannot tell", out)
    alone = compared([parse("NER")], frozenset({"entities"}), [sheet_of(drawn_counts(30, 1)), sheet_of(drawn_counts(30, 2))])[0][0].p
    sheets = [sheet_of(drawn_counts(30, seed)) for seed in (1, 2)]
    beside = compared([parse("NER"), parse("NER@PER")], frozenset({"entities"}), sheets)
    assert beside[0][0].p == pytest.approx(min(1.0, alone), abs=0.02)  # a metric without rows is not tested, so Holm counts one


@pytest.mark.once
def test_ten_thousand_replicates_over_ten_thousand_documents_take_seconds():
    import time

    a, b = pair_of(drawn_counts(10_000, 1), drawn_counts(10_000, 2))
    started = time.process_time()
    difference(a, b)
    assert time.process_time() - started < 4


def test_many_comparisons_are_judged_together():
    base = Sheet([Row(f"d{n}", "", "NER", "", Counts(*c)) for n, c in enumerate(drawn_counts(30, 1))])
    others = [Sheet([Row(f"d{n}", "", "NER", "", Counts(*c)) for n, c in enumerate(drawn_counts(30, s))]) for s in range(2, 12)]
    found = compared([parse("NER")], frozenset({"entities"}), [base, *others])
    alone = [compared([parse("NER")], frozenset({"entities"}), [base, other])[0][0].p for other in others]
    assert all(together[0].p >= p for together, p in zip(found, alone, strict=True))


SPOILED = {
    "not a number": lambda line: line.rsplit(",", 1)[0] + ",nan",
    "without end": lambda line: line.rsplit(",", 1)[0] + ",inf",
    "negative": lambda line: line.rsplit(",", 1)[0] + ",-4",
    "a word": lambda line: line.rsplit(",", 1)[0] + ",x",
    "short": lambda line: line.rsplit(",", 1)[0],
    "more right than there are": lambda line: ",".join([*line.split(",")[:4], "9", "1", "1", "1"]),
    "a field too long": lambda line: "a" * 200_000 + line,
    "zeros": lambda line: line[:20] + "\0" + line[20:] + "\0",
}


@pytest.mark.parametrize("kind", SPOILED)
def test_a_spoiled_table_of_rows_is_one_message(kind, tmp_path):
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    assert cli("score", str(RULES), "-m", "NER", "--rows", str(good))[0] == 0
    lines = good.read_text("utf-8").splitlines()
    lines[2] = SPOILED[kind](lines[2])
    bad.write_text("\n".join(lines) + "\n", "utf-8")
    code, out, err = cli("compare", str(good), str(bad), "-m", "NER")
    assert (code, out) == (2, "")
    assert "bad.csv:3" in err
    assert "--rows" in err


def test_a_table_that_lacks_a_metric_is_told(tmp_path):
    (tmp_path / "few.csv").write_text("document,block,metric,slice,right_predicted,predicted,right_gold,gold\n", "utf-8")
    (tmp_path / "bad.parquet").write_bytes(b"garbage")
    code, out, _ = cli("compare", str(tmp_path / "few.csv"), str(tmp_path / "few.csv"), "-m", "NER")
    assert code == 0
    assert "few: has no rows of NER" in out
    code, _, err = cli("compare", str(tmp_path / "few.csv"), str(tmp_path / "bad.parquet"))
    assert code == 2
    assert "is no Parquet file" in err


def relabelled(path, names):
    """The rules' names under another scheme's labels, without any other layer."""
    lines = []
    for document in answers_of(RULES):
        mentions = [
            {"start": m.start, "end": m.end, "type": names[m.type]} for m in document.mentions if m.level == "NAM" and m.type in names
        ]
        lines.append(json.dumps({"id": document.id, "mentions": mentions}))
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return str(path)


ONTONOTES = {"PER": "PERSON", "ORG": "ORG", "GPE": "GPE", "NORP": "NORP", "LOC": "LOC"}


@pytest.mark.parametrize("asked", [(), ("-m", "NER(level=NAM)"), ("--labels", "ontonotes", "-m", "NER(level=NAM)", "-m", "Dateline")])
def test_systems_of_other_labels_are_compared_under_one_projection(asked, tmp_path):
    other = relabelled(tmp_path / "onto.jsonl", ONTONOTES)
    alone = json.loads(cli("score", str(RULES), "--labels", "ontonotes", "-m", "NER(level=NAM)", "-m", "Dateline", "--json")[1])["scores"]
    for systems, side in (((other, str(RULES)), "second"), ((str(RULES), other), "first")):
        code, out, _ = cli("compare", *systems, *asked, "--json")
        assert code == 0
        found = {each["metric"]: each for each in json.loads(out)["comparisons"][0]["metrics"]}
        for name in found.keys() & alone.keys():
            assert found[name][side] == pytest.approx(alone[name]["f1"])
        assert found["NER(level=NAM,labels=ontonotes)"]["verdict"] == "cannot tell"


def test_systems_of_several_schemes_want_one(tmp_path):
    first = relabelled(tmp_path / "onto.jsonl", ONTONOTES)
    second = relabelled(tmp_path / "conll.jsonl", {"PER": "PER", "ORG": "ORG", "GPE": "LOC", "NORP": "MISC", "LOC": "LOC"})
    code, _, err = cli("compare", first, second, "-m", "NER(level=NAM)")
    assert code == 2
    assert "--labels" in err
    with subprocess.Popen(["cat", str(RULES)], stdout=subprocess.PIPE) as pipe:
        found = dateline_with(pipe.stdout, "compare", first, "-", "-m", "NER(level=NAM)")
    assert found.returncode == 2
    assert "read only once" in found.stderr


def dateline_with(stdin, *arguments):
    return subprocess.run([sys.executable, "-m", "dateline", *arguments], stdin=stdin, capture_output=True, text=True, check=False)


def test_gold_from_a_pipe_is_read_once_for_all_systems(tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_bytes(b"".join(json_line(document) for document in api.gold()))
    wanted = json.loads(cli("compare", str(COMBINED), str(RULES), "--gold", str(gold), "--json")[1])["comparisons"]
    with gold.open("rb") as stream:
        found = dateline_with(stream, "compare", str(COMBINED), str(RULES), "--gold", "-", "--json")
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["comparisons"] == wanted


def json_line(document):
    import msgspec

    return msgspec.json.encode(document) + b"\n"


def test_a_composite_of_which_a_table_lacks_a_part_has_no_number(tmp_path):
    table = str(tmp_path / "names.csv")
    assert cli("score", str(RULES), "-m", "NER(level=NAM)", "--rows", table)[0] == 0
    for systems in ((table, str(RULES)), (str(RULES), table), (table, table)):
        code, out, _ = cli("compare", *systems, "--json")
        assert code == 0
        found = {each["metric"]: each for each in json.loads(out)["comparisons"][0]["metrics"]}
        assert found["NER(level=NAM)"]["difference"] == 0
        assert not {"Dateline", "CoNLL"} & found.keys()
        assert any("names: has no rows of" in note and "Dateline" in note for note in json.loads(out)["notes"])


def test_variants_of_an_article_are_one_unit_with_it_and_other_ids_are_their_own():
    """Whatever an id holds: a user's `a~1` and `a~2` are two articles."""
    assert {article_of(name) for name in ("a.b", "a.b~renamed.7.0", "a.b~shifted.x.12")} == {"a.b"}
    assert [article_of(name) for name in ("a~1", "a~2", "a~renamed.7")] == ["a~1", "a~2", "a~renamed.7"]


@pytest.mark.parametrize(("share", "level", "number"), [(1.0, 0.95, 6), (0.4, 0.95, 18), (1.0, 0.99, 8), (0.5, 0.5, 4)])
def test_how_many_units_have_enough_that_differ(share, level, number):
    """Six that all differ give 2^-5; of 18 of which four in ten do, six or more differ in 79 and of 19 in 84 of a hundred draws."""
    assert telling(share, level) - number in {0, 1}
    draws = np.random.default_rng(1).binomial(telling(share, level), share, 20_000)
    least = {0.95: 6, 0.99: 8, 0.5: 2}[level]
    assert np.mean(draws >= least) >= 0.79


def test_a_difference_of_few_units_wants_enough_that_differ():
    a, b = pair_of([(1, 1, 1, 1)] * 10, [(1, 1, 1, 1)] * 6 + [(0, 1, 0, 1)] * 4)
    assert difference(a, b).needed >= 18


def corpus(folder, number):
    """Gold of so many documents, and two systems' answers: one of the first half of its mentions, one of types that are swapped."""
    words = "Kim met Ann in Rome."
    gold, first, second = [], [], []
    for n in range(number):
        mentions = [
            {"start": 0, "end": 3, "type": "PER", "entity": "k"},
            {"start": 8, "end": 11, "type": "PER", "entity": "a" if n % 2 else "k"},
        ]
        gold.append({"id": f"d{n}", "text": words, "mentions": mentions})
        first.append({"id": f"d{n}", "mentions": mentions[: 1 + n % 2]})
        second.append({"id": f"d{n}", "mentions": [{**mentions[0], "type": "PER" if n % 3 else "GPE"}, mentions[1]]})
    for name, documents in (("gold", gold), ("first", first), ("second", second)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(document) + "\n" for document in documents))
    return [str(folder / f"{name}.jsonl") for name in ("first", "second", "gold")]


def compared_with(folder, number, *metrics):
    first, second, gold = corpus(folder, number)
    code, out, err = cli("compare", first, second, "--gold", gold, *[word for metric in metrics for word in ("-m", metric)], "--json")
    assert code == 0, err
    return {each["metric"]: each for each in json.loads(out)["comparisons"][0]["metrics"]}


@pytest.mark.parametrize("number", [5, 19, 25])
def test_a_metric_over_all_documents_changes_nothing_of_another(number, tmp_path):
    alone = compared_with(tmp_path, number, "NER")
    beside = compared_with(tmp_path, number, "NER", "B3(across=yes)", "CoNLL(across=yes)")
    assert alone["NER"] == beside["NER"]
    for name in ("B3(across=yes)", "CoNLL(across=yes)"):
        assert (beside[name]["verdict"], beside[name]["units"], beside[name]["unit"]) == ("too few", 1, "corpus")
        assert beside[name]["first"] is not None is not beside[name]["second"]


def test_what_is_undefined_is_not_called_too_few(tmp_path):
    found = compared_with(tmp_path, 25, "NER", "NER@ORG")
    assert (found["NER@ORG"]["verdict"], found["NER@ORG"]["difference"]) == ("undefined", None)
    first, second, gold = corpus(tmp_path, 25)
    out = cli("compare", first, second, "--gold", gold, "-m", "NER@ORG")[1]
    told = "undefined, as one side has neither anything to find nor anything found, or has no such rows: NER@ORG"
    assert told in " ".join(out.split())


def test_systems_of_one_name_are_told_apart_by_their_paths(tmp_path):
    first, second, gold = corpus(tmp_path, 5)
    for folder, path in (("old", first), ("new", second)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "out.jsonl").write_text(Path(path).read_text())
    out = cli("compare", str(tmp_path / "old" / "out.jsonl"), str(tmp_path / "new" / "out.jsonl"), "--gold", gold)[1]
    assert "new/out.jsonl (second) against old/out.jsonl (first), F1" in out


@pytest.mark.parametrize(("option", "value"), [("--level", "95"), ("--replicates", "3"), ("--seed", "-1")])
def test_what_resampling_cannot_be_is_told_with_its_values(option, value, tmp_path):
    first, second, gold = corpus(tmp_path, 5)
    code, _, err = cli("compare", first, second, "--gold", gold, f"{option}={value}")
    assert (code, f"; these are level {value if option == '--level' else '0.95'}, " in err) == (2, True)
