"""The scripts of the speed comparison that tests use: the generator of corpora, and what users wait for. They are no package."""

import importlib.util
import sys
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "benchmark" / "speed"


def script(name):
    """A script as a module, under its own name, so that the others find it."""
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


corpora = script("corpora")
measure = script("measure")
waits = script("waits")
