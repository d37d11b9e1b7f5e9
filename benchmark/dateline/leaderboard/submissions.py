"""Submissions in, rows out: predictions are accepted, never scores; every row is re-scored with the current gold."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple
from unicodedata import category

import msgspec

from dateline.corpus.gold import Gold
from dateline.corpus.labelling import with_gold_labels
from dateline.corpus.loading import shipped_gold
from dateline.corpus.notes import Reading
from dateline.corpus.predictions import paired, understood
from dateline.document import Document
from dateline.document.labels import PROJECTIONS
from dateline.evaluation.report import Report
from dateline.evaluation.report import score as score_reads
from dateline.evaluation.request import Request
from dateline.files import SUBMISSION, compressed
from dateline.files.faults import DataError, Fault
from dateline.files.folder import PART, placed
from dateline.files.progress import watched
from dateline.formats import native
from dateline.formats._keys import given_twice
from dateline.formats._reader import Read
from dateline.kernel.pair import Documents
from dateline.leaderboard.crowding import crowded
from dateline.leaderboard.draw import Draw, draw_of, refuse_other_draws
from dateline.metrics import parse
from dateline.variants.rebuilt import with_variants

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}[a-z0-9]")
VARIANTS = "variants.jsonl"
FILES = {"system.json": 64 * 2**10, "predictions.jsonl": SUBMISSION.file, VARIANTS: SUBMISSION.file}
MORE = ("NER", "NER(match=partial)", "MUC", "B3", "CEAFe", "Mentions", "Trigger", "Quote(match=overlap)", "Time(match=value)")
KINDS = ("rules", "pipeline", "model")
DATE = re.compile(r"20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
LONG, AUTHORS = 200, 50  # characters of a field, and names
PLAIN = r"[A-Za-z0-9(][A-Za-z0-9._+/:,() -]*"
ALIKE = str.maketrans("i1l0582", "lllosbz")
PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))  # letters that look like one


class System(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What is known of a system; `texts_seen` is whether the articles were in its training data, `parameters` its size."""

    name: str
    authors: tuple[str, ...]
    licence: str
    kind: str = ""
    date: str = ""
    texts_seen: str = "unknown"
    link: str = ""
    command: str = ""
    parameters: str = ""
    cost: str = ""
    latency: str = ""
    notes: str = ""


class Entry(NamedTuple):
    """One submission with its report."""

    folder: str
    system: System
    report: Report
    pairs: Sequence[Documents]

    @property
    def covered(self) -> int:
        """How many articles have a prediction."""
        return sum(pred is not None for _, pred in self.pairs)


def folders(root: Path) -> list[Path]:
    """The submissions' folders, by name."""
    place = root / "submissions"
    return sorted(path for path in place.iterdir() if not PART.fullmatch(path.name)) if place.exists() else []


def faults_of(folder: Path, taken: dict[str, str]) -> Iterator[Fault]:
    """What is wrong with a submission before its predictions are read: its name, files and description."""
    where = f"submissions/{folder.name}".encode("unicode_escape").decode()
    if not NAME.fullmatch(folder.name) or ".." in folder.name:
        yield Fault(where, 0, "", "the name is not plain", "2 to 64 of a-z 0-9 . _ -, beginning and ending with a letter or digit")
    if folder.is_symlink() or not folder.is_dir():
        yield Fault(where, 0, "", "is no folder", "a submission is a folder of its own, not a link")
        return
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            yield Fault(f"{where}/{path.name}", 0, "", "is a link", "submit the file itself")
        elif not path.is_file() or path.name not in FILES:
            yield Fault(f"{where}/{path.name!r}", 0, "", "does not belong here", f"a submission holds {', '.join(sorted(FILES))}")
        elif compressed(str(path)):
            yield Fault(f"{where}/{path.name}", 0, "", "is compressed", "submit it as it is unpacked")
        elif path.stat().st_size > FILES[path.name]:
            what = f"is larger than {FILES[path.name]:,} bytes (limit file)"
            yield Fault(f"{where}/{path.name}", 0, "", what, "leave out what is not scored")
            return
    yield from system_faults(folder / "system.json", where, taken)
    if not (folder / "predictions.jsonl").is_file():
        yield Fault(where, 0, "", "has no predictions.jsonl", "`dateline leaderboard add PREDICTIONS --name NAME` makes one")


def likeness(name: str) -> str:
    """A name without what the eye does not tell apart: case, spaces, punctuation but the point of a number, look-alikes."""
    kept = re.sub(r"(?<!\d)\.|\.(?!\d)", "", "".join(c for c in name.casefold() if c.isalnum() or c == "."))
    for pair, one in PAIRS:
        kept = kept.replace(pair, one)
    return kept.translate(ALIKE)


def system_faults(path: Path, where: str, taken: dict[str, str]) -> Iterator[Fault]:
    """What is wrong with a description."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > FILES["system.json"]:
        yield Fault(f"{where}/system.json", 0, "", "is no plain file, or too large", "see leaderboard/README.md for its fields")
        return
    try:
        content = path.read_bytes()
        system = msgspec.json.decode(content, type=System)
    except (OSError, msgspec.DecodeError, RecursionError) as error:
        yield Fault(f"{where}/system.json", 0, "", f"cannot be read: {error}", "see leaderboard/README.md for its fields")
        return
    yield from given_twice(f"{where}/system.json", 0, content)
    key = likeness(system.name)
    if not re.fullmatch(PLAIN, system.name) or re.search(r"://|www\.|  | $", system.name, re.IGNORECASE) or not key:
        what = f"{system.name!r} is empty or not plain ASCII, or could be read as an address or a formula"
        yield Fault(f"{where}/system.json", 0, "$.name", what, "letters, digits, single spaces and . _ + - / : , ( )")
    elif key in taken:
        what = f"{system.name!r} is taken: {taken[key]} has it, or one that looks like it"
        yield Fault(f"{where}/system.json", 0, "$.name", what, "the later of the two takes a name that is its alone")
    taken.setdefault(key, where)
    if not 1 <= len(system.authors) <= AUTHORS or not all(map(str.strip, system.authors)):
        yield Fault(f"{where}/system.json", 0, "$.authors", f"has {len(system.authors)} authors", f"give 1 to {AUTHORS}")
        return
    for name in System.__struct_fields__:
        value = getattr(system, name)
        for text in value if isinstance(value, tuple) else (value,):
            if len(text) > LONG or any(category(c)[0] == "C" for c in text):
                yield Fault(
                    f"{where}/system.json",
                    0,
                    f"$.{name}",
                    "is too long, or has control or direction characters",
                    f"{LONG} plain characters",
                )
    yield from value_faults(system, f"{where}/system.json")


def value_faults(system: System, where: str) -> Iterator[Fault]:
    """What is wrong with the values of a description."""
    if system.link and not re.fullmatch(r"https?://[\w.-]+(?::\d+)?(?:/[\w./%~+#?=&-]*)?", system.link, re.ASCII):
        yield Fault(where, 0, "$.link", "is no plain http or https address", "as https://example.org/system")
    if system.kind and system.kind not in KINDS:
        yield Fault(where, 0, "$.kind", f"{system.kind!r}", f"{', '.join(KINDS[:-1])} or {KINDS[-1]}; or leave it out")
    if system.date and not is_date(system.date):
        yield Fault(where, 0, "$.date", f"{system.date!r} is no date", "as 2026-11-26: when the predictions were made")
    if system.texts_seen not in {"yes", "no", "unknown"}:
        yield Fault(where, 0, "$.texts_seen", f"{system.texts_seen!r}", "yes, no or unknown: were the articles in training data?")


def is_date(text: str) -> bool:
    """Whether a text is a day of this century, as the calendar has it."""
    try:
        return DATE.fullmatch(text) is not None and date.fromisoformat(text) is not None
    except ValueError:
        return False


def entry(folder: Path, gold: Gold, drawn: Draw | None) -> Entry:
    """A submission, re-scored, on the board's variants too if it answers them; raises what is wrong with its predictions."""
    paths = [str(path) for name in ("predictions.jsonl", VARIANTS) if (path := folder / name).is_file()]
    request = Request(also=tuple(map(parse, MORE)), limits=SUBMISSION, details=True, rows=True, intervals="jackknife")
    reads = [read for path in paths for read in native.read(path, SUBMISSION)]
    if faults := [fault for read in reads for fault in crowded(read, gold)]:
        raise DataError(faults)
    refuse_other_draws({read.document.id for read in reads}, gold.documents, drawn, paths[-1])
    report = score_reads(reads, gold, request, Reading(strict=True))
    return Entry(folder.name, msgspec.json.decode((folder / "system.json").read_bytes(), type=System), report, report.pairs)


def entries(root: Path, only: str = "") -> list[Entry]:
    """All submissions, best first; every fault of every one is raised together."""
    faults: list[Fault] = []
    found = []
    taken: dict[str, str] = {}
    gold, drawn = with_variants(shipped_gold()), draw_of(root)
    for folder in watched(folders(root), "scored", "submissions"):
        wrong = list(faults_of(folder, taken))
        if wrong or (only and folder.name != only):
            faults += wrong if not only or folder.name == only else []
            continue
        try:
            found.append(entry(folder, gold, drawn))
        except DataError as error:
            faults += [fault._replace(file=f"submissions/{folder.name}/{Path(fault.file).name}") for fault in error.faults]
    if faults:
        raise DataError(faults)
    return sorted(found, key=lambda e: (-(e.report["Dateline"].f1 or 0.0), e.folder))


def taken_names(root: Path) -> dict[str, str]:
    """The names that the board has, each with who has it."""
    taken: dict[str, str] = {}
    for folder in folders(root):
        list(system_faults(folder / "system.json", f"submissions/{folder.name}", taken))
    return taken


def in_words_of_gold(reads: Iterable[Read], gold: Gold, labels: str, reading: Reading) -> list[Document]:
    """What a system answered, checked, in gold's labels; a projection's are turned, which is noted."""
    every, projection = understood(reads, gold, reading, labels)
    if projection and projection not in PROJECTIONS:
        projection = ""
    turned = [with_gold_labels(read.document, projection) if projection else (read.document, []) for read in every]
    left = Counter(label for _, labels_ in turned for label in labels_)
    if projection:
        out = ", ".join(f"{label} {number}" for label, number in left.items()) or "none"
        reading.said.append(f"labels of {projection} turned into gold's; left out, as gold has no such items: {out}")
    strictly = [Read(document, "the submission", number) for number, (document, _) in enumerate(turned, 1)]
    return [pred for _, pred in paired(gold, strictly, Reading(strict=True), limits=SUBMISSION) if pred is not None]


def add(root: Path, name: str, documents: list[Document], system: System) -> Path:
    """Write a new submission that a check will accept; refuses a name that is taken or not plain, and whatever a check would refuse."""
    folder = root / "submissions" / name
    if not NAME.fullmatch(name) or ".." in name:
        msg = f"--name {name!r}: 2 to 64 of a-z 0-9 . _ -, beginning and ending with a letter or digit"
        raise ValueError(msg)
    if folder.exists():
        msg = f"--name {name!r}: a submission of that name is there already"
        raise ValueError(msg)
    articles = shipped_gold().documents
    if not any(document.id in articles for document in documents):
        msg = "no article of the gold is answered: variants go beside their articles, in one file or folder"
        raise ValueError(msg)
    folder.parent.mkdir(exist_ok=True)
    with placed(folder) as part:
        (part / "predictions.jsonl").write_bytes(native.write(document for document in documents if document.id in articles))
        if variants := [document for document in documents if document.id not in articles]:
            (part / VARIANTS).write_bytes(native.write(variants))
        (part / "system.json").write_bytes(msgspec.json.format(msgspec.json.encode(system), indent=1) + b"\n")
        faults = list(system_faults(part / "system.json", f"submissions/{name}", taken_names(root)))
        if faults:
            raise DataError(faults)
    return folder
