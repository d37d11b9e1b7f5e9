"""Tables for papers hold what a reader must know, printed: marks, what was not attempted, intervals, variants; rows hold the numbers."""

import csv
import io

import dateline
from tests.conftest import ROOT, cli

BOARD = ROOT / "leaderboard" / "submissions"
RULES, SPACY = (str(BOARD / name / "predictions.jsonl") for name in ("rules", "spacy"))
CHRONO = [str(BOARD / "chrono" / name) for name in ("predictions.jsonl", "variants.jsonl")]


def printed(latex):
    """What LaTeX prints: no comments."""
    return "\n".join(line for line in latex.splitlines() if not line.startswith("%"))


def test_what_was_not_attempted_is_a_dash_and_is_said():
    out = cli("score", SPACY, "--by", "none", "--latex", "--intervals")[1]
    assert out.startswith("% \\usepackage{booktabs}\n")
    assert r"layer & metric & P & R & F1 [95\%] \\" in out
    assert r"relations & \texttt{Rel} & – & – & – \\" in out
    assert "not attempted: coreference, linking, relations, times, events, claims, quotes; each counts 0 in Dateline" in printed(out)
    assert "intervals over 26 paragraphs: NER(level=NAM)" in printed(out)
    assert out.count(r"\begin{tabular}") == out.count(r"\end{tabular}") == 1


def test_variants_are_tables_and_rows():
    out = printed(cli("score", *CHRONO, "--by", "none", "--latex")[1])
    assert out.count(r"\begin{tabular}") == 5
    assert "renamed: 10 variants of each of 2 articles, seed 2026" in out
    assert "the interval is over variants of these articles, not over other articles" in out
    rows = [row for row in csv.DictReader(io.StringIO(cli("score", *CHRONO, "--by", "none", "--csv")[1])) if row["slice"]]
    assert {row["slice"] for row in rows} == {f"variants={kind}" for kind in ("renamed", "swapped", "shifted", "typographic")}
    assert {(row["unit"], row["units"]) for row in rows} == {("draws", "10")}
    assert all(float(row["f1"]) > 0 for row in rows)
    assert all(row["signature"].startswith(("When(", "Dateline(")) for row in rows)


def test_rows_have_intervals_and_the_items_behind_a_mean():
    frame = dateline.score(RULES, metrics=["NER", "CoNLL", "NER(average=macro)"], by="type", intervals="jackknife").to_pandas()
    whole = frame[frame["slice"] == ""].set_index("metric")
    assert 0 < whole.low["NER"] < whole.f1["NER"] < whole.high["NER"] < 1
    assert (whole.unit["NER"], whole.units["NER"] > 10) == ("paragraphs", True)
    assert (whole.predicted["CoNLL"], whole.gold["CoNLL"]) == (226, 245)
    assert whole.gold["NER(average=macro)"] == whole.gold["NER"] == 255
    out = list(csv.DictReader(io.StringIO(cli("score", RULES, "-m", "NER", "--by", "none", "--intervals", "--csv")[1])))
    assert (float(out[0]["low"]), out[0]["gold"]) == (whole.low["NER"], "255.0")


def test_marks_of_a_comparison_are_explained_where_they_stand():
    out = printed(cli("compare", RULES, SPACY, "--latex")[1])
    assert r"\texttt{NER(level=NAM)} & 0.953 & \textit{0.855} \\" in out
    assert r"\texttt{CoNLL} & 0.705 & 0.000$^\ddagger$ \\" in out
    told = r"bold: better than rules; italic: worse; $^\dagger$: cannot be told from it; $^\ddagger$: too few units to say anything"
    assert told in out
    assert "2 documents, too few to say anything" in out
    assert "the verdict is the test's, which may say otherwise" in out
    assert r"\textbf{0.953}" in cli("compare", SPACY, RULES, "--latex")[1]
    assert r"0.953$^\dagger$" in cli("compare", RULES, RULES, "--latex")[1]
