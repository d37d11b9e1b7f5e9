"""`dateline show`."""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument(
        "what",
        nargs="?",
        metavar="ARTICLE|PREDICTIONS",
        help="an article's id (or its beginning), or a predictions file; left out, all of the gold",
    )
    parser.add_argument("--gold", metavar="PATH", help="your own gold")
    parser.add_argument("--format", default="", metavar="NAME", help="the predictions' format")
    parser.add_argument("-o", "--output", default="dateline.html", metavar="FILE", help="the file to write (dateline.html); - prints it")


def run(options: argparse.Namespace) -> int:
    """Write a page."""
    from dateline.corpus.gold import load_gold
    from dateline.files.output import say, write_bytes
    from dateline.pages.errors import gold_page, prediction_page

    gold = load_gold(options.gold)
    chosen = [d for name, d in sorted(gold.documents.items()) if options.what is None or name.startswith(options.what)]
    content = gold_page(gold, chosen) if chosen else prediction_page(gold, options.what, options.format)
    write_bytes(options.output, content.encode())
    if options.output != "-":
        say(f"wrote {options.output}")
    return 0
