"""Extractors by name: a shipped baseline, or a user's `module:callable` from a text (and its `dct`) to a document."""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from dateline import baselines
from dateline.files import installed
from dateline.files.faults import nearest

System = Callable[..., object]


def names() -> list[str]:
    """The shipped baselines."""
    return sorted(module.name for module in iter_modules(baselines.__path__) if not module.name.startswith("_"))


def find(name: str) -> System:
    """The extractor of a name; raises `ValueError` that says what is known."""
    if ":" not in name:
        return named(name)
    module, _, attribute = name.partition(":")
    if not all(part.isidentifier() for part in module.split(".")):
        msg = f"{name}: {module!r} is no module; your own is module:callable, as my_extractor:extract"
        raise ValueError(msg)
    sys.path.insert(0, str(Path.cwd()))
    try:
        found = getattr(import_module(module), attribute, None)
    except ModuleNotFoundError as error:
        msg = f"{name}: {error}; the module must be installed, or lie in the current folder"
        raise ValueError(msg) from None
    finally:
        sys.path.pop(0)
    if not callable(found):
        msg = f"{name}: module {module!r} has nothing callable named {attribute!r}"
        raise ValueError(msg)  # noqa: TRY004 - it is what the user wrote that is wrong
    return found  # type: ignore[no-any-return]


def named(name: str) -> System:
    """A baseline that ships here, or that another installed package adds."""
    if name in names():
        return import_module(f"dateline.baselines.{name}").extract  # type: ignore[no-any-return]
    other = installed.load("baselines", name)
    if other is None:
        msg = f"no baseline {name!r}; {nearest(name, [*names(), *installed.names('baselines')])}; your own is module:callable"
        raise ValueError(msg)
    return other  # type: ignore[no-any-return]
