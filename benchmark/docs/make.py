"""Makes the generated pages of this folder, the guidelines' tables and README's outputs: python benchmark/docs/make.py. A test compares."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import architecture
import degenerate
import deviations
import remembering
import tried

from dateline.cli import describe

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "benchmark" / "docs"


def shell(command: str) -> str:
    """What a command prints, run from the repository's root."""
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603, S607
    return done.stdout


def shown(markdown: str) -> str:
    """A page with the output of each `<!-- output: COMMAND -->` made anew."""

    def made(match: re.Match[str]) -> str:
        body = shell(match["command"]).rstrip("\n")
        return f"<!-- output: {match['command']} -->\n```text\n{body}\n```\n<!-- end -->"

    return re.sub(r"<!-- output: (?P<command>.*?) -->\n.*?<!-- end -->", made, markdown, flags=re.DOTALL)


AGREEMENT = """# Consistency of the passes

Three annotation passes by language models of one family under the same guidelines, each blind to the others: the second against the
first, then the third against the first. What follows measures their
consistency, not human agreement. F1 with the first pass as key for spans and structures; Cohen's kappa only for attributes of matched
items (a dash where all items have one value).

<!-- output: dateline score annotations/passes/b --gold annotations/passes/a --kappa --by none | sed '/costliest/,/^$/d' -->
<!-- end -->

<!-- output: dateline score annotations/passes/c --gold annotations/passes/a --by none | sed '/costliest/,$d' -->
<!-- end -->
"""


URL = re.compile(r"https://github\.com/[\w.-]+/dateline")


def addressed(content: str) -> str:
    """A page with the repository's address as `pyproject.toml` has it."""
    urls = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["urls"]
    return URL.sub(urls["Repository"], content)


def render(guidelines: str) -> str:
    """The guidelines with every table between its `<!-- labels … -->` marks made anew."""
    parts = guidelines.split("<!-- labels ")
    done = [parts[0]]
    for part in parts[1:]:
        names, rest = part.split(" -->", 1)
        body = "\n\n".join(describe.markdown(name) for name in names.split())
        done.append(f"{names} -->\n{body}\n<!-- end -->" + rest.split("<!-- end -->", 1)[1])
    return "<!-- labels ".join(done)


def pages() -> dict[Path, Callable[[], str]]:
    """What makes every generated page, by its path."""
    guidelines = ROOT / "annotations" / "GUIDELINES.md"
    readme, citation = ROOT / "README.md", ROOT / "CITATION.cff"
    return {
        DOCS / "metrics.md": describe.metrics,
        DOCS / "labels.md": describe.labels,
        DOCS / "formats.md": describe.formats,
        DOCS / "limits.md": describe.limits,
        DOCS / "architecture.md": architecture.page,
        DOCS / "agreement.md": lambda: shown(AGREEMENT),
        DOCS / "degenerate.md": degenerate.table,
        DOCS / "deviations.md": deviations.table,
        DOCS / "tried.md": tried.page,
        DOCS / "variants.md": lambda: addressed(remembering.page(ROOT / "leaderboard", (DOCS / "variants.md").read_text("utf-8"))),
        guidelines: lambda: render(guidelines.read_text("utf-8")),
        readme: lambda: addressed(shown(readme.read_text("utf-8"))),
        citation: lambda: addressed(citation.read_text("utf-8")),
    }


def main() -> int:
    """Write what changed."""
    for path, make in pages().items():
        content = make()
        if not path.exists() or path.read_text("utf-8") != content:
            path.write_text(content, "utf-8")
            sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
