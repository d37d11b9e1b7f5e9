"""`dateline completion`."""

import argparse
import sys

EXAMPLES = """examples:
  dateline completion bash > ~/.local/share/bash-completion/completions/dateline
  dateline completion zsh > ~/.zfunc/_dateline      with ~/.zfunc in fpath
"""


def add(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"))


def run(options: argparse.Namespace) -> int:
    """Print the shell's script."""
    import shtab

    from dateline import cli

    sys.stdout.write(shtab.complete(cli.parser(cli.EVERY), options.shell) + "\n")
    return 0
