"""The generator of the speed comparison, which is a script and no package."""

import importlib.util
import sys
from pathlib import Path

_SPEC = importlib.util.spec_from_file_location("corpora", Path(__file__).parent.parent / "benchmark" / "speed" / "corpora.py")
corpora = importlib.util.module_from_spec(_SPEC)
sys.modules["corpora"] = corpora
_SPEC.loader.exec_module(corpora)
