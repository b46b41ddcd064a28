"""Read the names of divisions out of a text: what stands where, and how sure each name is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ahocorasick_rs import AhoCorasick

from liandong.core.divisions import LEVELS, Division, Divisions
from liandong.core.place_names import LEVEL_WORD_STARTS, LEVEL_WORDS, NOT_A_PLACE, ROAD, forms

Meaning = tuple[str, bool, tuple[str, ...]]
"""A code that a written form can stand for, whether the form is full, and the codes above it from the province down."""

# The table ends at these three; an address may still name them. The name serves as the code.
BEYOND_THE_TABLE = {"台湾省": "台湾", "香港特别行政区": "香港", "澳门特别行政区": "澳门"}

# After these words a place name may begin in the middle of a sentence …
LEAD = frozenset("在住址于为是系籍地到往迁")
# … and these may stand between two names without being a part of the second.
JOINT = LEAD | frozenset("镇乡村区县市州省盟旗路街道巷弄号的及和与居社组队内外属辖口城由从集")
# A stem that one of these follows has ended.
CLOSING = frozenset("0123456789〇零一二三四五六七八九十百第组队号片")

_HAN = re.compile(r"[\u3007\u3400-\u9fff\U00020000-\U0003134f]+")


@dataclass(frozen=True, slots=True)
class Form:
    """One written form: what it can mean here, and what it can mean elsewhere in the country."""

    text: str
    here: tuple[Meaning, ...]
    elsewhere: tuple[Meaning, ...]
    all_full: bool


@dataclass(slots=True)
class Match:
    """One name in the text. Without any meaning it is a road or a house that only borrows the name."""

    start: int
    end: int
    here: tuple[Meaning, ...] = ()
    elsewhere: tuple[Meaning, ...] = ()
    opens: bool = True  # an address may begin here, or goes on from the name before
    closed: bool = True  # False: the text runs on after a stem, as in 阳光城
    kin: bool = False  # the word after the stem is of another kind, as in 太湖镇 for 太湖街道
    near: bool = False  # one or two signs before it may belong to the name, as in 小横山村 for 横山村


class NameReader:
    """Find all names of divisions in a text, those of one county or prefecture first."""

    def __init__(self, divisions: Divisions, root: str) -> None:
        here: dict[str, list[Meaning]] = {}
        elsewhere: dict[str, list[Meaning]] = {}
        for division in divisions:
            if not divisions.is_stand_in(division.code):  # one place, one code: the prefecture's
                inside = division.code.startswith(root) or root.startswith(division.code)
                _add(here if inside else elsewhere, division)
        for name, short in BEYOND_THE_TABLE.items():
            elsewhere.setdefault(name, []).append((name, True, ()))
            elsewhere.setdefault(short, []).append((name, False, ()))
        texts = sorted({*here, *elsewhere})
        self._forms = [_form(text, here.get(text, []), elsewhere.get(text, [])) for text in texts]
        self._automaton = AhoCorasick(texts)

    def read(self, text: str) -> list[Match]:
        """Return the names in the text in order, without overlaps."""
        matches = [match for match in self._choose(text) if match.here or match.elsewhere]
        for match, following in pairwise(matches):
            match.closed = match.closed or match.end == following.start
        return matches

    def _choose(self, text: str) -> Iterator[Match]:
        """Take the longest hit at each spot; a name of this place wins over a name of another that it overlaps."""
        hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        hits.sort(key=_leftmost_longest)
        kept: Match | None = None
        before: Match | None = None
        for (index, start, end), following in zip(hits, [*hits[1:], None], strict=False):
            form = self._forms[index]
            if kept is not None and start < kept.end:
                if end <= kept.end or not kept.elsewhere or not form.here:
                    continue
                rival = _judge(text, form, start, end, before)
                kept = rival if rival is not None and rival.here else kept
                continue
            match = _judge(text, form, start, end, kept)
            if match is not None and (match.closed or following is None or following[1] != start):  # else the shorter name is surer
                if kept is not None:
                    yield kept
                before, kept = kept, match
        if kept is not None:
            yield kept


def _leftmost_longest(hit: tuple[int, int, int]) -> tuple[int, int]:
    return hit[1], -hit[2]


def _add(names: dict[str, list[Meaning]], division: Division) -> None:
    code = division.code
    above = tuple(code[:size] for size in LEVELS if size < len(code))
    for form, full in forms(division).items():
        names.setdefault(form, []).append((code, full, above))


def _form(text: str, here: list[Meaning], elsewhere: list[Meaning]) -> Form:
    # A village that is called 东村 may lend its name to a road as a stem does.
    all_full = all(full for _, full, _ in here) and not (text.endswith("村") and len(text) <= 3)
    return Form(text, tuple(here), tuple(elsewhere), all_full)


def _judge(text: str, form: Form, start: int, end: int, before: Match | None) -> Match | None:
    """Judge one hit by its surroundings: a name, a road or house (no meaning), or nothing."""
    chained = before is not None and before.end == start
    opens = chained or start == 0 or text[start - 1] in LEAD or not _HAN.match(text[start - 1])
    if form.elsewhere:
        elsewhere = tuple(meaning for meaning in form.elsewhere if _may_mean(meaning, form.text, text, end, before if chained else None, opens))
        if elsewhere and (not form.here or (before is not None and before.elsewhere)):
            return Match(start, end, elsewhere=elsewhere)
    if not form.here:
        return None
    if form.all_full:
        return Match(start, end, form.here, opens=opens, near=not chained and _is_near(text, form.here, start, before))
    return _judge_stem(text, form, Match(start, end, opens=opens), before)


def _judge_stem(text: str, form: Form, match: Match, before: Match | None) -> Match | None:
    end = match.end
    following = text[end : end + 1]
    meanings = form.here
    sizes = _level_meant(text, end) if following in LEVEL_WORD_STARTS else frozenset()
    if sizes:
        meanings, match.kin = tuple(meaning for meaning in meanings if meaning[1] or len(meaning[0]) in sizes), True
        if not meanings:
            return None
    elif text.startswith(ROAD, end):
        return match
    elif text.startswith(NOT_A_PLACE, end):
        meanings = tuple(meaning for meaning in meanings if meaning[1] or len(meaning[0]) <= 6)
    else:
        match.closed = not following or following in CLOSING or not _HAN.match(following)
    match.here = meanings
    match.near = bool(meanings) and _is_near(text, meanings, match.start, before)
    return match


def _level_meant(text: str, at: int) -> frozenset[int]:
    return next((sizes for word, sizes in LEVEL_WORDS if text.startswith(word, at)), frozenset())


def _is_near(text: str, meanings: tuple[Meaning, ...], start: int, before: Match | None) -> bool:
    gap_start = before.end if before else 0
    if not 1 <= start - gap_start <= 2 or len(meanings[0][0]) < 9:
        return False
    gap = text[gap_start:start]
    return gap[-1] not in JOINT and _HAN.fullmatch(gap) is not None


def _may_mean(meaning: Meaning, form: str, text: str, end: int, before: Match | None, opens: bool) -> bool:
    """Tell whether a place elsewhere can be meant: districts repeat all over the country, and stems are everyday words."""
    code, full, _ = meaning
    if before is not None and any(code.startswith(above) for above, _, _ in (*before.elsewhere, *before.here)):
        return full or not text.startswith(ROAD, end) or text.startswith("街道", end)
    if full:
        return (len(form) >= 3 and (opens or not form.endswith("区"))) or (opens and form.endswith(("县", "市")))
    if not opens or text.startswith(NOT_A_PLACE, end):
        return False
    sizes = _level_meant(text, end)
    return len(code) in sizes if sizes else code in BEYOND_THE_TABLE or len(code) <= 4 or not _is_district(code)


def _is_district(code: str) -> bool:
    # 01-20 and 51-80 are districts and zones of a city, the rest counties, banners and county-level cities.
    return not 20 < int(code[4:6]) <= 50 and int(code[4:6]) <= 80
