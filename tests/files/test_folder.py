"""A folder written: what is not its own stays."""

import json
import shutil

import pytest

from dateline.files import folder
from dateline.files.faults import DataError
from dateline.leaderboard import board
from tests.conftest import cli, small_board
from tests.files.conftest import contents, forked

pytestmark = pytest.mark.once


# folders


@pytest.fixture
def clone(tmp_path):
    """A clone of somebody's dataset repository."""
    place = tmp_path / "clone"
    for name, content in {"croissant.json": "{}", ".git/HEAD": "ref", "notes.txt": "mine", "data/x.csv": "mine"}.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(content)
    return place


def test_publish_refuses_a_folder_that_it_did_not_make(clone):
    before = contents(clone)
    code, _, err = cli("publish", "--to", str(clone))
    assert (code, "did not make it" in err, "name an empty folder" in err) == (2, True, True)
    code, _, err = cli("publish", "--to", ".", cwd=clone)
    assert code == 2
    assert contents(clone) == before


def test_publish_into_its_own_clone_leaves_what_is_not_its_own(tmp_path):
    place = tmp_path / "own"
    assert cli("publish", "--to", str(place))[0] == 0
    full = contents(place)
    for name in (".git/HEAD", "notes.txt", "data/mine/x.csv"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text("mine")
    assert cli("publish", "--to", ".", "--without-texts", cwd=place)[0] == 0
    bare = contents(place)
    assert {name for name in full if name not in bare} == {"ADJUDICATION.md", "disagreements.jsonl"}
    assert {name for name in bare if name not in full} == {".git/HEAD", "notes.txt", "data/mine/x.csv"}
    assert cli("publish", "--to", str(place))[0] == 0
    assert {name: content for name, content in contents(place).items() if name in full} == full


def test_publish_through_a_link_writes_into_what_it_names(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to("there")
    assert cli("publish", "--to", str(tmp_path / "link"))[0] == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there" / "croissant.json").is_file()


def test_a_board_is_built_only_where_there_is_one(tmp_path):
    place = tmp_path / "project"
    for name, content in {"README.md": "# A project", "site/index.html": "mine", "site/docs/a.html": "mine", "scores.csv": "mine"}.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(content)
    before = contents(place)
    for action in ("build", "check"):
        code, _, err = cli("leaderboard", action, "--board", str(place))
        assert code == 2
        assert "has no one place for the table" in err
    assert contents(place) == before
    (place / "README.md").write_text("# A project\n<!-- board -->\n<!-- end -->\n")
    before = contents(place)
    code, _, err = cli("leaderboard", "build", "--board", str(place))
    assert code == 2
    assert "did not make it" in err
    assert contents(place) == before


def test_a_board_beside_other_pages_leaves_them(tmp_path):
    place = tmp_path / "leaderboard"
    board.build(small_board(place, "rules", "spacy", "dates"))
    (place / "site" / "docs").mkdir()
    (place / "site" / "docs" / "mine.html").write_text("mine")
    (place / "site" / "systems" / "spacy.html").write_text("changed by hand")
    for name in ("spacy", "dates"):
        shutil.rmtree(place / "submissions" / name)
    assert cli("leaderboard", "build", "--board", str(place))[0] == 0
    assert (place / "site" / "docs" / "mine.html").read_text() == "mine"
    assert (place / "site" / "systems" / "spacy.html").read_text() == "changed by hand"
    assert not (place / "site" / "systems" / "dates.html").exists()


def test_shards_go_into_an_empty_or_own_folder(tmp_path):
    assert cli("run", "rules", "-o", str(tmp_path / "p.jsonl"))[0] == 0
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine").write_text("mine")
    code, _, err = cli("convert", str(tmp_path / "p.jsonl"), str(out), "--shards", "3")
    assert (code, "is not empty" in err) == (2, True)
    (out / "mine").unlink()
    for shards in (3, 2):
        assert cli("convert", str(tmp_path / "p.jsonl"), str(out), "--shards", str(shards))[0] == 0
        assert len(list(out.glob("*.jsonl"))) == shards
    assert "F1" in cli("score", str(out))[1]


def test_shards_that_were_not_written_to_their_end_are_no_set(tmp_path):
    assert cli("run", "rules", "-o", str(tmp_path / "p.jsonl"))[0] == 0
    assert cli("convert", str(tmp_path / "p.jsonl"), str(tmp_path / "out"), "--shards", "2")[0] == 0
    listing = tmp_path / "out" / folder.LIST
    listing.write_bytes(listing.read_bytes().replace(b'"unfinished": false', b'"unfinished": true'))
    code, _, err = cli("score", str(tmp_path / "out"))
    assert code == 2
    assert "was not written to its end\n    fix: run the command that makes it again" in err


def make(place, files, by="test"):
    with folder.remade(place, by) as part:
        for name, content in files.items():
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            (part / name).write_text(content)


def test_a_list_from_a_stranger_removes_nothing_of_mine(tmp_path):
    place = tmp_path / "place"
    make(place, {"a": "1"})
    (tmp_path / "precious").write_text("mine")
    (place / "mine").write_text("mine")
    (place / "out").symlink_to(tmp_path)
    listing = place / folder.LIST
    hash_ = folder.sha256(tmp_path / "precious")
    for name in ("../precious", str(tmp_path / "precious"), ".git/config"):
        listing.write_text(json.dumps({"by": "test", "files": {name: hash_}}))
        with pytest.raises(DataError, match="which no command makes"):
            make(place, {"a": "2"})
    listing.write_text(json.dumps({"by": "test", "files": {"a": folder.sha256(place / "a"), "mine": "0", "out/precious": hash_}}))
    make(place, {"a": "2"})
    assert (tmp_path / "precious").read_text() == (place / "mine").read_text() == "mine"
    with pytest.raises(DataError, match="is reached by a link that leads out of the folder\n    fix: remove the link"):
        make(place, {"out/a": "2"})
    with pytest.raises(DataError, match="was made by `dateline test`"):
        make(place, {"a": "3"}, by="other")


def test_two_runs_do_not_write_into_one_folder(tmp_path):
    make(tmp_path / "place", {"a": "1"})
    with folder.remade(tmp_path / "place", "test") as part:
        (part / "a").write_text("2")
        with pytest.raises(DataError, match="is being written by another run\n    fix: wait until it is done"):
            make(tmp_path / "place", {"a": "3"})
    assert (tmp_path / "place" / "a").read_text() == "2"


KILLS = """
    import contextlib, io, shutil, sys
    from pathlib import Path
    from dateline.files.folder import LIST
    from tests.files.kills import contents, killed_at
    place, kept = Path(sys.argv[1]), Path(sys.argv[1] + ".kept")
    {prepare}
    run = lambda: {run}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        if place.exists():
            shutil.copytree(place, kept)
        old = contents(place)
        run()
        new, step, mixed = contents(place), 0, 0
        assert new != old
        while True:
            shutil.rmtree(place)
            if kept.exists():
                shutil.copytree(kept, place)
            going = killed_at(step, run)
            now = contents(place)
            for name, content in old.items():
                if name in now or name in new:
                    assert name == LIST or now[name] in (content, new.get(name)), (step, name)
            assert all(now.get(name) == content for name, content in old.items() if name.startswith("mine")), step
            if now not in (old, new):
                mixed += 1
                assert b'"unfinished": true' in now[LIST] or {{n for n in now if now[n] != new.get(n)}} <= {{"README.md"}}, step
            if not going:
                break
            run()
            assert contents(place) == new, step
            step += 1
    print(step)
"""


LATER = "publish.files = lambda *_, **__: built; (place / 'mine').write_text('mine')"


FOLDERS = {
    "publish --to": (
        """from dateline.hub import build as publish
    built = publish.files(publish.documents(), "ORG/NAME", without_texts=True)
    publish.files = lambda *_, **__: built
    {there}""",
        "publish.build(str(place))",
        "publish.files = lambda *_, **__: built | {'README.md': b'old', 'gone': b'old'}; publish.build(str(place)); " + LATER,
    ),
    "leaderboard build": (
        """from dateline.leaderboard import board
    found = board.entries(place)
    {there}
    made = board.generated(place, found)
    board.entries, board.generated = lambda _: found, lambda *_, **__: made""",
        "board.build(place)",
        "shutil.rmtree(place / 'submissions' / 'dates'); found = [e for e in found if e.folder != 'dates']",
    ),
    "leaderboard add": (
        "from dateline import gold; from dateline.leaderboard.submissions import System, add; {there}",
        "add(place, 'new', [gold()[0]], System(name='new', authors=('a',), licence='x'))",
        "",
    ),
    "convert --shards": (
        "from dateline.cli import main; main(['run', 'rules', '-o', str(place) + '.jsonl']); {there}",
        "main(['convert', str(place) + '.jsonl', str(place), '--shards', '2'])",
        "main(['convert', str(place) + '.jsonl', str(place), '--shards', '3']); (place / 'mine').write_text('mine')",
    ),
}


@pytest.mark.parametrize("there", [True, False], ids=["there", "new"])
@pytest.mark.parametrize("command", FOLDERS)
def test_killed_at_any_step_every_file_is_the_old_or_the_new(command, there, tmp_path):
    prepare, run, before = FOLDERS[command]
    board_ = command.startswith("leaderboard")
    if board_ and not there:
        pytest.skip("a board is there before it is built")
    place = tmp_path / "place"
    if board_:
        board.build(small_board(place, "rules", "spacy", "dates"))
        (place / "mine").write_text("mine")
    assert int(forked(KILLS.format(prepare=prepare.format(there=before if there else ""), run=run), place)) >= 4


def test_what_was_changed_since_it_was_made_is_not_replaced(tmp_path):
    place = tmp_path / "own"
    for content in ("one", "two"):
        with folder.remade(place, "publish") as part:
            (part / "README.md").write_text(content)
    (place / "README.md").write_text("mine")
    with pytest.raises(DataError, match="was changed since it was made"), folder.remade(place, "publish") as part:
        (part / "README.md").write_text("three")
    assert (place / "README.md").read_text() == "mine"
    with folder.remade(place, "publish") as part:  # unless it is what would be written
        (part / "README.md").write_text("mine")
    with folder.remade(place, "publish", shared=True) as part:  # among others' files the list alone decides
        (part / "README.md").write_text("four")
    assert (place / "README.md").read_text() == "four"


def test_a_folder_that_another_run_makes_meanwhile_is_told(tmp_path):
    place = tmp_path / "new"

    def racing():
        with folder.remade(place, "show") as part:
            (part / "a.html").write_text("a")
            place.mkdir()
            (place / "b.html").write_text("b")

    with pytest.raises(DataError, match="was made by another run meanwhile\n    fix: name another folder, or run this again"):
        racing()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new"]
