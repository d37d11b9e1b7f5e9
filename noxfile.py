"""Chores. `nox` runs what a change must pass; the long sessions are asked for by name."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import nox

nox.needs_version = ">=2025.5.1"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.sessions = ["tests", "wheel", "lint"]
os.environ.setdefault("NOX_DOWNLOAD_PYTHON", "never")
os.environ.setdefault("UV_PYTHON_DOWNLOADS", "never")
os.environ.setdefault("PIP_COMPILE", "0")  # what is imported is compiled then: two thirds of an environment's time
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the tests start a thousand processes, and each would compile the package anew

PROJECT = nox.project.load_toml("pyproject.toml")


def works(version: str) -> bool:
    """Whether an interpreter is there and runs; a version manager's shim may be there and not run."""
    found = shutil.which(f"python{version}")
    return found is not None and subprocess.run([found, "--version"], capture_output=True, check=False).returncode == 0


PYTHONS = [version for version in ("3.11", "3.12", "3.13") if works(version)]
LINES, FUNCTION = 250, 40


def groups(session: nox.Session, *names: str) -> None:
    """Install dependency groups."""
    session.install(*nox.project.dependency_groups(PROJECT, *names))


@nox.session(python=PYTHONS[:1] or None, tags=["ci"])
def tests(session: nox.Session) -> None:
    """All tests, on the oldest interpreter present, against an editable install; the pages in a real Chromium (axe-core where npm is)."""
    groups(session, "test")
    session.install("playwright>=1.50", "-e", ".[inspect]")
    if shutil.which("npm"):
        axe = ["npm", "install", "--prefix", ".", "--no-save", "--loglevel", "error", "axe-core@4"]
        session.run(*axe, external=True, success_codes=range(256))  # without its registry, the tests that ask axe say that they are skipped
    session.run("pytest", *session.posargs)


def again(session: nox.Session) -> None:
    """The tests without those of time, disk, bytes and arithmetic, which no interpreter changes, and with fewer examples."""
    groups(session, "test")
    session.install("-e", ".")
    unchanged = [f"--ignore=tests/{name}" for name in ("analysis", "docs", "laws")]
    session.run("pytest", "-m", "not once", *unchanged, *session.posargs, env={"DATELINE_HYPOTHESIS": "few"})


if PYTHONS[1:]:

    @nox.session(python=PYTHONS[-1:], tags=["ci"])
    def newest(session: nox.Session) -> None:
        """The tests that an interpreter may change, on the newest."""
        again(session)


@nox.session(python=PYTHONS[1:-1])
def between(session: nox.Session) -> None:
    """The same on the interpreters between the oldest and the newest."""
    again(session)


@nox.session
def quick(session: nox.Session) -> None:
    """Two minutes: lint, contracts, and the laws, formats and faults with few examples. For the time between two edits."""
    groups(session, "test", "style")
    session.install("-e", ".")
    session.run("ruff", "check", ".")
    session.run("lint-imports", silent=True)
    folders = [f"tests/{name}" for name in ("laws", "document", "corpus", "formats", "baselines")]
    session.run("pytest", "-q", "-m", "not once", *folders, *session.posargs, env={"DATELINE_HYPOTHESIS": "few"})


@nox.session(python=PYTHONS[1:2] or None, tags=["ci"])
def wheel(session: nox.Session) -> None:
    """The wheel built from the sdist, or the one in a folder that is named, installed read-only and used elsewhere."""
    session.install("build", "pytest", "pytest-xdist", "hypothesis")
    with tempfile.TemporaryDirectory() as folder:
        named = [given for given in session.posargs if Path(given).is_dir()]
        if not named:
            session.run("python", "-m", "build", "--outdir", folder, silent=True)
        session.install(str(next(Path(*(named or [folder])).glob("*.whl"))))
        away = Path(folder) / "away"
        away.mkdir()
        shutil.copy("tests/wheel/installed.py", away / "test_installed.py")
        with session.chdir(away):
            session.run("pytest", "-q", "-p", "no:cacheprovider", "test_installed.py")


@nox.session(tags=["ci"])
def lint(session: nox.Session) -> None:
    """Ruff, mypy (strict), import contracts, the ceilings on files and functions, the docs' links, and the workflows."""
    groups(session, "lint")
    session.install("-e", ".")
    session.run("ruff", "check", ".")
    session.run("mypy")
    session.run("lint-imports")
    session.run("python", "tests/ceilings.py", str(LINES), str(FUNCTION))
    built = str(Path(session.create_tmp()).resolve())
    session.run("mkdocs", "build", "--strict", "--quiet", "-f", "benchmark/mkdocs.yml", "-d", built, env={"NO_MKDOCS_2_WARNING": "1"})
    session.run("zizmor", "--offline", "--persona", "auditor", ".github")
    session.run("actionlint")


@nox.session
def site(session: nox.Session) -> None:
    """The docs as a site, in `build/site`; a broken link stops it."""
    groups(session, "docs")
    session.run("mkdocs", "build", "--strict", "-f", "benchmark/mkdocs.yml", "-d", str(Path("build/site").resolve()))


@nox.session
def thorough(session: nox.Session) -> None:
    """The laws with a thousand examples each, and shrinking; DATELINE_EXAMPLES says another number."""
    groups(session, "test")
    session.install("-e", ".")
    session.run("pytest", "tests/laws", *session.posargs, env={"DATELINE_HYPOTHESIS": "thorough"})


@nox.session(python="3.11")
def fuzz(session: nox.Session) -> None:
    """Coverage-guided fuzzing of every reader, the aligner, the repairer and the values of time, a minute each: half an hour."""
    session.install("atheris>=3.0", "-e", ".[formats]")
    session.chdir("benchmark")
    session.run("python", "-m", "fuzz.run", "--seconds", "60", "--counts", "fuzz/counts.json", *session.posargs)


@nox.session
def variants(session: nox.Session) -> None:
    """The laws of variants over a thousand seeds of each kind and article. Four minutes."""
    groups(session, "test")
    session.install("-e", ".")
    session.run("pytest", "-q", "tests/variants", *session.posargs, env={"DATELINE_VARIANTS": "1000"})


@nox.session
def speed(session: nox.Session) -> None:
    """Ours beside the peers, numbers compared first, or beside an earlier commit (`-- CHECKOUT`); writes the page of the docs."""
    groups(session, "test")
    session.install("spacy>=3.8,<3.9", "-e", ".")
    what = "speed.beside" if session.posargs and Path(session.posargs[0]).is_dir() else "speed.run"
    session.run("python", "-m", what, "--output", "benchmark/docs/speed.md", *session.posargs)


@nox.session
def simulations(session: nox.Session) -> None:
    """What intervals cover, what tests reject, how many articles show a difference; writes the page of the docs. Ten minutes."""
    groups(session, "test")
    session.install("-e", ".")
    page = "benchmark/docs/statistics.md"
    session.run("python", "-m", "simulations.run", "--output", page, *session.posargs, env={"PYTHONPATH": "benchmark"})


@nox.session(python="3.11")
def lowest(session: nox.Session) -> None:
    """The tests against the oldest versions of the dependencies that `pyproject.toml` allows. Twelve minutes."""
    session.install("uv")
    session.run("uv", "pip", "install", "--quiet", "--python", session.virtualenv.location, "--resolution", "lowest-direct", "-e", ".")
    groups(session, "test")
    session.run("pytest", "-m", "not once", *session.posargs, env={"DATELINE_HYPOTHESIS": "few"})


@nox.session(python="3.11")
def coverage(session: nox.Session) -> None:
    """Which branches the tests reach, in every process that they start. Half an hour."""
    groups(session, "test")
    session.install("coverage>=7.10", "playwright>=1.50", "-e", ".[inspect]")
    few = {"DATELINE_HYPOTHESIS": "few"}
    session.run("coverage", "run", "-m", "pytest", *session.posargs, env=few, success_codes=[0, 1])  # being measured takes time and files
    session.run("coverage", "combine", "-q")
    session.run("coverage", "report", "--skip-covered", "--show-missing")


@nox.session(python="3.11")
def mutants(session: nox.Session) -> None:
    """Mutants of the kernel, the metrics, the schema and the corpus, against a core of the tests; modules as `kernel.counts`. Hours."""
    groups(session, "test")
    session.install("mutmut>=3.8,<4", "-e", ".")
    session.run("python", "-m", "mutants.run", *session.posargs, env={"PYTHONPATH": "benchmark"})
