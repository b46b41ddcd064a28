"""The administrative divisions (行政区划) of the country, read from the compact file that `tools/build_divisions.py` makes.

Codes are native: 2, 4, 6, 9 or 12 digits for province, prefecture, county, town and village, never padded. Every parent is a
prefix of its children. Three things in the table are not what they look like:

* *zones* (370571 东营经济技术开发区): county-level codes that exist for statistics, not in law; `statistical` is true;
* *groupings* (3101 市辖区, 4290 省直辖县级行政区划): prefecture-level codes that only hold counties together;
* *stand-ins* (441900 东莞市 under 4419 东莞市): a prefecture without counties is repeated at county level, its towns hang below
  the repetition. Both rows stay, as the source has them; in law they are one place, so `legal_root` answers the prefecture.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

GROUPINGS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})


class Level(StrEnum):
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


LEVELS = {2: Level.PROVINCE, 4: Level.PREFECTURE, 6: Level.COUNTY, 9: Level.TOWN, 12: Level.VILLAGE}
PARENT_LENGTH = {4: 2, 6: 4, 9: 6, 12: 9}


class DivisionError(ValueError):
    """A code that cannot be used as asked: `code` is stable for programs, `zh` and `en` are for people."""

    code = "division"

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


class NoSuchDivision(DivisionError):
    """The code is not there, or is no legal county or prefecture."""

    code = "no_such_division"


class StatisticalZone(DivisionError):
    """The code stands for a zone that exists for statistics only."""

    code = "statistical_zone"


class DamagedDivisionFile(DivisionError):
    """The bytes are not a division file."""

    code = "damaged_division_file"


@dataclass(frozen=True, slots=True)
class Division:
    """One division (行政区划) as the table names it."""

    code: str
    name: str
    level: Level
    statistical: bool = False


class Divisions:
    """Hold the table, or one part of it, and answer who lies where."""

    def __init__(self, rows: dict[str, str], *, zones: frozenset[str], vintage: str, source: str, within: str | None) -> None:
        self._names = rows
        self._zones = zones
        self.vintage = vintage
        self.source = source
        self.within = within
        self._children: dict[str, list[str]] = {}
        for code in rows:
            self._children.setdefault(_parent_code(code), []).append(code)

    @classmethod
    def from_bytes(cls, data: bytes, *, within: str | None = None) -> Divisions:
        """Read the compact file; `within` leaves out the towns and villages that lie elsewhere.

        The provinces, prefectures and counties of the whole country are always kept: an address must be able to name another place.
        """
        try:
            return _read(cls, data, within)
        except DivisionError:
            raise
        except (lzma.LZMAError, EOFError, ValueError) as error:
            raise DamagedDivisionFile("区划数据文件已损坏，请重新生成。", f"The division file is damaged, build it again: {error}") from error

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[Division]:
        """Go through all loaded divisions: the upper three levels first, then towns, each before its villages."""
        return (self._division(code) for code in self._names)

    def get(self, code: str) -> Division | None:
        """Return the division with this code, or None when it is not loaded."""
        return self._division(code) if code in self._names else None

    def parent(self, code: str) -> Division | None:
        """Return the division right above this one, or None for a province."""
        self._known(code)
        return self.get(_parent_code(code))

    def children(self, code: str) -> list[Division]:
        """Return the divisions right below this one, by code; below no code stand the provinces."""
        if code:
            self._known(code)
        return [self._division(child) for child in self._children.get(code, ())]

    def path(self, code: str) -> tuple[Division, ...]:
        """Return the divisions from the province down to this one, all rows that the table has."""
        self._known(code)
        return tuple(self._division(code[:length]) for length in LEVELS if length <= len(code))

    def names(self, code: str) -> tuple[str, ...]:
        """Return the names from the province down as people write them: without groupings and without stand-ins."""
        if code not in self._names:
            raise _unknown(code)
        found: list[str] = []
        for length in LEVELS:
            if length > len(code):
                break
            name = self._names[code[:length]]
            if not ((length == 4 and name in GROUPINGS) or (length == 6 and name == found[-1])):
                found.append(name)
        return tuple(found)

    def is_grouping(self, code: str) -> bool:
        """Tell whether this prefecture-level code only holds counties together."""
        return len(code) == 4 and self._names.get(code) in GROUPINGS

    def is_stand_in(self, code: str) -> bool:
        """Tell whether this county-level code only repeats a prefecture without counties."""
        return len(code) == 6 and code in self._names and self._names[code] == self._names[code[:4]]

    def is_within(self, code: str, ancestor: str) -> bool:
        """Tell whether a place lies in another or is the same place; asks the codes alone, so no table need be loaded for them."""
        if len(code) not in LEVELS or len(ancestor) not in LEVELS:
            raise _unknown(code if len(code) not in LEVELS else ancestor)
        return code.startswith(ancestor) or (self.is_stand_in(ancestor) and code.startswith(ancestor[:4]))

    def legal_root(self, code: str) -> Division:
        """Return the legal county-level division or prefecture that a deployment can stand on, or refuse with a sentence."""
        division = self._known(code)
        shown = f"{code} {division.name}"
        if division.statistical:
            above = self._division(code[:4])
            raise StatisticalZone(
                f"{shown}是统计用区划，不是法定行政区划，不能单独使用；请用{above.name}（{above.code}）或其下的县、区。",
                f"{shown} is a statistical zone, not a division in law; use {above.code} {above.name} or a county in it.",
            )
        if self.is_grouping(code):
            raise NoSuchDivision(f"{shown}只是汇总行，不是一个地方；请用其下的县、区。", f"{shown} only groups counties; use one of them.")
        if division.level not in (Level.PREFECTURE, Level.COUNTY):
            raise NoSuchDivision(
                f"{shown}不是县级或地级行政区划；请用6位的县、区代码或4位的市、州代码。",
                f"{shown} is not a county or a prefecture; give the six digits of a county or the four of a prefecture.",
            )
        return self._division(code[:4]) if self.is_stand_in(code) else division

    def _known(self, code: str) -> Division:
        division = self.get(code)
        if division is None:
            raise _unknown(code)
        return division

    def _division(self, code: str) -> Division:
        # Built when asked for: 665,276 objects at once would take most of the time of loading.
        return Division(code, self._names[code], LEVELS[len(code)], code in self._zones)


def _parent_code(code: str) -> str:
    return code[: PARENT_LENGTH.get(len(code), 0)]


def _unknown(code: str) -> NoSuchDivision:
    shown = code if len(code) <= 20 else f"{code[:20]}…"
    return NoSuchDivision(
        f"没有代码为“{shown}”的行政区划；代码应为2、4、6、9或12位数字，例如330522（长兴县）。",
        f"There is no division “{shown}”; a code has 2, 4, 6, 9 or 12 digits, for example 330522 (长兴县).",
    )


def _read(cls: type[Divisions], data: bytes, within: str | None) -> Divisions:
    upper, rest = _first_stream(data)
    mark, vintage, source, rows = upper[0].split("\t")
    if mark != "# divisions":
        raise DamagedDivisionFile("这不是区划数据文件。", "This is not a division file: its header line is missing.")
    names: dict[str, str] = {}
    zones: set[str] = set()
    streams: list[tuple[str, int, int]] = []
    offset = 0
    for line in upper[1:]:
        code, name, zone, size = line.split("\t")
        names[code] = name
        if zone:
            zones.add(code)
        if size:
            streams.append((code, offset, int(size)))
            offset += int(size)
    for prefecture, start, length in streams:
        if within is None or prefecture.startswith(within) or within.startswith(prefecture):
            _read_prefecture(names, prefecture, _first_stream(rest[start : start + length])[0], within or "")
    if within is None and len(names) != int(rows):
        raise DamagedDivisionFile("区划数据文件不完整。", f"The division file is not complete: {len(names)} of {rows} divisions.")
    if within is not None and within not in names:
        raise _unknown(within)
    return cls(names, zones=frozenset(zones), vintage=vintage, source=source, within=within)


def _first_stream(data: bytes) -> tuple[list[str], bytes]:
    decompressor = lzma.LZMADecompressor(format=lzma.FORMAT_XZ)
    text = decompressor.decompress(data)
    if not decompressor.eof:
        raise EOFError("a stream ends early")
    return text.decode().splitlines(), decompressor.unused_data


def _read_prefecture(names: dict[str, str], prefecture: str, lines: list[str], within: str) -> None:
    town = ""
    for line in lines:
        short, _, name = line.partition("\t")
        if len(short) == 5:  # a town: what its prefecture does not say already
            town = code = prefecture + short
        else:
            code = town + short
        if code.startswith(within) or within.startswith(code):
            names[code] = name
