"""JSON written as something like it: with commas too many, with comments, as Python prints a value."""

import ast
import json
import re
from collections.abc import Callable, Mapping

COMMA, COMMENT, PYTHON = "trailing comma left out", "comments left out", "a value as Python prints it read as JSON"
# a string that never ends goes to the end, or each of its marks would begin another
TRAILING = re.compile(r'("(?:[^"\\]|\\.)*+(?:"|\\?\Z))|,(\s*[}\]])', re.DOTALL)
REMARK = re.compile(r'("(?:[^"\\]|\\.)*+(?:"|\\?\Z))|//[^\n]*|/\*.*?\*/', re.DOTALL)
TOKEN = re.compile(r"""'(?:[^'\\]|\\.)*+(?:'|\\?\Z)|"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[\](){}]""", re.DOTALL)
BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)  # of JSON, and what is none: a string
LARGE = 1 << 20  # characters; what models print is shorter


def plain(text: str) -> str:
    """JSON without its trailing commas."""
    return TRAILING.sub(lambda found: found[1] or found[2], text)


def without_remarks(text: str) -> str:
    """JSON without comments and trailing commas."""
    return plain(REMARK.sub(lambda found: found[1] or "", text))


def as_json(text: str) -> str:
    """A value as Python prints it at the beginning of a text, as JSON; empty where there is none, or one that has a key twice."""
    if len(text) > LARGE:
        return ""
    text = text[: closing(text)].strip()
    try:
        tree = ast.parse(text, mode="eval")
        own = [list(map(ast.dump, filter(None, node.keys))) for node in ast.walk(tree) if isinstance(node, ast.Dict)]
        return json.dumps(ast.literal_eval(tree)) if all(len(keys) == len(set(keys)) for keys in own) else ""
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        return ""


def closing(text: str, start: int = 0, tokens: re.Pattern[str] = TOKEN) -> int:
    """Where the bracket closes that stands at a place of a text; 0 if it does not."""
    depth = 0
    for token in tokens.finditer(text, start):
        depth += (token[0] in "{[(") - (token[0] in "}])")
        if depth <= 0:
            return token.end()
    return 0


MENDS: Mapping[str, Callable[[str], str]] = {COMMA: plain, COMMENT: without_remarks, PYTHON: as_json}
