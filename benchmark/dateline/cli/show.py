"""`dateline show`."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.corpus.gold import Gold
    from dateline.pages.show import Shown

EXAMPLES = """examples:
  dateline show                                the shipped gold
  dateline show predictions.jsonl              what was wrong, on the text
  dateline show old.jsonl new.jsonl            two systems on the text
  dateline show predictions --gold gold -o site  many articles: an index and a page each
"""


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "what",
        nargs="*",
        metavar="ARTICLE|PREDICTIONS",
        help="articles' ids (or their beginnings), or one or two systems' predictions; left out, all of the gold",
    )
    parser.add_argument("--gold", metavar="PATH", help="your own gold")
    parser.add_argument("--format", default="", metavar="NAME", help="the predictions' format")
    parser.add_argument("--labels", default="", metavar="NAME|FILE", help="the labels= of every metric that has it, as in score")
    parser.add_argument(
        "-o",
        "--output",
        default="",
        metavar="FILE|FOLDER",
        help="the file to write (dateline.html), or for more than ten articles the folder (dateline-pages); - prints one page",
    )


def run(options: argparse.Namespace) -> int:
    """Write a page, or an index and a page an article."""
    from dateline.corpus.folders import read_from
    from dateline.corpus.loading import load_gold
    from dateline.files.folder import remade
    from dateline.files.output import refuse_overwriting, say, write_bytes
    from dateline.pages import show

    refuse_overwriting([options.output or "dateline.html"], read_from([*options.what, options.gold]))
    gold = load_gold(options.gold)
    shown = shown_of(gold, options)
    output = options.output or ("dateline-pages" if len(shown.documents) > show.FEW else "dateline.html")
    many = len(shown.documents) > show.FEW
    folder = output != "-" and (output.endswith("/") or Path(output).is_dir() or (many and not Path(output).suffix))
    if many and not folder:
        msg = f"{len(shown.documents)} articles are too many for one page: name a folder, as -o pages, or an article's id"
        raise ValueError(msg)
    if not folder:
        write_bytes(output, show.one_page(shown))
    else:
        with remade(Path(output), "show") as part:
            for name, content in show.pages(shown).items():
                (part / name).write_bytes(content)
    if output != "-":
        say(f"wrote {output if not folder else str(Path(output) / 'index.html')}")
    return 0


def shown_of(gold: "Gold", options: argparse.Namespace) -> "Shown":
    """The articles that were named, or those of the predictions' gold with the errors of each."""
    from dateline.corpus.notes import Reading
    from dateline.evaluation.request import Request
    from dateline.evaluation.score import score_held
    from dateline.pages.show import Shown, titles
    from dateline.variants.rebuilt import with_variants

    every = [document for _, document in sorted(gold.documents.items())]
    ids = [word for word in options.what if not Path(word).exists() and any(d.id.startswith(word) for d in every)]
    named = [d for d in every if any(map(d.id.startswith, ids))]
    unknown = [word for word in options.what if word not in ids]
    if not unknown:
        return Shown(gold, named or every, [])
    if len(unknown) > 2:
        msg = f"show takes one or two systems, not {len(unknown)}"
        raise ValueError(msg)
    whole = with_variants(gold)
    request = Request(details=True, projection=options.labels, axes=("type", "document"))
    reports = [score_held([path], whole, request, Reading(), format_=options.format) for path in unknown]
    return Shown(gold, named or every, list(zip(titles(unknown), reports, strict=True)))
