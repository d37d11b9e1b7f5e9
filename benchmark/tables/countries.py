"""Makes the rules' countries.csv from countryinfo 1.0.1 and what countries.mjs prints.

python countries.py countries.json countries.csv
"""

import csv
import json
import re
import sys
from importlib.resources import files
from pathlib import Path

PLAIN = re.compile(r"[A-Za-zÀ-ÿ .,'’()-]+")


def main(borders: str, target: str) -> None:
    """One row a state or territory that both packages know."""
    known: dict[str, tuple[str, str]] = {}
    for iso, qid, name in json.loads(Path(borders).read_text("utf-8")):
        known.setdefault(iso, (qid, name))
    rows: dict[str, list[str]] = {}
    for path in sorted(str(p) for p in (files("countryinfo") / "data").iterdir() if p.name.endswith(".json")):
        country = json.loads(Path(path).read_text("utf-8"))
        iso = (country.get("ISO") or {}).get("alpha2") if isinstance(country, dict) and "name" in country else None
        if iso not in known:
            continue
        qid, name = known[iso]
        aliases = {
            a.replace(";", "") for a in [country["name"], *country.get("altSpellings", [])] if a and a != name and PLAIN.fullmatch(a)
        }
        if iso in rows:
            rows[iso][5] = ";".join(sorted({*rows[iso][5].split(";"), *aliases}))
        else:
            rows[iso] = [iso, qid, name, country.get("demonym") or "", country.get("capital") or "", ";".join(sorted(aliases))]
    with Path(target).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["iso", "qid", "name", "demonym", "capital", "aliases"])
        writer.writerows(rows[iso] for iso in sorted(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
