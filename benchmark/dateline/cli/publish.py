"""`dateline publish`."""

import argparse
import sys

EXAMPLES = """examples:
  dateline publish --to folder                    the dataset repository, built
  dateline publish --repo-id NAME/dateline        and uploaded
"""


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("--to", metavar="DIR", help="build the dataset repository into this folder")
    parser.add_argument("--repo-id", metavar="ORG/NAME", help="upload it as one commit")
    parser.add_argument("--revision", metavar="REV", help="the branch to publish on")
    parser.add_argument("--without-texts", action="store_true", help="the stand-off edition, without a word of the articles")
    parser.add_argument("--texts", metavar="FOLDER", help="take the texts from your own copies, recognised by sha256")


def run(options: argparse.Namespace) -> int:
    """Build, and upload if asked."""
    import tempfile

    from dateline.files.output import say
    from dateline.hub.build import build
    from dateline.hub.card import PLACEHOLDER
    from dateline.hub.upload import upload

    if not options.to and not options.repo_id:
        msg = "publish wants --to DIR or --repo-id ORG/NAME"
        raise ValueError(msg)
    with tempfile.TemporaryDirectory() as temporary:
        target = options.to or f"{temporary}/dataset"
        name = options.repo_id or PLACEHOLDER
        built = build(target, without_texts=options.without_texts, texts=options.texts, repository=name)
        if options.to:
            say(f"wrote {len(built)} files to {options.to}")
        if options.repo_id:
            sys.stdout.write(upload(target, options.repo_id, options.revision) + "\n")
            if options.without_texts:
                say(f"earlier commits of {options.repo_id}, if there are any, still hold what they held")
    return 0
