"""No number moves by accident: `score --json` of the articles, every submission and three generated corpora, byte for byte.

`python -m tests.golden.test_bytes` writes the hashes anew; a commit that does so says which number moved, and why.
"""

import hashlib
import json
import sys
import tempfile
from pathlib import Path

import pytest

from speed import corpora
from tests.conftest import ROOT, cli

pytestmark = pytest.mark.once
HASHES = Path(__file__).parent / "bytes.json"
DOCUMENTS = 500
NER = ("NER", "NER(match=exact)", "NER(match=partial)", "NER(match=type)", "NER(match=head)")
COREFERENCE = ("MUC", "B3", "CEAFm", "CEAFe", "LEA", "BLANC")
MORE = ("Link(match=weak)", "Rel(match=boundary)", "Time(match=interval)", "Trigger", "Arg(match=span)", "Quote(match=overlap)", "Speaker")
BOARD = "leaderboard/submissions"
LONG = [part for name in (*NER, *COREFERENCE, *MORE) for part in ("-m", name)]
WAYS = {"": [], ", every metric": LONG, ", streamed": ["--jobs", "1"], ", by document": ["--by", "document,type"]}
CASES = {
    "gold": ["annotations/gold"],
    **{f"submission {path.parent.name}": [str(path.relative_to(ROOT))] for path in sorted(ROOT.glob(f"{BOARD}/*/predictions.jsonl"))},
    "rules, every metric by every axis": ["leaderboard/submissions/rules/predictions.jsonl", *LONG, "--by", "type,level,qid,kind,score"],
    "rules, errors": ["leaderboard/submissions/rules/predictions.jsonl", "--errors", "--kappa"],
    **{
        f"{kind}{what}": [f"{kind}/answers.jsonl", "--gold", f"{kind}/gold.jsonl", *more]
        for kind in ("flat", "full", "mixed")
        for what, more in WAYS.items()
    },
}


def generate(folder):
    for kind in ("flat", "full"):
        corpora.write(folder / kind, DOCUMENTS, full=kind == "full")
    (folder / "mixed").mkdir()
    for side in ("gold", "answers"):
        found = (json.loads(line) for line in (folder / "full" / f"{side}.jsonl").read_text().splitlines()[:100])
        kept = (thinned(document, number, side) for number, document in enumerate(found) if number % 9 or side == "gold")
        (folder / "mixed" / f"{side}.jsonl").write_text("".join(json.dumps(document) + "\n" for document in kept))


def thinned(document, number, side):
    """The document without some layers: gold's and answers' are not the same."""
    dropped = ("mentions", "times", "relations", "events", "quotes", "entities", "none")[(number + (side == "answers")) % 7]
    kept = {name: layer for name, layer in document.items() if name != dropped}
    if dropped in {"mentions", "times", "entities"}:  # what names them goes too
        kept = {name: layer for name, layer in kept.items() if name not in {"relations", "events", "quotes"}}
    return kept


def scored(case, folder):
    """The report's bytes, without the paths of this run."""
    arguments = [str(ROOT / word) if (ROOT / word).exists() else str(folder / word) if "/" in word else word for word in CASES[case]]
    code, out, err = cli("score", *arguments, "--json")
    assert code == 0, err
    return hashlib.sha256(out.replace(f"{ROOT}/", "").replace(f"{folder}/", "").encode()).hexdigest()


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("generated")
    generate(folder)
    return folder


@pytest.mark.parametrize("case", CASES)
def test_the_same_bytes(case, generated):
    assert scored(case, generated) == json.loads(HASHES.read_text())[case]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        generate(Path(place))
        HASHES.write_text(json.dumps({case: scored(case, Path(place)) for case in CASES}, indent=1) + "\n")
    sys.stderr.write(f"wrote {HASHES}\n")
