"""Layers by system as horizontal bars, every value written beside its bar."""

from dateline.pages.html import attribute, text
from dateline.reporting.figures import figure

WIDTH, LEFT, BAR, GAP = 900, 210, 15, 16
HUES = ("#3b6fb6", "#c2571a", "#2f8f5b", "#8457b3", "#a33a4a", "#6b7680", "#9a7b10", "#0e7490")


def bars(layers: list[str], systems: list[tuple[str, list[float | None]]]) -> str:
    """An SVG: a group a layer, a bar a system."""
    out = []
    y = 6
    for number, layer in enumerate(layers):
        out.append(f'<text x="0" y="{y + 12}" class="layer">{text(layer)}</text>')
        for place, (name, values) in enumerate(systems):
            value = values[number]
            width = (WIDTH - LEFT - 220) * (value or 0.0)
            hue = HUES[place % len(HUES)]
            out.append(
                f'<rect x="{LEFT}" y="{y}" width="{max(1.0, width):.1f}" height="{BAR - 3}" fill="{hue}"><title>{text(name)}</title></rect>'
            )
            out.append(f'<text x="{LEFT + max(1.0, width) + 6:.1f}" y="{y + 10}">{figure(value)} {text(name[:24])}</text>')
            y += BAR
        y += GAP
    label = f"F1 of {len(layers)} layers for {len(systems)} systems; the table above has the same numbers"
    svg = f'<svg class="plot" viewBox="0 0 {WIDTH} {y}" role="img" aria-label="{attribute(label)}">{"".join(out)}</svg>'
    return f'<div class="scroll" tabindex="0" role="region" aria-label="plot">{svg}</div>'
