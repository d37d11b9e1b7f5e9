"""A board's folder, whatever is done to it in whatever order: what is built is what its submissions score, and nothing else is touched."""

import json
import shutil
import tempfile
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace

from dateline.corpus.loading import shipped_gold
from dateline.document import Document
from dateline.files.faults import DataError
from dateline.formats import native
from dateline.leaderboard import board, submissions
from tests.conftest import ROOT

pytestmark = pytest.mark.once

NAMES = ("alpha", "beta-2", "gamma.x", "a1pha")  # the last looks like the first
PLACES = ("notes.md", "site/mine.html", "submissions/alpha/thoughts.txt", "site/pages/old.html", "data.bin")


def answer(share):
    """Every so many mentions of the gold, of each article."""
    kept = [tuple(replace(m, entity=None) for m in (d.mentions or ())[::share]) for d in shipped_gold().documents.values()]
    return [Document(id=name, mentions=mentions) for name, mentions in zip(shipped_gold().documents, kept, strict=True)]


class Board(RuleBasedStateMachine):
    """Submissions come, go and are spoiled, strangers leave files, builds are killed."""

    strangers = Bundle("strangers")

    def __init__(self):
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.root = Path(self.place.name) / "board"
        (self.root / "submissions").mkdir(parents=True)
        shutil.copy(ROOT / "leaderboard" / "README.md", self.root)
        self.there, self.spoiled, self.foreign, self.built = {}, set(), {}, None
        self.add(NAMES[0], 20)

    def teardown(self):
        self.place.cleanup()

    @rule(name=st.sampled_from(NAMES), share=st.sampled_from((3, 20)))
    def add(self, name, share):
        system = submissions.System(name=name, authors=("A",), licence="MIT")
        alike = {submissions.likeness(other) for other in self.there}
        try:
            submissions.add(self.root, name, answer(share), system)
        except (ValueError, DataError):
            assert name in self.there or submissions.likeness(name) in alike
        else:
            assert name not in self.there
            self.there[name] = share

    @precondition(lambda self: self.there)
    @rule(data=st.data())
    def withdraw(self, data):
        name = data.draw(st.sampled_from(sorted(self.there)))
        shutil.rmtree(self.root / "submissions" / name)
        self.foreign = {path: kept for path, kept in self.foreign.items() if not path.startswith(f"submissions/{name}/")}
        del self.there[name]
        self.spoiled.discard(name)

    @precondition(lambda self: self.there)
    @rule(data=st.data())
    def spoil(self, data):
        name = data.draw(st.sampled_from(sorted(self.there)))
        (self.root / "submissions" / name / "predictions.jsonl").write_text('{"id": "nowhere"}\n')
        self.spoiled.add(name)

    @precondition(lambda self: self.spoiled)
    @rule()
    def mend(self):
        name = self.spoiled.pop()
        (self.root / "submissions" / name / "predictions.jsonl").write_bytes(native.write(answer(7)))

    @rule(place=st.sampled_from(PLACES), content=st.binary(max_size=8))
    def leave(self, place, content):
        path = self.root / place
        if path.parent.is_dir() and not (path.exists() and place not in self.foreign):
            path.write_bytes(content)
            self.foreign[place] = content

    @rule()
    def build(self):
        before = self.contents()
        try:
            board.build(self.root)
        except DataError:
            assert self.spoiled or self.strange()
            assert self.contents() == before
        else:
            assert not self.spoiled
            self.built = sorted(self.there)
            assert board.check(self.root) == (len(self.there), [])

    @rule(after=st.integers(1, 12))
    def killed(self, after):
        """A build that ends at one of its moves; the next one finds nothing amiss."""
        real, left = Path.replace, [after]

        def moved(path, target):
            left[0] -= 1
            if not left[0]:
                raise KeyboardInterrupt
            return real(path, target)

        try:
            with patch.object(Path, "replace", moved):
                board.build(self.root)
        except (KeyboardInterrupt, DataError):
            self.built = None
        else:
            self.built = sorted(self.there)

    def strange(self):
        """Whether strangers' files lie where a build or a check of submissions would not have them."""
        return any(place.startswith("submissions/") for place in self.foreign)

    def contents(self):
        return {str(p.relative_to(self.root)): p.read_bytes() for p in sorted(self.root.rglob("*")) if p.is_file()}

    @invariant()
    def strangers_files_are_as_they_were(self):
        assert all((self.root / place).read_bytes() == content for place, content in self.foreign.items())

    @invariant()
    def the_rows_are_those_that_were_built(self):
        if self.built is not None:
            rows = json.loads((self.root / "scores.json").read_text("utf-8"))["systems"]
            assert sorted(row["folder"] for row in rows) == self.built


Board.TestCase.settings = settings(max_examples=settings.default.max_examples // 8, stateful_step_count=25)
TestBoard = Board.TestCase
