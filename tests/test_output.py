"""What a command writes: its own files only, whole or not at all, in the way that the path's owner set up; and one line is one line."""

import json
import os
import shutil
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from dateline.files import folder
from dateline.files.faults import DataError, Fault, printable
from dateline.files.output import whole
from tests.test_main_job import cli

pytestmark = pytest.mark.once
ROOT = Path(__file__).parent.parent
COMMAND = [sys.executable, "-m", "dateline"]
NOBODY = 65534


def contents(place):
    return {str(p.relative_to(place)): p.read_bytes() for p in sorted(place.rglob("*")) if p.is_file()}


def forked(code, *arguments):
    """Run code in a process of its own, where processes may be forked and killed."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


# one file


@pytest.fixture
def written():
    return lambda path, *more: subprocess.run([*COMMAND, "run", "empty", "-o", str(path), *more], capture_output=True, check=False)


@pytest.fixture(scope="module")
def expected():
    return subprocess.run([*COMMAND, "run", "empty"], capture_output=True, check=True).stdout


def test_a_device_stays_a_device(written, tmp_path):
    before = Path("/dev/null").stat()
    assert written("/dev/null").returncode == 0
    link = tmp_path / "void"
    link.symlink_to("/dev/null")
    assert written(link).returncode == 0
    after = Path("/dev/null").stat()
    assert (after.st_mode, after.st_rdev) == (before.st_mode, before.st_rdev)
    assert link.is_symlink()


def test_a_pipe_is_written_into(written, expected, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert written(pipe).returncode == 0
        assert reader.communicate()[0] == expected
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_link_is_followed_even_where_nothing_is_yet(written, expected, tmp_path):
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "target", tmp_path / "link"
    link.symlink_to("there/target")
    for _ in range(2):
        assert written(link).returncode == 0
        assert link.is_symlink()
        assert target.read_bytes() == expected
    assert [p.name for p in target.parent.iterdir()] == ["target"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664])
def test_the_mode_is_kept(written, expected, tmp_path, mode):
    path = tmp_path / "mine"
    path.touch()
    path.chmod(mode)
    assert written(path).returncode == 0
    assert stat.S_IMODE(path.stat().st_mode) == mode
    assert path.read_bytes() == expected


@pytest.mark.parametrize(("umask", "mode"), [(0o077, 0o600), (0o022, 0o644), (0o002, 0o664)])
def test_the_umask_is_kept(tmp_path, umask, mode):
    done = subprocess.run([*COMMAND, "run", "empty", "-o", str(tmp_path / "new")], umask=umask, capture_output=True, check=False)
    assert done.returncode == 0
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == mode


def test_a_read_only_file_is_refused_and_stays(written, tmp_path):
    path = tmp_path / "kept"
    path.write_text("mine")
    path.chmod(0o444)
    done = written(path)
    assert done.returncode == 2
    assert b"is read-only; name another file" in done.stderr
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("mine", 0o444)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can run as another user")
def test_as_another_user_too(tmp_path):
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents[:3]:
        parent.chmod(parent.stat().st_mode | 0o055)
    own, others = tmp_path / "own", tmp_path / "others"
    own.mkdir()
    os.chown(own, NOBODY, NOBODY)
    others.write_text("root's")
    others.chmod(0o644)
    code = """
        import os, sys
        from pathlib import Path
        sys.path.insert(0, "benchmark")
        from dateline.files.output import write_bytes
        os.setgid(65534), os.setuid(65534)
        write_bytes(sys.argv[1] + "/new", b"x")
        write_bytes("/dev/null", b"x")
        Path(sys.argv[1], "kept").write_text("mine")
        Path(sys.argv[1], "kept").chmod(0o400)
        for path in (sys.argv[1] + "/kept", sys.argv[2]):
            try:
                write_bytes(path, b"x")
            except ValueError as error:
                print(error)
    """
    out = forked(code, own, others)
    assert out.count("is read-only") == 2
    assert (own / "kept").read_text() == "mine"
    assert others.read_text() == "root's"
    assert (own / "new").read_bytes() == b"x"


def test_the_shells_own_streams(expected, tmp_path):
    shell = f"{sys.executable} -m dateline run empty -o"
    for command, where in (
        (f"{shell} /dev/stdout", None),
        (f"{shell} /dev/fd/1", None),
        (f"{shell} /proc/self/fd/1 | cat", None),
        (f"{shell} >(cat > {tmp_path}/sub); sleep .5", tmp_path / "sub"),
        (f"echo before > {tmp_path}/more; {shell} /dev/stdout >> {tmp_path}/more", tmp_path / "more"),
    ):
        done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
        assert b"Errno" not in done.stderr, done.stderr
        got = where.read_bytes() if where else done.stdout
        assert got.removeprefix(b"before\n") == expected
    assert (tmp_path / "more").read_bytes().startswith(b"before\n")


def test_a_folder_is_no_file(tmp_path):
    code, _, err = cli("run", "empty", "-o", str(tmp_path))
    assert code == 2
    assert "is a folder; name a file in it" in err


def test_what_fails_on_the_way_leaves_what_was_there(tmp_path):
    path = tmp_path / "kept"
    path.write_text("mine")
    with pytest.raises(TypeError), whole(str(path)) as stream:
        stream.writelines([b"half", None])
    assert contents(tmp_path) == {"kept": b"mine"}


@pytest.mark.parametrize(
    "command",
    [
        ["run", "rules", "-o", "OUT"],
        ["show", "000", "-o", "OUT"],
        ["score", "PRED", "--rows", "OUT.csv"],
        ["score", "PRED", "--rows", "OUT.parquet"],
        ["convert", "PRED", "OUT"],
    ],
    ids=" ".join,
)
def test_killed_at_any_step_the_old_file_or_the_new(command, tmp_path):
    code = """
        import contextlib, io, sys
        from pathlib import Path
        from dateline.cli import main
        from tests.kills import killed_at
        out, *command = sys.argv[1:]
        quiet = lambda: contextlib.redirect_stdout(io.StringIO())
        with quiet(), contextlib.redirect_stderr(io.StringIO()):
            assert main(["run", "rules", "-o", str(Path(out).parent / "pred.jsonl")]) == 0
            def run():
                assert main(command) == 0
            run()
            new, step = Path(out).read_bytes(), 0
            while True:
                Path(out).write_bytes(b"old")
                going = killed_at(step, run)
                assert Path(out).read_bytes() in ({b"old", new} if going else {new}), step
                if not going:
                    break
                step += 1
        print(step)
    """
    out = tmp_path / next(word for word in command if "OUT" in word)
    words = [str(tmp_path / word) if "OUT" in word else str(tmp_path / "pred.jsonl") if word == "PRED" else word for word in command]
    assert int(forked(code, out, *words)) >= 3


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
    shutil.copytree(ROOT / "leaderboard", place)
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
    assert "was not written to its end" in err


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
    listing.write_text(json.dumps({"by": "test", "files": {"a": "0", "mine": "0", "out/precious": hash_}}))
    make(place, {"a": "2"})
    assert (tmp_path / "precious").read_text() == (place / "mine").read_text() == "mine"
    with pytest.raises(DataError, match="leads out of the folder"):
        make(place, {"out/a": "2"})
    with pytest.raises(DataError, match="was made by `dateline test`"):
        make(place, {"a": "3"}, by="other")


def test_two_runs_do_not_write_into_one_folder(tmp_path):
    make(tmp_path / "place", {"a": "1"})
    with folder.remade(tmp_path / "place", "test") as part:
        (part / "a").write_text("2")
        with pytest.raises(DataError, match="is being written by another run"):
            make(tmp_path / "place", {"a": "3"})
    assert (tmp_path / "place" / "a").read_text() == "2"


KILLS = """
    import contextlib, io, shutil, sys
    from pathlib import Path
    from dateline.files.folder import LIST
    from tests.kills import contents, killed_at
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
    built = publish.files(publish.documents(), without_texts=True)
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
        "from dateline.leaderboard.submissions import System, add; {there}",
        "add(place, 'new', [], System(name='new', authors=('a',), licence='x'))",
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
        shutil.copytree(ROOT / "leaderboard", place)
        (place / "mine").write_text("mine")
    assert int(forked(KILLS.format(prepare=prepare.format(there=before if there else ""), run=run), place)) >= 4


# one line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n::warning::b", r"a\n::warning::b"),
        ("::add-mask::x", r"\x3a:add-mask::x"),
        ("  ::stop-commands::x", r"  \x3a:stop-commands::x"),
        ("a ##[error]b", r"a \x23#[error]b"),
        ("\x1b[2J\x9b\x7f\u2028\u202e\ud800", r"\x1b[2J\x9b\x7f\u2028\u202e\ud800"),
        ("naïve 中文 😀 a::b", "naïve 中文 😀 a::b"),
    ],
)
def test_a_line_is_printed_as_one_line_that_nobody_takes_for_a_command(text, shown):
    assert printable(text) == shown
    assert printable(shown) == shown


def test_a_fault_keeps_its_lines_whatever_it_holds():
    nasty = "x\r\n::warning::y\x1b["
    lines = str(Fault(nasty, 3, nasty, nasty, nasty, nasty)).split("\n")
    assert len(lines) == 3
    assert all(line.isprintable() and not line.strip().startswith("::") for line in lines)


EVIL = "x\n::add-mask::y\n::warning::\x1b[31m\u2028##[debug]z"


@pytest.fixture
def hostile(tmp_path):
    """Predictions and gold with line breaks wherever a string may stand, in files that are named so."""
    gold = {
        "id": EVIL,
        "text": "Ada met Bob. " + EVIL,
        "mentions": [
            {"start": 0, "end": 3, "type": EVIL, "level": "NAM", "entity": EVIL, "qid": EVIL},
            {"start": 8, "end": 11, "type": "B"},
        ],
        "relations": [{"head": EVIL, "type": EVIL, "tail": EVIL}],
    }
    (tmp_path / EVIL).mkdir()
    paths = {name: tmp_path / EVIL / f"{name}{EVIL}.jsonl" for name in ("gold", "right", "wrong", "key", "unknown", "broken")}
    wrong = {**gold, "mentions": [{"text": EVIL, "type": EVIL}, {"start": 0, "end": 3, "type": "B"}], "relations": []}
    documents = {"gold": gold, "right": gold, "wrong": wrong, "key": {**gold, EVIL: 1}, "unknown": {**gold, "id": EVIL + "2"}}
    for name, document in documents.items():
        paths[name].write_text(json.dumps(document) + "\n", "utf-8")
    paths["broken"].write_text('{"id": "' + EVIL, "utf-8")
    return paths


@pytest.mark.parametrize("name", ["right", "wrong", "key", "unknown", "broken", "absent"])
@pytest.mark.parametrize(
    "options",
    [
        ["score"],
        ["score", "--errors", "--kappa"],
        ["score", "--markdown"],
        ["score", "--json", "--errors"],
        ["score", "--by", "type,qid"],
        ["check"],
        ["show"],
        ["convert"],
    ],
    ids=" ".join,
)
def test_no_output_line_is_a_command_to_a_runner_or_a_terminal(hostile, options, name, tmp_path):
    command, *rest = options
    target = {"show": ["-o", str(tmp_path / EVIL / "out")], "convert": [str(tmp_path / EVIL / "out")]}.get(command, [])
    path = hostile.get(name, tmp_path / f"absent{EVIL}")
    _, out, err = cli(command, str(path), *target, "--gold", str(hostile["gold"]), *rest)
    assert "Traceback" not in err
    for line in (out + err).splitlines():
        assert line.isprintable(), repr(line)
        assert not line.strip().startswith("::"), line
        if "--json" not in options:
            assert "##[" not in line, line


def test_arguments_are_printed_the_same_way():
    commands = (["score", "x", f"--{EVIL}"], [EVIL], ["leaderboard", EVIL], ["run", EVIL], ["score", "x", "-m", EVIL])
    for arguments in (*commands, ["score", "x", "--fail-under", EVIL]):
        code, _, err = cli(*arguments)
        assert code == 2
        assert all(line.isprintable() and not line.strip().startswith("::") for line in err.splitlines()), err
