"""Progress on a terminal."""

import io
import itertools

from dateline.files import progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


def test_progress_shows_rate_and_time_left_and_goes_away(monkeypatch):
    clock = itertools.count(0, 1)
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    stream = Terminal()
    with progress.Progress("scored", 4000, stream) as shown:
        for _ in range(3):
            shown.step(1000, 1000)
    assert stream.getvalue() == (
        "\r\x1b[Kscored: 2,000 documents, 1,000 a second, 0:02 left\r\x1b[Kscored: 3,000 documents, 1,000 a second, 0:01 left\r\x1b[K"
    )
    quiet = io.StringIO()
    shown = progress.Progress("scored", None, quiet)
    shown.step(10)
    shown.step(10)
    assert not quiet.getvalue()
