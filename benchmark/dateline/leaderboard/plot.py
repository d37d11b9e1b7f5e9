"""Layers by system as horizontal bars, every value written beside its bar, with the ends of its interval."""

from collections.abc import Sequence
from typing import NamedTuple

from dateline.pages.html import attribute, text
from dateline.reporting.figures import figure

WIDTH, LEFT, BAR, GAP, TOP = 900, 210, 15, 16, 26
SPAN = WIDTH - LEFT - 240  # of a score of 1
HUES = ("#3b6fb6", "#c2571a", "#2f8f5b", "#8457b3", "#a33a4a", "#6b7680", "#9a7b10", "#0e7490")


class Bar(NamedTuple):
    """A system's score in a layer, and its interval; without a value it is not drawn."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None


def bars(layers: Sequence[tuple[str, Sequence[Bar]]]) -> str:
    """An SVG: a group a layer, a bar a system."""
    out: list[str] = []
    y = TOP
    for layer, own in layers:
        out.append(f'<text x="0" y="{y + 12}" class="layer">{text(layer)}</text>')
        for place, bar in enumerate(own):
            if bar.value is not None:
                out += drawn(bar, y, HUES[place % len(HUES)])
                y += BAR
        y += GAP
    out += [line for tenths in (0, 5, 10) for line in scale(tenths, y)]
    systems = len(layers[0][1]) if layers else 0
    label = f"F1 of {len(layers)} layers for {systems} systems; the table above has the same numbers"
    svg = f'<svg class="plot" viewBox="0 0 {WIDTH} {y}" role="img" aria-label="{attribute(label)}">{"".join(out)}</svg>'
    return f'<div class="scroll" tabindex="0" role="region" aria-label="plot">{svg}</div>'


def scale(tenths: int, bottom: int) -> list[str]:
    """A line down the plot at a score, with its figure at the top."""
    x = LEFT + SPAN * tenths / 10
    line = f'<path d="M{x:.1f} {TOP - 6}V{bottom}" class="scale" fill="none" stroke="currentColor" stroke-opacity="0.25"/>'
    return [line, f'<text x="{x:.1f}" y="{TOP - 10}" text-anchor="middle">{tenths / 10:g}</text>']


def drawn(bar: Bar, y: int, hue: str) -> list[str]:
    """One bar, its interval as a line with ends, its value and name to the right of both."""
    width = max(1.0, SPAN * (bar.value or 0.0))
    out = [f'<rect x="{LEFT}" y="{y}" width="{width:.1f}" height="{BAR - 3}" fill="{hue}"><title>{text(bar.name)}</title></rect>']
    right = LEFT + width
    if bar.low is not None and bar.high is not None:
        low, high, middle = LEFT + SPAN * bar.low, LEFT + SPAN * bar.high, y + (BAR - 3) / 2
        ends = "".join(f"M{x:.1f} {middle - 3:g}v6" for x in (low, high))
        out.append(f'<path d="M{low:.1f} {middle:g}H{high:.1f}{ends}" class="whisker" fill="none" stroke="currentColor"/>')
        right = max(right, high)
    out.append(f'<text x="{right + 6:.1f}" y="{y + 10}">{figure(bar.value)} {text(bar.name[:24])}</text>')
    return out
