"""One file written: devices, pipes, links, modes, kills."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.files.output import whole
from tests.conftest import cli
from tests.files.conftest import contents, forked

pytestmark = pytest.mark.once


COMMAND = [sys.executable, "-m", "dateline"]


NOBODY = 65534


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
    assert b"is read-only; name another file, or make it writable" in done.stderr
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
        import secrets, shutil, tempfile  # which nobody may read where root has them
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
        from tests.files.kills import killed_at
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


def test_a_file_that_grows_too_large_is_told_by_its_name_and_leaves_what_was_there(tmp_path):
    place = tmp_path / "out.jsonl"
    place.write_text("before")
    limited = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)); from dateline.cli import main; main(sys.argv[1:])"
    )
    done = subprocess.run([sys.executable, "-c", limited, "run", "rules", "-o", str(place)], capture_output=True, text=True, check=False)
    assert done.stderr == f"dateline: {place}: File too large\n"
    assert contents(tmp_path) == {"out.jsonl": b"before"}


def test_a_full_device_is_told_by_its_name(written):
    done = written("/dev/full")
    assert (done.returncode, done.stderr) == (2, b"dateline: /dev/full: No space left on device\n")


GOLD = b'{"id":"a","text":"Bob left.","mentions":[{"start":0,"end":3,"type":"PER"}]}\n'


@pytest.mark.parametrize(
    "command",
    [
        "score p.jsonl --gold g.jsonl --rows p.jsonl",
        "score p.jsonl --gold g.jsonl --rows g.jsonl",
        "score fold --gold g.jsonl --errors errors.csv --rows fold/p.csv",
        "score p.csv --gold g.jsonl --errors p.csv",
        "show p.jsonl --gold g.jsonl -o p.jsonl",
        "show p.jsonl --gold g.jsonl -o ./link",
        "run rules --gold g.jsonl -o g.jsonl",
        "variants typographic:1 --seed 1 --gold g.jsonl -o g.jsonl",
        "convert p.jsonl g.jsonl --gold g.jsonl",
        "convert p.jsonl p.jsonl --gold g.jsonl",
        "convert p.jsonl w.jsonl --with w.jsonl --gold g.jsonl",
    ],
)
def test_what_is_read_is_never_written_over(command, tmp_path):
    for name in ("p.jsonl", "g.jsonl", "w.jsonl", "p.csv"):
        (tmp_path / name).write_bytes(GOLD)
    (tmp_path / "link").symlink_to("p.jsonl")
    (tmp_path / "fold").mkdir()
    (tmp_path / "fold" / "p.csv").write_bytes(GOLD)
    before = contents(tmp_path)
    code, _, err = cli(*command.split(), cwd=tmp_path)
    assert (code, contents(tmp_path)) == (2, before)
    assert "is read as well, and would be lost; name another file" in err


def test_two_tables_are_not_written_into_one_file(tmp_path):
    (tmp_path / "p.jsonl").write_bytes(GOLD)
    (tmp_path / "g.jsonl").write_bytes(GOLD)
    code, _, err = cli("score", "p.jsonl", "--gold", "g.jsonl", "--rows", "z.csv", "--errors", "z.csv", cwd=tmp_path)
    assert (code, (tmp_path / "z.csv").exists()) == (2, False)
    assert "z.csv: is written twice; name another file" in err


def test_what_lies_beside_answers_may_be_written_over(tmp_path):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "a.jsonl").write_bytes(GOLD)
    (tmp_path / "g.jsonl").write_bytes(GOLD)
    for _ in range(2):
        code, _, err = cli("show", "p", "--gold", "g.jsonl", "-o", "p/page.html", cwd=tmp_path)
        assert (code, err) == (0, "wrote p/page.html\n")
