"""The board's generated files: rows as JSON and CSV, the README's table, the pages. The same submissions give the same bytes."""

import re
from html import escape
from pathlib import Path
from typing import Any

import msgspec

from dateline.corpus.loading import shipped_gold
from dateline.files.faults import DataError, Fault, one
from dateline.files.folder import remade
from dateline.files.output import write_bytes
from dateline.leaderboard import remembering
from dateline.leaderboard import site as pages
from dateline.leaderboard.submissions import Entry, entries, folders
from dateline.leaderboard.ties import leaders
from dateline.metrics import headlines
from dateline.metrics.whole import Dateline
from dateline.reporting import figures as report
from dateline.reporting import memory
from dateline.reporting.columns import csv_text
from dateline.reporting.json import score_dict
from dateline.version import __version__

README = "README.md"
BOLD = pages.BOLD
MARK = re.compile(r"<!-- board -->.*?<!-- end -->", re.DOTALL)


def generated(root: Path, found: list[Entry], *, without_texts: bool = False) -> dict[str, bytes]:
    """Every generated file by its path under the board's folder."""
    files = {"scores.json": as_json(found), "scores.csv": as_csv(found), README: readme(root, found)}
    files["site/scores.csv"] = files["scores.csv"]
    files |= {f"site/{name}": content.encode() for name, content in pages.site(found, without_texts=without_texts).items()}
    return files


def as_json(found: list[Entry]) -> bytes:
    """The rows, each with what it rests on."""
    gold = shipped_gold()
    value = {
        "gold": f"{gold.name}#{gold.digest}",
        "package": __version__,
        "systems": [
            {
                "folder": e.folder,
                "system": msgspec.to_builtins(e.system),
                "articles": [e.covered, len(e.pairs)],
                "signature": e.report.signature(),
                "scores": {str(line.metric): score_dict(line.score) for line in e.report.lines if not line.slice},
                **({"variants": memory.as_dict(e.report)} if e.report.memories else {}),
            }
            for e in found
        ],
    }
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def as_csv(found: list[Entry]) -> bytes:
    """One row a system and metric; names that a spreadsheet would run are refused at the door (`submissions.system_faults`)."""
    rows = (
        [e.folder, e.system.name, str(n.metric), n.slice, *n.score[:3], f"{e.covered}/{len(e.pairs)}"]
        for e in found
        for n in e.report.lines
    )
    return csv_text([["folder", "system", "metric", "slice", "precision", "recall", "f1", "articles"], *rows]).encode()


def readme(root: Path, found: list[Entry]) -> bytes:
    """The folder's README with its table made anew."""
    metrics = [*map(str, headlines().values()), str(Dateline())]
    head = ["system", "articles", *(f"`{m}`" for m in metrics)]
    first = leaders(found, metrics)
    rows = []
    for e in found:
        cells = [marked(report.attempted(e.report, m), e.folder in first[m]) for m in metrics]
        rows.append([plain(e.system.name), f"{e.covered} of {len(e.pairs)}", *cells])
    rows[:0] = [["items of gold", "", *map(report.items_of_gold(found[0].report), metrics)]] if found else []
    body = "\n".join(report.pipes([head, ["---", *["--:"] * (len(head) - 1)], *rows]))
    gold = shipped_gold()
    basis = f"F1. Gold `{gold.name}#{gold.digest}`, dateline {__version__}; every row re-scored from its predictions."
    basis += f" A dash is not attempted, and counts 0 in the whole. {BOLD}"
    table = f"<!-- board -->\n{basis}\n\n{body}\n{variants(found)}<!-- end -->"
    before = (root / README).read_text("utf-8")
    if len(MARK.findall(before)) != 1:
        raise one(str(root / README), 0, "", "has no one place for the table", "write `<!-- board -->` and `<!-- end -->` where it goes")
    return MARK.sub(lambda _: table, before).encode()


def variants(found: list[Entry]) -> str:
    """The table of those who answered variants, after what it says."""
    rows = [[plain(name), *cells] for name, *cells in remembering.rows(found)]
    head = ["system", *remembering.HEAD]
    body = report.pipes([head, ["---", *["--:"] * (len(head) - 1)], *rows])
    return "\n".join(["", remembering.WHAT, "", *body, ""]) if rows else ""


def marked(figure: str, leads: bool) -> str:  # noqa: FBT001 - a cell and whether it is bold
    """A figure, bold where its system leads the column."""
    return f"**{figure}**" if leads else figure


def plain(text: str) -> str:
    """Text that Markdown shows as it is: no markup of its own, no markup of HTML."""
    return re.sub(r"([\\`*_{}\[\]()#+!|~-])", r"\\\1", escape(text, quote=False))


def build(root: Path, *, without_texts: bool = False) -> list[str]:
    """Write every generated file, and the table into the board's own README; pages of submissions that are gone go too."""
    files = generated(root, entries(root), without_texts=without_texts)
    with remade(root, "leaderboard build", shared=True) as part:
        for name, content in files.items():
            if name != README:
                (part / name).parent.mkdir(parents=True, exist_ok=True)
                (part / name).write_bytes(content)
    write_bytes(str(root / README), files[README])
    return sorted(files)


def committed(path: Path) -> dict[str, Any]:
    """The rows of a board's scores by folder."""
    try:
        rows = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])["systems"]
        return {row["folder"]: row for row in rows}
    except (msgspec.DecodeError, KeyError, TypeError) as error:
        raise one(str(path), 0, "", f"holds no scores: {error}", "run `dateline leaderboard build`") from None


def check(root: Path) -> tuple[int, list[str]]:
    """Validate submissions, and compare the committed rows with re-scored ones; returns their number and the new ones' scores."""
    found = entries(root)
    path = root / "scores.json"
    there = committed(path) if path.exists() else {}
    fresh = {row["folder"]: row for row in msgspec.json.decode(as_json(found))["systems"]}
    fix = "run `dateline leaderboard build`"
    faults = [
        Fault("scores.json", 0, f"$.systems[{n}]", "differs from what its predictions score", fix)
        for n in there
        if n in fresh and there[n] != fresh[n]
    ]
    faults += [Fault("scores.json", 0, f"$.systems[{name}]", "has no submission", fix) for name in there if name not in fresh]
    if set(there) == set(fresh):
        files = generated(root, found)
        faults += [
            Fault(n, 0, "", "differs from what `build` makes", fix)
            for n, c in files.items()
            if not (root / n).exists() or (root / n).read_bytes() != c
        ]
    if faults:
        raise DataError(faults)
    return len(folders(root)), [told(entry) for entry in found if entry.folder not in there]


def told(entry: Entry) -> str:
    """A submission with its headlines, of the layers that it attempts."""
    shown = {str(metric): report.attempted(entry.report, str(metric)) for metric in (*headlines().values(), Dateline())}
    return f"{entry.folder}: {', '.join(f'{name} {f1}' for name, f1 in shown.items() if f1 != report.figure(None))}"
