"""Find the division that an address names, or say why it cannot be told. A doubtful address gets candidates, never a silent guess.

Every form of every name is looked for at once (`place_reading`). A candidate is worth the length of its own name and of the names
above it that stand *before* it in the text. Equal worth, or a name that contradicts the best candidate, means: ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from liandong.core.divisions import Divisions, Level
from liandong.core.place_names import forms, plain
from liandong.core.place_reading import BEYOND_THE_TABLE, Match, NameReader

MOST_CANDIDATES = 3
MOST_UNKNOWN_NAMES = 3

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
    anchored: bool  # a county or town above it is named before it


@dataclass(slots=True)
class _Reading:
    """All that was read in one text; `nearby` holds names that only resemble."""

    text: str
    matches: list[Match]
    seen: dict[str, int] = field(default_factory=dict)
    worth: dict[str, _Worth] = field(default_factory=dict)
    nearby: dict[str, int] = field(default_factory=dict)
    unknown: list[re.Match[str]] = field(default_factory=list)
    rooted: bool = False  # the county or prefecture of this finder is named in full

    def above(self, code: str) -> int:
        """Add up the lengths of the names above this code that were seen so far."""
        seen = self.seen
        return sum([seen[code[:size]] for size in (2, 4, 6, 9) if size < len(code) and code[:size] in seen])


class PlaceFinder:
    """Find places within one county or prefecture: the part of the country that `divisions` was narrowed to."""

    def __init__(self, divisions: Divisions) -> None:
        root = divisions.within or ""
        self._divisions = divisions
        self._root = root[:4] if divisions.is_stand_in(root) else root
        self._reader = NameReader(divisions, self._root)
        self._shown: dict[str, tuple[Level, tuple[str, ...]]] = {}
        self._similar: dict[str, dict[str, list[str]]] = {}
        for division in divisions:
            if len(division.code) >= 9 and division.code.startswith(self._root):
                for form, full in forms(division).items():
                    if full and (ending := _UNKNOWN_NAME.fullmatch(form)):
                        self._similar.setdefault(ending[1], {}).setdefault(form, []).append(division.code)

    def find(self, text: str) -> Found:
        """Return the division that the text names, or candidates and the reason why none was chosen."""
        reading = self._read(plain(text))
        outside = self._outside(reading)
        if outside and not reading.rooted:
            return Found(None, (), "outside", outside)
        worth = reading.worth
        ranked = sorted(worth, key=lambda code: (-worth[code].raw, len(code), code))
        winner = _winner(worth, ranked)
        if winner is None or len(winner) < 12:
            self._look_for_similar(reading, winner)
        why = "ambiguous" if outside and worth else self._why(reading, winner)
        if why == "found" and winner is not None:
            least = worth[winner].raw / 2
            rest = [code for code in ranked if worth[code].raw >= least and not winner.startswith(code)]
            listed = self._candidates(reading, [winner, *_by_worth(reading.nearby), *rest])
            return Found(listed[0], listed, why)
        named = [code for code in ranked if len(code) >= 9 or self._is_zone(code)]
        if winner is not None and len(winner) < 9:
            named = [*_by_worth(reading.nearby), *named, winner]
        return Found(None, self._candidates(reading, [*named, *_by_worth(reading.nearby)]), why, outside)

    # What stands in the text, and what it speaks for.

    def _read(self, text: str) -> _Reading:
        reading = _Reading(text, self._reader.read(text))
        seen = reading.seen
        for match in reading.matches:
            for code, full in match.here:
                if code.startswith(self._root):
                    self._weigh(reading, match, code, full)
            if match.near:
                continue
            for code, full in match.here:
                seen[code] = max(match.end - match.start, seen.get(code, 0))
                reading.rooted |= full and code.startswith(self._root)
        return reading

    def _weigh(self, reading: _Reading, match: Match, code: str, full: bool) -> None:
        raw = match.end - match.start + reading.above(code)
        if match.near or not (full or match.closed or len(code) < 12):
            reading.nearby[code] = max(raw, reading.nearby.get(code, 0))
            return
        known = reading.worth.get(code)
        if known is None or raw > known.raw:
            seen = reading.seen
            anchored = code[:6] in seen or code[:9] in seen or (code[:4] in seen and (len(code) == 9 or code[4:6] == "00"))
            reading.worth[code] = _Worth(raw, match, full, anchored)

    def _outside(self, reading: _Reading) -> str:
        """Name the place elsewhere that the text speaks of, the lowest of its first chain; nothing when there is none."""
        found = ""
        for match in reading.matches:
            lower = [code for code, _ in match.elsewhere if not found or code.startswith(found)]
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
            for form, distance, _ in extract(name[0], known, scorer=Levenshtein.distance, score_cutoff=1, limit=None) if known else ():
                pass
            for form in known:
                if abs(len(form) - len(name[0])) <= 1 and Levenshtein.distance(form, name[0], score_cutoff=1) <= 1:
                    for code in known[form]:
                        if code.startswith(scope):
                            reading.nearby.setdefault(code, len(form) - 1 + reading.above(code))

    # What follows from it.

    def _why(self, reading: _Reading, winner: str | None) -> str:
        if winner is None:
            return "ambiguous" if reading.worth or reading.nearby else "unknown"
        if self._is_zone(winner):
            return "statistical"
        if _contradicted(reading, winner):
            return "statistical" if self._is_zone(winner[:6]) else "ambiguous"
        if not _is_sure(reading.worth[winner], len(winner)):
            return "ambiguous"
        if len(winner) < 9 and (reading.unknown or reading.nearby):
            return "ambiguous" if reading.nearby else "unknown"
        return "found"

    def _is_zone(self, code: str) -> bool:
        division = self._divisions.get(code)
        return division is not None and division.statistical

    def _candidates(self, reading: _Reading, codes: Iterable[str]) -> tuple[Candidate, ...]:
        last = max([match.end for match in reading.matches] + [name.end() for name in reading.unknown], default=1)
        first = min([match.start for match in reading.matches] + [name.start() for name in reading.unknown], default=0)
        chosen = list(dict.fromkeys(codes))[:MOST_CANDIDATES]
        return tuple(self._candidate(reading, code, max(1, last - first)) for code in chosen)

    def _candidate(self, reading: _Reading, code: str, span: int) -> Candidate:
        if code not in self._shown:
            self._shown[code] = LEVELS[len(code)], self._divisions.names(code)
        level, names = self._shown[code]
        worth = reading.worth.get(code)
        raw = worth.raw if worth else reading.nearby[code] * 0.8
        return Candidate(code, level, names, round(min(1.0, raw / span), 3), *self._reason(code, names[-1], level, worth))
