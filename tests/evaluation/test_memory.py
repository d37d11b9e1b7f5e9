"""What a system scores on variants beside the articles: its gap, its interval, and what it left out."""

import json
from itertools import product

import msgspec
import pytest
import remembering

import dateline
from dateline.cli import main
from dateline.corpus.loading import shipped_gold
from dateline.evaluation.memory import Gap, gap_of
from dateline.leaderboard.draw import draw_of
from dateline.variants import rebuilt
from dateline.variants.asked import draw
from dateline.variants.name import KINDS, Name
from tests.conftest import D0, D1, ROOT, cli

GOLD = shipped_gold()


def perfect(kind, number=5, seed="m"):
    """Gold as the answer to the articles and some variants."""
    return [json.loads(msgspec.json.encode(one)) for one in (*GOLD.documents.values(), *draw(GOLD, kind, number, seed))]


def lines(path, documents):
    path.write_text("".join(json.dumps(document) + "\n" for document in documents), "utf-8")
    return str(path)


@pytest.fixture(scope="module")
def memories():
    """The memories of answers known by heart, as the page has them."""
    drawn = draw_of(ROOT / "leaderboard")
    return remembering.by_heart(drawn.number, drawn.seed)


@pytest.fixture(scope="module")
def heart(memories):
    """They by kind and metric."""
    return {memory.kind: {str(m): gap for m, gap in memory.gaps.items()} for memory in memories}


@pytest.mark.once
def test_the_page_has_these_numbers(memories):
    page = (ROOT / "benchmark" / "docs" / "variants.md").read_text("utf-8")
    assert f"<!-- heart -->\n{remembering.heart(memories)}\n<!-- end -->" in page


def test_what_is_known_by_heart_is_worth_nothing_where_it_was_changed(heart):
    for name in ("NER(level=NAM)@PER", "NER(level=NAM)@GPE", "NER(level=NAM)@NORP", "Link", "Rel"):
        assert heart["renamed"][name].original > 0.97
        assert heart["renamed"][name].mean < 0.05, name
    assert heart["shifted"]["Time(match=value)"].original == 1
    assert heart["shifted"]["Time(match=value)"].mean < 0.05
    assert heart["swapped"]["Rel"].mean < 0.2


def test_what_is_known_by_heart_is_as_right_in_other_characters(heart):
    for name, gap in heart["typographic"].items():
        assert abs(gap.gap) < 0.025, name  # in small letters `Western` is not told from a western region


def test_right_answers_have_no_gap():
    for kind in KINDS:
        report = dateline.score(perfect(kind), metrics=["NER", "Rel", "Dateline"])
        (memory,) = report.memories
        assert (memory.kind, memory.seeds, memory.articles, memory.draws, memory.missing) == (kind, ("m",), (D0, D1), 5, 0)
        assert set(memory.gaps.values()) == {Gap(1, 1, None, None)}
        assert report["NER"].f1 == 1


def test_variants_change_no_number_of_the_articles():
    own = [document for document in perfect("renamed") if "~" not in document["id"]]
    wrong = [{"id": document["id"], "mentions": []} for document in perfect("renamed") if "~" in document["id"]]
    with_, without = dateline.score([*own, *wrong], metrics="NER"), dateline.score(own, metrics="NER")
    assert with_.lines == without.lines
    assert with_.signature() == without.signature()
    assert with_.errors == without.errors
    assert [gap for memory in with_.memories for gap in memory.gaps.values()] == [Gap(1, 0, None, None)]


def test_a_variant_that_is_left_out_counts_as_missed():
    answers = perfect("renamed", 4)
    report = dateline.score([document for document in answers if document["id"] != str(Name(D1, "renamed", "m", 2))], metrics="NER")
    (memory,) = report.memories
    assert memory.missing == 1
    assert memory.gaps[next(iter(memory.gaps))].mean < 1


def test_the_originals_are_those_of_the_articles_that_have_variants():
    answers = [document for document in perfect("renamed", 4) if document["id"].startswith(D0)]
    report = dateline.score([*answers, {"id": D1, "mentions": []}], metrics="NER")
    (memory,) = report.memories
    assert memory.articles == (D0,)
    assert set(memory.gaps.values()) == {Gap(1, 1, None, None)}
    assert report["NER"].f1 < 1


def test_variants_alone_have_no_gap_and_are_no_missed_articles(tmp_path):
    path = lines(tmp_path / "p.jsonl", [document for document in perfect("shifted", 4) if "~" in document["id"]])
    code, out, err = cli("score", path, "-m", "NER")
    assert code == 0
    assert "shifted: 4 variants of each of 2 articles, seed m" in out
    assert "missed" not in out
    found = json.loads(cli("score", path, "-m", "NER", "--json")[1])
    assert found["scores"] == {}
    assert found["variants"]["shifted"]["scores"]["NER"] == {"original": None, "mean": 1.0, "low": None, "high": None, "gap": None}
    code, _, err = cli("score", path, "--fail-under", "NER>=0.5")
    assert code == 1
    assert "NER is undefined" in err


def test_the_mean_has_students_interval():
    """Against SciPy: the 95 % interval of a mean of five."""
    scores = [0.5, 0.6, 0.55, 0.7, 0.45]
    gap = gap_of(0.8, scores)
    stats = pytest.importorskip("scipy.stats")
    low, high = stats.t.interval(0.95, 4, loc=0.56, scale=stats.sem(scores))
    assert (gap.low, gap.high) == pytest.approx((low, high), abs=1e-4)
    assert gap.gap == pytest.approx(0.24)
    assert gap_of(0.8, scores[:3]) == Gap(0.8, pytest.approx(0.55), None, None)
    assert gap_of(None, []) == Gap(None, None, None, None)
    assert gap_of(1.0, [0, 0, 0, 1]).low == 0


def people(document):
    """The names of people, none of which is in another."""
    kinds = {entity.id: entity.type for entity in document.entities}
    return [mention for mention in document.mentions if mention.level == "NAM" and kinds.get(mention.entity) == "PER"]


@pytest.mark.parametrize("to", ["conll", "brat", "native"])
def test_variants_are_read_in_other_formats(to, tmp_path):
    made = draw(GOLD, "renamed", 4, "f")
    answers = [{"id": one.id, "mentions": [{"start": m.start, "end": m.end, "type": "PER"} for m in people(one)]} for one in made]
    folder = tmp_path / "out"
    folder.mkdir()
    for answer in answers:
        source = lines(tmp_path / "one.jsonl", [answer])
        ending = {"conll": "conll", "brat": "ann", "native": "jsonl"}[to]
        code, _, err = cli("convert", source, str(folder / f"{answer['id']}.{ending}"), "--to", to)
        assert code == 0, err
    code, out, err = cli("score", str(folder), "-m", "NER(level=NAM)", "--json")
    assert code == 0, err
    whole = cli("score", lines(tmp_path / "all.jsonl", answers), "-m", "NER(level=NAM)", "--json")[1]
    assert json.loads(out)["variants"] == json.loads(whole)["variants"]


def test_a_text_that_is_not_known_is_no_conll(tmp_path):
    """Words cannot be written without a text; the file held empty articles instead."""
    source = lines(tmp_path / "p.jsonl", [{"id": "unknown", "mentions": [{"start": 0, "end": 3, "type": "PER"}]}])
    code, _, err = cli("convert", source, str(tmp_path / "p.conll"))
    assert code == 2
    assert "no text is known of 1 documents, as 'unknown'" in err
    assert not (tmp_path / "p.conll").exists()


def test_run_and_score_by_pipe(tmp_path):
    code, out, _ = cli("run", "rules", "--variants", "renamed:2", "--variants", "shifted:2", "--seed", "7")
    assert code == 0
    assert len(out.splitlines()) == 10
    code, shown, _ = cli("score", "-", data=out.encode())
    assert code == 0
    assert "renamed: 2 variants of each of 2 articles, seed 7" in shown
    assert max(map(len, shown.splitlines()[1:])) <= 80
    code, shown, _ = cli("score", "-", "--markdown", data=out.encode())
    assert "| layer | metric | articles | variants | 95% | gap |" in shown


def test_what_is_asked_of_run_amiss_is_told():
    for arguments, what in (
        (["--variants", "renamed:2"], "--variants wants --seed"),
        (["--variants", "x:2", "--seed", "1"], "no such kind"),
    ):
        code, _, err = cli("run", "rules", *arguments)
        assert code == 2
        assert what in err


def test_too_many_variants_are_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(rebuilt, "MOST", 20)
    ids = [str(Name(D0, "typographic", "x", number)) for number in range(21)]
    path = lines(tmp_path / "p.jsonl", [{"id": id_, "mentions": []} for id_ in ids])
    assert main(["score", path, "-m", "NER"]) == 2
    assert "is a variant beyond the 20" in capsys.readouterr().err


def test_two_answers_to_one_variant_are_a_fault(tmp_path):
    answer = {"id": str(Name(D0, "renamed", "x", 1)), "mentions": []}
    code, _, err = cli("score", lines(tmp_path / "p.jsonl", [answer, answer]), "-m", "NER")
    assert code == 2
    assert "given twice" in err


def test_systems_are_given_the_text_and_no_id():
    seen = []

    def system(text, dct):
        seen.append((text, dct))
        return []

    from dateline.corpus.notes import Reading
    from dateline.corpus.returned import answered

    made = [one for kind, one in product(KINDS, range(1)) for one in draw(GOLD, kind, 1, "s")]
    for one in made:
        answered(system, "system", one, Reading())
    assert seen == [(one.text, one.dct) for one in made]
    assert not any("~" in text for text, _ in seen)
