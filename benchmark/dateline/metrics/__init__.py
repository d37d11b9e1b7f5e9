"""The metrics, one module a layer; independent of each other. The folder is the registry: every class here that has a `layer`."""

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from itertools import product
from pkgutil import iter_modules
from typing import Any, Literal, get_args, get_origin, get_type_hints

from dateline.document import LAYERS
from dateline.files import installed
from dateline.files.faults import nearest
from dateline.kernel.items import ItemMetric
from dateline.kernel.metric import Metric, defaults


@cache
def classes() -> dict[str, type[Metric]]:
    """Every metric class that the folder holds, by name."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    values = [value for module in modules for value in vars(module).values() if is_metric(value, module.__name__)]
    return {cls.__name__: cls for cls in values}


def is_metric(value: object, module: str) -> bool:
    """Whether a module's own name is bound to a metric class."""
    return isinstance(value, type) and issubclass(value, Metric) and value.__module__ == module and hasattr(value, "layer")


def choices(cls: type[Metric]) -> dict[str, tuple[str, ...]]:
    """The parameters of a metric class with their possible values; an empty tuple means any text."""
    hints = get_type_hints(cls)
    return {name: values_of(hints[name], default) for name, default in defaults(cls).items()}


def values_of(kind: object, default: object) -> tuple[str, ...]:
    """The possible values of a parameter as they are spelled, the default first."""
    if kind is bool:
        return ("yes", "no") if default else ("no", "yes")
    return get_args(kind) if get_origin(kind) is Literal else ()


def parse(text: str) -> Metric:
    """A metric from its name; raises `ValueError` that says what is known."""
    shape = re.fullmatch(r"\s*(\w+)\s*(?:\((.*)\))?\s*(?:@\s*(\S.*))?", text, re.DOTALL)
    if not shape:
        msg = f"{text!r} is not a metric's name: write NAME, NAME(parameter=value) or NAME@LABEL"
        raise ValueError(msg)
    name, inside, at = shape.groups()
    cls: type[Metric] | None = classes().get(name) or installed.load("metrics", name)
    if cls is None:
        msg = f"no metric {name!r}; {nearest(name, [*sorted(classes()), *installed.names('metrics')])}"
        raise ValueError(msg)
    axis, slice_ = sliced(at) if at else ("", "")
    given: dict[str, Any] = dict(parameters(cls, inside or ""))
    known = (*cls.axes, "document", *(["votes"] if issubclass(cls, ItemMetric) else []))
    if axis and axis not in known:
        msg = f"{text.strip()!r}: {cls.__name__} has no slice by {axis!r}; its slices are by {', '.join(known)}"
        raise ValueError(msg)
    metric = cls(**given, at=slice_)
    if axis and (metric.across or "average" in given):
        msg = f"{text.strip()!r}: what counts all documents, or averages all types, has no slices"
        raise ValueError(msg)
    return metric


def sliced(at: str) -> tuple[str, str]:
    """The axis of a slice, and its name: a label alone is a type."""
    axis, equals, value = (piece.strip() for piece in at.partition("="))
    return (axis, f"{axis}={value}") if equals else ("type", f"type={axis}")


def parameters(cls: type[Metric], inside: str) -> Iterator[tuple[str, str | bool | float]]:
    """The parameters between the parentheses, each checked against the class."""
    known = choices(cls)
    seen: set[str] = set()
    for part in filter(None, (piece.strip() for piece in inside.split(","))):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals:
            msg = f"{cls.__name__}: {part!r} is not parameter=value"
            raise ValueError(msg)
        if name not in known:
            msg = f"{cls.__name__} has no parameter {name!r}; {nearest(name, list(known)) if known else 'it has none'}"
            raise ValueError(msg)
        if name in seen:
            msg = f"{cls.__name__}: {name} is given twice"
            raise ValueError(msg)
        seen.add(name)
        if known[name] and value not in known[name]:
            msg = f"{cls.__name__}: {name}={value!r} is not one of {', '.join(known[name])}"
            raise ValueError(msg)
        yield name, read_as(cls, name, value)


def read_as(cls: type[Metric], name: str, value: str) -> str | bool | float:
    """The value of a parameter as its class has it."""
    kind = get_type_hints(cls)[name]
    if kind is not float:
        return value == "yes" if kind is bool else value
    try:
        return float(value)
    except ValueError:
        msg = f"{cls.__name__}: {name}={value!r} is not a number"
        raise ValueError(msg) from None


def every() -> list[Metric]:
    """Every metric with every combination of its own closed parameters, for laws and tables; averages are common to all."""
    metrics: list[Metric] = []
    for cls in classes().values():
        own = {name: values for name, values in choices(cls).items() if values and name != "average"}
        closed = [[(name, read_as(cls, name, value)) for value in values] for name, values in own.items()]
        for combination in product(*closed):
            given: dict[str, Any] = dict(combination)
            with suppress(ValueError):  # parameters that do not go together
                metrics.append(cls(**given))
    return metrics


@cache
def headlines() -> dict[str, Metric]:
    """Each layer's headline metric, in the order of the layers."""
    return {name: import_module(f"{__name__}.{name}").HEADLINE for name in LAYERS}
