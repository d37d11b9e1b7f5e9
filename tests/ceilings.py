"""Ceilings: no source file and no function longer than the house allows."""

import ast
import sys
from pathlib import Path


def main(lines: int, function: int) -> int:
    """Print every breach; 1 if there is one."""
    breaches = []
    for path in sorted(Path("benchmark").rglob("*.py")):
        source = path.read_text("utf-8")
        if source.count("\n") > lines:
            breaches.append(f"{path}: {source.count(chr(10))} lines, more than {lines}")
        functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
        sizes = {f"{path}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1 for node in functions}
        breaches += [f"{name}: {size} lines, more than {function}" for name, size in sizes.items() if size > function]
    sys.stdout.write("".join(f"{breach}\n" for breach in breaches))
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
