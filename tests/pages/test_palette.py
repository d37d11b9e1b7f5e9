"""The twelve colours differ for every eye that a formula knows, and text on them can be read, in both schemes."""

import re
from itertools import combinations
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import pytest

from dateline.pages.html import asset
from dateline.pages.palette import COLOURS, TYPES, palette

pytestmark = pytest.mark.once


def schemes():
    light, dark = asset("page.css", "dateline.pages").split("@media (prefers-color-scheme: dark)")[:2]
    for sheet in (light, dark):
        found = dict(re.findall(r"--(k\d+|ink|soft|paper): (#[0-9a-f]{6})", sheet))
        yield {name: tuple(int(code[i : i + 2], 16) for i in (1, 3, 5)) for name, code in found.items()}


def linear(colour):
    return [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]


def lab(colour):
    r, g, b = linear(colour)
    xyz = (
        (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
        0.2126729 * r + 0.7151522 * g + 0.072175 * b,
        (0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883,
    )
    x, y, z = (v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(one, other):
    """Sharma, Wu and Dalal 2005."""
    l1, a1, b1 = one
    l2, a2, b2 = other
    mean7 = ((hypot(a1, b1) + hypot(a2, b2)) / 2) ** 7
    g = 0.5 * (1 - sqrt(mean7 / (mean7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = degrees(atan2(b1, a1)) % 360, degrees(atan2(b2, a2)) % 360
    turn = h2 - h1 - 360 * (h2 - h1 > 180) + 360 * (h2 - h1 < -180)
    dl, dc, dh = l2 - l1, c2 - c1, 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = (h1 + h2) / 2 if abs(h1 - h2) <= 180 else ((h1 + h2 + 360) / 2 if h1 + h2 < 360 else (h1 + h2 - 360) / 2)
    t = 1 - 0.17 * cos(radians(hm - 30)) + 0.24 * cos(radians(2 * hm)) + 0.32 * cos(radians(3 * hm + 6)) - 0.2 * cos(radians(4 * hm - 63))
    sl, sc, sh = 1 + 0.015 * (lm - 50) ** 2 / sqrt(20 + (lm - 50) ** 2), 1 + 0.045 * cm, 1 + 0.015 * cm * t
    rt = -2 * sqrt(cm**7 / (cm**7 + 25**7)) * sin(radians(60 * exp(-(((hm - 275) / 25) ** 2))))
    return sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * (dc / sc) * (dh / sh))


def contrast(one, other):
    low, high = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(one), linear(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_formula_is_the_published_one():
    assert ciede2000((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert ciede2000((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514)) == pytest.approx(0.9082, abs=1e-4)
    assert ciede2000((50, -1.1848, -84.8006), (50, 0, -82.7485)) == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize("scheme", [0, 1])
def test_every_two_colours_differ_and_text_on_them_is_read(scheme):
    colours = list(schemes())[scheme]
    twelve = [colours[f"k{number}"] for number in range(COLOURS)]
    assert min(ciede2000(lab(one), lab(other)) for one, other in combinations(twelve, 2)) >= 14
    for colour in (*twelve, colours["paper"]):
        assert contrast(colour, colours["ink"]) >= 7
        assert contrast(colour, colours["soft"]) >= 3


def test_own_labels_have_colours_of_their_own_as_long_as_there_are_some():
    assert palette(TYPES) == {name: number for number, name in enumerate(TYPES)}
    own = palette(["GPE", *map(str, range(11))])
    assert own["GPE"] == TYPES.index("GPE")
    assert len(set(own.values())) == 12
    assert len(set(palette(map(str, range(30))).values())) == 12
