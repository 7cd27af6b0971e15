#!/usr/bin/env python3
"""Writes public/holidays.txt: the public holidays of countries and their regions for six years, from the package `holidays` (vacanza, MIT),
which is kept up from month to month. Once a year, or when a country changes a day: `pip install holidays`, raise FIRST, run this, read the diff.

A line a thing, its parts with a tab between: `=DE` a country, `+BY<tab>Bayern` a region of it, `-<tab>days` of the country that are none in the
region; any other is a name and its days: `0101` every year, else `70326` one of them, the year as its distance from 2020 in one hexadecimal digit.
"""
import re
import sys
import warnings
from pathlib import Path

import holidays
from holidays.utils import list_supported_countries

FIRST, YEARS = 2026, 6
years = list(range(FIRST, FIRST + YEARS))
warnings.simplefilter("ignore")


def days(country, region=None):
    found = holidays.country_holidays(country, subdiv=region, years=years, language="en_US")
    return {day: re.sub(r"\s+", " ", name).strip() for day, name in found.items() if day.year in years}


def dated(all_days):
    return " ".join(f"{day.year - 2020:x}{day:%m%d}" for day in sorted(all_days))


def named(found):
    names = {}
    for day, name in sorted(found.items()):
        names.setdefault(name, []).append(day)
    for name, of_name in names.items():
        places = {f"{day:%m%d}" for day in of_name}
        yield f"{name}\t{places.pop() if len(places) == 1 and len(of_name) == YEARS else dated(of_name)}"


lines = [f"{years[0]}\t{years[-1]}\tholidays {holidays.__version__}"]
for country, regions in sorted(list_supported_countries(include_aliases=False).items()):
    whole = days(country)
    if not whole:
        continue
    lines += [f"={country}", *named(whole)]
    called = {}
    for name, code in getattr(holidays.country_holidays(country), "subdivisions_aliases", {}).items():
        called.setdefault(code, name)
    for region in regions:
        there = days(country, region)
        own = {day: name for day, name in there.items() if whole.get(day) != name}
        gone = [day for day in whole if day not in there]
        if own or gone:
            lines += [f"+{region}\t{called.get(region, region)}", *named(own)]
            lines += [f"-\t{dated(gone)}"] if gone else []
path = Path(__file__).parent.parent / "public/holidays.txt"
path.write_text("\n".join(lines) + "\n", encoding="utf-8")
print(f"{path}: {len(lines)} lines, {path.stat().st_size} bytes, from holidays {holidays.__version__}", file=sys.stderr)
