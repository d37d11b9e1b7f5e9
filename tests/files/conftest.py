"""What lies in a folder, and code run in a process of its own."""

import subprocess
import sys
import textwrap

from tests.conftest import ROOT


def contents(place):
    return {str(p.relative_to(place)): p.read_bytes() for p in sorted(place.rglob("*")) if p.is_file()}


def forked(code, *arguments):
    """Run code in a process of its own, where processes may be forked and killed."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
