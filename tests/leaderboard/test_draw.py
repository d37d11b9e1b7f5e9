"""A board's draw of variants is answered whole or not at all, and shown for those who did."""

import json
import shutil

import pytest

from dateline.files.faults import DataError
from dateline.leaderboard import board
from tests.conftest import ROOT, cli

pytestmark = pytest.mark.once

D0 = "000_6bac379f7b3f3210"


@pytest.fixture
def own(tmp_path):
    """A board with a small draw, and a submission that answers it."""
    root = tmp_path / "board"
    (root / "submissions").mkdir(parents=True)
    shutil.copy(ROOT / "leaderboard" / "README.md", root)
    (root / "variants.toml").write_text('seed = "t"\nnumber = 2\n')
    path = tmp_path / "p.jsonl"
    assert cli("run", "empty", "--variants", "all:2", "--seed", "t", "-o", str(path))[0] == 0
    code, _, err = cli("leaderboard", "add", str(path), "--board", str(root), "--name", "nobody", "--author", "A")
    assert code == 0, err
    return root


def rewritten(root, change):
    """The lines of the submission's variants changed."""
    path = root / "submissions" / "nobody" / "variants.jsonl"
    path.write_text("".join(change(path.read_text("utf-8").splitlines(keepends=True))), "utf-8")


def test_answers_to_variants_stand_apart_and_make_a_table(own):
    folder = own / "submissions" / "nobody"
    assert len((folder / "predictions.jsonl").read_text("utf-8").splitlines()) == 2
    assert len((folder / "variants.jsonl").read_text("utf-8").splitlines()) == 16
    board.build(own)
    assert board.check(own) == (1, [])
    assert "| nobody | 0.000 | 0.000 | 0.000 | 0.000 | 0.000 |" in (own / "README.md").read_text("utf-8")
    assert "Reading or remembering" in (own / "site" / "index.html").read_text("utf-8")
    row = json.loads((own / "scores.json").read_bytes())["systems"][0]
    assert {kind: (told["draws"], told["missing"]) for kind, told in row["variants"].items()} == dict.fromkeys(
        ("renamed", "swapped", "shifted", "typographic"), (2, 0)
    )


CHANGES = {
    "one left out": lambda lines: lines[:-1],
    "a kind left out": lambda lines: [line for line in lines if "swapped" not in line],
    "another seed": lambda lines: [line.replace(".t.", ".u.") for line in lines],
    "one more": lambda lines: [*lines, lines[-1].replace(".t.1", ".t.2")],
    "an article left out": lambda lines: [line for line in lines if D0 not in line],
}


@pytest.mark.parametrize("what", CHANGES)
def test_other_variants_than_the_boards_are_refused(what, own):
    rewritten(own, CHANGES[what])
    with pytest.raises(DataError, match="does not answer exactly the variants") as caught:
        board.build(own)
    assert "submissions/nobody/variants.jsonl" in str(caught.value)
    assert "--variants all:2 --seed t" in str(caught.value)


def test_variants_where_the_board_has_none_are_refused(own):
    (own / "variants.toml").unlink()
    with pytest.raises(DataError, match="the board has drawn no variants"):
        board.build(own)


def test_variants_among_the_predictions_are_held_to_the_draw_too(own):
    folder = own / "submissions" / "nobody"
    first = (folder / "variants.jsonl").read_text("utf-8").splitlines(keepends=True)[0]
    (folder / "variants.jsonl").unlink()
    with (folder / "predictions.jsonl").open("a", encoding="utf-8") as stream:
        stream.write(first)
    with pytest.raises(DataError, match="does not answer exactly"):
        board.build(own)


def test_a_draw_that_is_none_is_told(own):
    (own / "variants.toml").write_text("seed = 7\n")
    code, _, err = cli("leaderboard", "check", "--board", str(own))
    assert code == 2
    assert "variants.toml" in err
