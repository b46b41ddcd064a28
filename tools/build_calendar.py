"""Write catalogue/calendar/<year>.yaml from the holiday tables of two packages: a seed, and a witness that must agree.

Seed: PyPI `holidays` (days off and make-up working days of the State Council's notices, with the gazette pages it was checked against).
Witness: PyPI `chinesecalendar`, for the years it knows. Neither carries the number of a notice, so `notice` stays null until a person
enters it from the notice itself; a file that a person has so completed is never overwritten.

    pip install holidays==0.109 chinesecalendar==1.11.0
    python tools/build_calendar.py [--check]
"""

import argparse
import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path

import chinese_calendar
import yaml
from holidays.countries.china import China

FOLDER = Path(__file__).parents[1] / "catalogue" / "calendar"
YEARS = range(2014, 2031)
"""From the first year under Order 644 (2013-12-11) to beyond the longest limit in use, two years."""


def main() -> int:
    """Write the files, or with --check only compare; return 1 when the witnesses differ or a file is not what the seed gives."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    check = parser.parse_args().check
    seed = China(years=range(YEARS.start - 1, YEARS.stop + 1), language="zh_CN")
    differences = [line for year in YEARS for line in compare_witnesses(seed, year)]
    differences += [line for year in YEARS for line in write_year(year, yaml_of(seed, year), check=check)]
    for line in differences:
        print(line)
    print(f"{len(YEARS)} years, {sum(is_official(seed, year) for year in YEARS)} official; differences: {len(differences)}")
    return 1 if differences else 0


def is_official(seed: China, year: int) -> bool:
    """Tell whether the seed knows the notice of this year: only a notice makes working days of weekends."""
    return any(day.year == year for day in seed.weekend_workdays)


def compare_witnesses(seed: China, year: int) -> Iterator[str]:
    """Yield each day of the year on which seed and witness disagree; the witness keeps silent on years it does not know."""
    day = date(year, 1, 1)
    while day.year == year:
        works = day in seed.weekend_workdays or (day.weekday() < 5 and day not in seed)
        try:
            witness = chinese_calendar.is_workday(day)
        except NotImplementedError:
            return
        if works != witness:
            yield f"{day}: seed says {'work' if works else 'rest'}, witness says {'work' if witness else 'rest'}"
        day += timedelta(days=1)


def yaml_of(seed: China, year: int) -> str:
    """Return the file of this year."""
    holidays = sorted(day for day in seed if day.year == year)
    workdays = sorted(day for day in seed.weekend_workdays if day.year == year)
    lines = [f"# 全国年节放假与调休 {year}. Days off on weekdays and statutory festival days; `workdays` are make-up days on weekends."]
    lines.append(f"# Seed: PyPI holidays {version('holidays')}; {witness_of(year)}.")
    lines += [f"# Gazette page named by the seed: {address}" for address in gazette_pages(year)]
    if not is_official(seed, year):
        lines.append("# No notice in the seed: festival days by the Measures alone, no make-up days. Provisional.")
    lines += [f"year: {year}", f"official: {str(is_official(seed, year)).lower()}", "notice: null", "notice_on: null", "holidays:"]
    lines += [f'  - "{day}"  # {seed[day]}' for day in holidays]
    lines += ["workdays:", *(f'  - "{day}"' for day in workdays)] if workdays else ["workdays: []"]
    return "\n".join(lines) + "\n"


def witness_of(year: int) -> str:
    """Name the witness that agrees on this year."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return "no second witness"
    return f"second witness: PyPI chinesecalendar {version('chinesecalendar')}"


def gazette_pages(year: int) -> list[str]:
    """Return the government pages that the seed says it was checked against, for this year."""
    links = re.findall(rf"\[{year}[^\]]*\]\((\S+)\)", China.__doc__ or "")
    return [link[link.index("https://www.gov.cn") :] for link in links if "https://www.gov.cn" in link]


def write_year(year: int, text: str, *, check: bool) -> Iterator[str]:
    """Write the file unless a person has entered the notice in it; yield a line where the days on disk are not the seed's."""
    path = FOLDER / f"{year}.yaml"
    old = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None
    new = yaml.safe_load(text)
    if old and (check or old["notice"]):
        wrong = [key for key in ("official", "holidays", "workdays") if old[key] != new[key]]
        if wrong:
            yield f"{path.name}: differs from the seed in {', '.join(wrong)}" + ("" if check else "; kept, its notice was entered by hand")
    elif check:
        yield f"{path.name}: missing"
    else:
        FOLDER.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
