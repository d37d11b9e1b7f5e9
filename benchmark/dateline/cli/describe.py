"""What the package knows, as text derived from its own definitions."""

import argparse
import inspect
import json
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from importlib.resources import files

import msgspec

from dateline.corpus.loading import shipped_gold
from dateline.document import LAYERS, Document
from dateline.document import labels as inventory
from dateline.document.inventory import used as labels_used
from dateline.files import LIMITS, SUBMISSION, installed
from dateline.formats._registry import module_of, names
from dateline.integrations.prompt import PARTS, instructions
from dateline.kernel.metric import Metric
from dateline.metrics import choices, classes, headlines

WIDTH = 96
SCHEMES = ("ere", "cameo", "wikidata")
UNUSED = "†"

EXAMPLES = """examples:
  dateline describe metrics
  dateline describe formats
  dateline describe labels --projection conll     a TOML to start your own from
  dateline describe prompt                        instructions for a model
  dateline describe prompt --part entities        one of three smaller ones
"""


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("topic", choices=[*TOPICS])
    parser.add_argument(
        "--part",
        choices=sorted(filter(None, PARTS)),
        default="",
        help="prompt: one of three smaller ones; `convert --with` joins the answers",
    )
    parser.add_argument("--projection", metavar="NAME", help="labels: a shipped projection as a TOML file to start from")


def run(options: argparse.Namespace) -> int:
    """Print a topic."""
    if options.part:
        sys.stdout.write(instructions(options.part))
    else:
        sys.stdout.write(toml(options.projection) if options.projection else TOPICS[options.topic]())
    return 0


def toml(name: str) -> str:
    """A projection as the TOML file of a user's own."""
    table = inventory.projection_table(name)
    lines = [f"{json.dumps(label)} = {json.dumps(target)}" for label, target in table.items()]
    others = ["[relations]", '# "OrgBased_In" = "based_in"', "[events]", "[roles]"]
    head = ["# --labels FILE; `-` leaves a label out on both sides, a target stays what it is", "[labels]"]
    return "\n".join([*head, *lines, "", *others]) + "\n"


def metrics() -> str:
    """Every metric with its parameters and definition, by layer."""
    out = [
        "# Metrics",
        "",
        "A metric is written as its name, with the parameters that differ from the defaults (the first of each list),",
        "and `@LABEL`, `@AXIS=VALUE` or `@document=ID` for one slice. `average=macro` and `weighted` are means over types.",
        "",
        "What gold accepts beside its own items counts: what equals an `alternative` is right, and what is `optional` leaves the count",
        "with what equals it, found or not. `--gold-strict` leaves that out; where it makes a difference, a report says both numbers.",
        "Slices share one matching. Those by `score` book it under each threshold; to see a system at one, score its answers above it.",
        "",
    ]
    for layer in (*LAYERS, "whole"):
        out += [f"## {layer}", ""]
        if layer in headlines():
            out += [f"Headline: `{headlines()[layer]}`", ""]
        for cls in (*classes().values(), *(installed.load("metrics", name) for name in installed.names("metrics"))):
            if cls.layer == layer:
                out += metric_lines(cls)
    return "\n".join(out).rstrip() + "\n"


def metric_lines(cls: type[Metric]) -> list[str]:
    """One metric."""
    parameters = [f"{name}={'|'.join(values) or '…'}" for name, values in choices(cls).items()]
    signature = f"{cls.__name__}({', '.join(parameters)})" if parameters else cls.__name__
    return [f"### `{signature}`", "", textwrap.fill(" ".join((inspect.getdoc(cls) or "").split()), WIDTH), ""]


def labels() -> str:
    """The inventories with definitions and projections."""
    names = ("entities", "relations", "events", "roles", *inventory.tables()["values"])
    used = used_labels()
    parts = [f"## {name}\n\n{markdown(name, used)}\n" for name in names]
    tables = inventory.tables()["entities"]
    header = "| type | " + " | ".join(inventory.PROJECTIONS) + " |\n|" + "---|" * (len(inventory.PROJECTIONS) + 1)
    rows = "\n".join(f"| `{key}` | " + " | ".join(t[p] for p in inventory.PROJECTIONS) + " |" for key, t in tables.items())
    lead = (
        f"{UNUSED}: no shipped article has one yet. `=` the same as there, `<` ours is narrower, `>` ours is wider; `turned`: tail to head."
    )
    out = f"## projections\n\n`-` is out of scope: left out on both sides.\n\n{header}\n{rows}\n"
    return f"# Labels\n\n{lead}\n\n" + "\n".join([*parts, out])


def used_labels() -> frozenset[str]:
    """The entity, relation and event types that the shipped gold uses."""
    return frozenset().union(*labels_used(shipped_gold().documents.values()))


def rows(name: str) -> Iterator[list[str]]:
    """One table of the inventories as rows of Markdown cells, the header first."""
    tables = inventory.tables()
    if name == "entities":
        yield ["type", "definition", "yes", "no"]
        yield from ([f"`{key}`", t["definition"], t["yes"], t["no"]] for key, t in tables["entities"].items())
    elif name == "relations":
        yield ["type", "definition (head → tail)", "yes", "no", "wikidata"]
        for key, t in tables["relations"].items():
            arrow = "↔" if t.get("symmetric") else "→"
            ends = f"{' '.join(t['head'])} {arrow} {' '.join(t['tail'])}"
            property_ = f"{t['wikidata']}{', turned' if t.get('turned') else ''}" if "wikidata" in t else ""
            yield [f"`{key}`", f"{t['definition']} ({ends})", t["yes"], t["no"], property_]
    elif name == "events":
        yield ["type", "definition", "roles", "yes", "no", *SCHEMES]
        for key, t in tables["events"].items():
            yield [f"`{key}`", t["definition"], " ".join(t["roles"]), t["yes"], t["no"], *(t.get(scheme, "") for scheme in SCHEMES)]
    elif name == "roles":
        yield ["role", "filler"]
        yield from ([f"`{key}`", text] for key, text in tables["roles"].items())
    else:
        yield [name, "meaning"]
        yield from ([f"`{key}`", text] for key, text in tables["values"][name].items())


def markdown(name: str, used: frozenset[str] | None = None) -> str:
    """One inventory as a Markdown table; types that are not among the `used` are marked."""
    header, *body = rows(name)
    if used is not None and name in {"entities", "relations", "events", "roles"}:
        body = [[f"{first} {UNUSED}" if first.strip("`") not in used else first, *rest] for first, *rest in body]
    lines = [header, ["---"] * len(header), *body]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def formats() -> str:
    """Every format: what it was tried with, what it is, its unit, what it loses."""
    tried: dict[str, str] = tomllib.loads(files("dateline.formats").joinpath("tried.toml").read_text("utf-8"))
    rows_ = [f"| `{name}` | {tried.get(name, 'not said')} |" for name in names()]
    out = ["# Formats", "", "| format | tried with |", "|---|---|", *rows_, ""]
    out += [textwrap.fill(HOLDS, WIDTH), ""]
    for module in (*names(), *installed.names("formats")):
        own = module_of(module)
        out += [f"## {module}", "", textwrap.fill(" ".join((inspect.getdoc(own) or "").split()), WIDTH), ""]
    return "\n".join(out)


def limits() -> str:
    """The limits and those of a leaderboard submission."""
    rows = [f"| `{name}` | {getattr(LIMITS, name):,} | {getattr(SUBMISSION, name):,} |" for name in LIMITS.__struct_fields__]
    return (
        "\n".join(
            ["# Limits", "", "`--limit NAME=N` raises one.", "", "| limit | anywhere | leaderboard submission |", "|---|---|---|", *rows]
        )
        + "\n"
    )


def schema() -> str:
    """The JSON Schema of a prediction, derived from the document's types."""
    shape = msgspec.json.schema(Document)
    shape["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return msgspec.json.format(msgspec.json.encode(shape), indent=2).decode() + "\n"


HOLDS = (
    "Files may be compressed (gzip, bzip2, xz, Zstandard, a ZIP of one file), Parquet tables, whose rows are read as lines of JSON, one "
    "object of answers by article, or what an interface returned: one answer of OpenAI's, Anthropic's, Gemini's or Ollama's in a file "
    "named after its article, or the output of a batch of requests, each named by its article. A folder of folders is read through."
)
TOPICS = {"metrics": metrics, "labels": labels, "formats": formats, "limits": limits, "schema": schema, "prompt": instructions}
