"""Find the division that an address names, or say why it cannot be told. A doubtful address gets candidates, never a silent guess.

Every form of every name is looked for at once (`place_reading`). A candidate is worth the length of its own name and of the names
above it that stand *before* it in the text. Equal worth, or a name that contradicts the best candidate, means: ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from math import inf

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from liandong.core.divisions import LEVELS, Divisions, Level
from liandong.core.place_names import forms, plain
from liandong.core.place_reading import BEYOND_THE_TABLE, Match, Meaning, NameReader

MOST_CANDIDATES = 3
MOST_UNKNOWN_NAMES = 3
RESEMBLANCE = 0.6  # a name that only resembles never counts as much as one that is there

# A name of a town or village by its last word, where the table has none.
_UNKNOWN_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]{2,6}?(街道|社区|居委会|村|镇|乡)")

_KINDS = {
    "街道": ("街道名称", "subdistrict name"),
    "镇": ("镇名", "town name"),
    "乡": ("乡名", "township name"),
    "社区": ("社区名称", "community name"),
    "居委会": ("居委会名称", "community name"),
    "居民委员会": ("居委会名称", "community name"),
    "村": ("村名", "village name"),
    "村委会": ("村名", "village name"),
    "村民委员会": ("村名", "village name"),
}
_LEVEL_KINDS = {
    Level.PROVINCE: ("省级名称", "province name"),
    Level.PREFECTURE: ("地级名称", "prefecture name"),
    Level.COUNTY: ("县级名称", "county name"),
    Level.TOWN: ("乡级名称", "town name"),
    Level.VILLAGE: ("村级名称", "village name"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One division that the address may mean, with its names from the province down and the reason it matched."""

    code: str
    level: Level
    names: tuple[str, ...]
    score: float
    reason_zh: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: `why` is found, ambiguous, unknown, outside or statistical; `best` stands only with found.

    With found, `best.level` may be the county: then the text names nothing below it. `outside` names the other place that was seen.
    """

    best: Candidate | None
    candidates: tuple[Candidate, ...]
    why: str
    outside: str = ""


@dataclass(slots=True)
class _Worth:
    """What speaks for one candidate."""

    raw: int
    match: Match
    full: bool
    nearest: str  # the nearest division above it that is named before it


@dataclass(slots=True)
class _Reading:
    """All that was read in one text; `nearby` holds names that only resemble."""

    text: str
    matches: list[Match]
    seen: dict[str, int] = field(default_factory=dict)
    worth: dict[str, _Worth] = field(default_factory=dict)
    nearby: dict[str, int] = field(default_factory=dict)
    unknown: list[re.Match[str]] = field(default_factory=list)


class PlaceFinder:
    """Find places within one county or prefecture: the part of the country that `divisions` was narrowed to."""

    def __init__(self, divisions: Divisions) -> None:
        root = divisions.within or ""
        self._divisions = divisions
        self._root = root[:4] if divisions.is_stand_in(root) else root
        self._reader = NameReader(divisions, self._root)
        self._shown: dict[tuple[str, bool, bool, bool], tuple[Level, tuple[str, ...], str, str]] = {}
        self._similar: dict[str, dict[str, list[str]]] = {}
        self._zones: set[str] = set()
        for division in divisions:
            if division.statistical:
                self._zones.add(division.code)
            if len(division.code) >= 9 and division.code.startswith(self._root):
                for form, full in forms(division).items():
                    if full and (ending := _UNKNOWN_NAME.fullmatch(form)):
                        self._similar.setdefault(ending[1], {}).setdefault(form, []).append(division.code)

    def find(self, text: str) -> Found:
        """Return the division that the text names, or candidates and the reason why none was chosen."""
        reading = self._read(plain(text))
        outside = self._outside(reading)
        if outside and not _is_here_too(reading, len(self._root)):
            return Found(None, (), "outside", outside)
        worth = reading.worth
        ranked = sorted(worth, key=lambda code: (-worth[code].raw, len(code), code))
        winner = _winner(worth, ranked)
        if winner is None or len(winner) < 12:
            self._look_for_similar(reading, winner)
        why = "ambiguous" if outside and worth else self._why(reading, winner)
        if why == "found" and winner is not None:
            same_word = [code for code in ranked if worth[code].match is worth[winner].match]
            similar = [code for code in _by_worth(reading.nearby) if code.startswith(winner)]
            listed = self._candidates(reading, [winner, *similar, *same_word], most=worth[winner].raw)
            return Found(next(candidate for candidate in listed if candidate.code == winner), listed, why)
        named = [code for code in ranked if len(code) > len(self._root)]
        return Found(None, self._candidates(reading, [*named, *_by_worth(reading.nearby), *ranked]), why, outside)

    # What stands in the text, and what it speaks for.

    def _read(self, text: str) -> _Reading:
        reading = _Reading(text, self._reader.read(text))
        seen = reading.seen
        for match in reading.matches:
            for meaning in match.here:
                if len(meaning[0]) >= len(self._root):
                    _weigh(reading, match, meaning)
            if not match.near:
                length = match.end - match.start
                for code, _, _ in match.here:
                    if length > seen.get(code, 0):
                        seen[code] = length
        return reading

    def _outside(self, reading: _Reading) -> str:
        """Name the place elsewhere that the text speaks of, the lowest of its first chain; nothing when there is none."""
        found = ""
        for match in reading.matches:
            lower = [code for code, _, _ in match.elsewhere if not found or code.startswith(found)]
            found = lower[0] if lower else found
        if not found or found in BEYOND_THE_TABLE:
            return found
        return self._divisions.names(found)[-1]

    def _look_for_similar(self, reading: _Reading, winner: str | None) -> None:
        """Note the names of towns and villages that the table lacks, and the names it has that differ by one sign."""
        place = 0
        for match in reading.matches:
            if not match.near and match.start > place:
                reading.unknown += _UNKNOWN_NAME.finditer(reading.text, place, match.start)
            place = place if match.near else match.end
        reading.unknown += _UNKNOWN_NAME.finditer(reading.text, place)
        scope = winner or self._root
        for name in reading.unknown[:MOST_UNKNOWN_NAMES]:
            known = self._similar.get(name[1], {})
            for form, _, _ in extract(name[0], known.keys(), scorer=Levenshtein.distance, score_cutoff=1, limit=None):
                for code in known[form]:
                    if code.startswith(scope) and code != winner:
                        above = sum(length for seen, length in reading.seen.items() if code.startswith(seen) and seen != code)
                        reading.nearby.setdefault(code, len(form) - 1 + above)

    # What follows from it.

    def _why(self, reading: _Reading, winner: str | None) -> str:
        if winner is None:
            return "ambiguous" if reading.worth or reading.nearby else "unknown"
        if winner in self._zones:
            return "statistical"
        if _contradicted(reading, winner):
            return "statistical" if winner[:6] in self._zones else "ambiguous"
        if not _is_sure(winner, reading.worth[winner]):
            return "ambiguous"
        if len(winner) < 9 and (reading.unknown or reading.nearby):
            return "ambiguous" if reading.nearby else "unknown"
        return "found"

    def _candidates(self, reading: _Reading, codes: Iterable[str], *, most: float = inf) -> tuple[Candidate, ...]:
        """Describe the first three, best first; none counts for more than `most`, the worth of the one that was chosen."""
        span = _span(reading)
        chosen = [self._candidate(reading, code, span, most) for code in islice(dict.fromkeys(codes), MOST_CANDIDATES)]
        chosen.sort(key=_by_score)
        return tuple(chosen)

    def _candidate(self, reading: _Reading, code: str, span: int, most: float) -> Candidate:
        worth = reading.worth.get(code)
        raw = worth.raw if worth else min(most, reading.nearby[code] * RESEMBLANCE)
        kind = (code, worth is not None, worth is not None and worth.full, worth is not None and worth.match.kin)
        if kind not in self._shown:
            level, names = LEVELS[len(code)], self._divisions.names(code)
            self._shown[kind] = level, names, *self._reason(code, names[-1], level, worth)
        level, names, zh, en = self._shown[kind]
        return Candidate(code, level, names, round(min(1.0, raw / span), 3), zh, en)

    def _reason(self, code: str, name: str, level: Level, worth: _Worth | None) -> tuple[str, str]:
        if worth is None:
            return "名称相近", "similar name"
        if code in self._zones:
            return "统计用区划，不是法定行政区划", "a statistical zone, not a division in law"
        zh, en = next((kind for ending, kind in _KINDS.items() if len(code) >= 9 and name.endswith(ending)), _LEVEL_KINDS[level])
        if worth.full:
            return f"{zh}一致", f"same {en}"
        if worth.match.kin:
            return f"{zh}相同，类别不同", f"same {en}, of another kind"
        return f"{zh}相同", f"same {en}, written short"


def _is_here_too(reading: _Reading, root_size: int) -> bool:
    """Tell whether a text that names a place elsewhere also names this one: a county or city in full, or anything before the other."""
    first = True
    for match in reading.matches:
        first = first and not match.elsewhere
        for code, full, _ in match.here:
            if len(code) >= root_size and ((len(code) <= 6 and (full or (first and match.opens))) or (first and full and not match.near)):
                return True
    return False


def _weigh(reading: _Reading, match: Match, meaning: Meaning) -> None:
    code, full, above = meaning
    raw, nearest, seen = match.end - match.start, "", reading.seen
    for division in above:
        if division in seen:
            raw += seen[division]
            nearest = division
    if match.near or not (full or match.closed or len(code) < 12):
        reading.nearby[code] = max(raw, reading.nearby.get(code, 0))
    elif code not in reading.worth or raw > reading.worth[code].raw:
        reading.worth[code] = _Worth(raw, match, full, nearest)


def _span(reading: _Reading) -> int:
    """Return the length of the part of the text that names places, whether the table knows them or not."""
    if reading.matches and not reading.unknown:
        return reading.matches[-1].end - reading.matches[0].start
    names = [(match.start, match.end) for match in reading.matches] + [name.span() for name in reading.unknown]
    return max([end for _, end in names], default=1) - min([start for start, _ in names], default=0)


def _by_worth(nearby: dict[str, int]) -> list[str]:
    return sorted(nearby, key=lambda code: (-nearby[code], code))


def _by_score(candidate: Candidate) -> float:
    return -candidate.score


def _winner(worth: dict[str, _Worth], ranked: list[str]) -> str | None:
    """Return the candidate of the highest worth; on a tie only the one that holds all the others, as 洪桥镇 holds 洪桥村."""
    if not ranked:
        return None
    first = ranked[0]
    top = worth[first].raw
    return first if all(worth[code].raw < top or code.startswith(first) for code in ranked) else None


def _is_sure(code: str, worth: _Worth) -> bool:
    """Tell whether the name itself is enough: a bare stem needs a county or town above it, or to stand alone at the beginning."""
    above = len(worth.nearest)
    if worth.full or len(code) <= 6 or above >= 6 or (above == 4 and (len(code) == 9 or code[4:6] == "00")):
        return True
    return len(code) == 9 and worth.match.opens and worth.match.closed and not worth.match.kin


def _contradicted(reading: _Reading, winner: str) -> bool:
    """Tell whether another name in the text speaks for a place that neither holds the winner nor lies in it."""
    own = reading.worth[winner].match
    for match in reading.matches:
        if match is own or match.near or not match.here:
            continue
        for code, _, _ in match.here:
            if winner.startswith(code) or code.startswith(winner):
                break
        else:
            if any(full or (len(code) == 9 and match.opens and match.closed) for code, full, _ in match.here):
                return True
    return False
