"""The division table: what it holds, who lies where, and on what a deployment can stand."""

from __future__ import annotations

import dataclasses
import lzma
import time
from collections import Counter
from pathlib import Path

import pytest

from liandong.core.divisions import DamagedDivisionFile, Division, DivisionError, Divisions, Level, NoSuchDivision, StatisticalZone

DATA = (Path(__file__).parents[2] / "catalogue" / "divisions" / "divisions.tsv.xz").read_bytes()


@pytest.fixture(scope="module")
def changxing() -> Divisions:
    return Divisions.from_bytes(DATA, within="330522")


@pytest.fixture(scope="module")
def country() -> Divisions:
    return Divisions.from_bytes(DATA)


def test_the_whole_country_has_all_rows_of_the_vintage(country: Divisions) -> None:
    count = Counter(division.level for division in country)
    assert len(country) == 665_276
    assert [count[level] for level in Level] == [31, 342, 2_978, 41_352, 620_573]
    assert country.vintage == "2023-06-30"
    assert "china-division 2.7.0" in country.source
    assert country.within is None


def test_the_file_is_about_four_megabytes_or_less_and_xz_reads_it_whole() -> None:
    assert len(DATA) < 4_200_000
    lines = lzma.decompress(DATA).decode().splitlines()
    assert len(lines) == 665_277
    assert lines[0].split("\t")[1] == "2023-06-30"


def test_every_row_has_its_parent_and_a_native_code(country: Divisions) -> None:
    for division in country:
        assert len(division.code) in (2, 4, 6, 9, 12)
        assert division.code.isascii()
        parent = country.parent(division.code)
        assert parent is None if division.level is Level.PROVINCE else parent is not None and division.code.startswith(parent.code)


def test_changxing_has_fifteen_towns_and_278_villages(changxing: Divisions) -> None:
    towns = changxing.children("330522")
    assert len(towns) == 15
    assert sum(len(changxing.children(town.code)) for town in towns) == 278
    assert [town.name for town in towns][:5] == ["雉城街道", "画溪街道", "太湖街道", "龙山街道", "洪桥镇"]


def test_a_path_goes_from_the_province_down(changxing: Divisions) -> None:
    assert [division.name for division in changxing.path("330522200207")] == ["浙江省", "湖州市", "长兴县", "水口乡", "顾渚村委会"]
    assert [division.level for division in changxing.path("330522200207")] == list(Level)
    assert changxing.get("330522") == Division("330522", "长兴县", Level.COUNTY)


def test_a_part_keeps_all_counties_of_the_country_but_no_villages_elsewhere(changxing: Divisions) -> None:
    assert changxing.get("330523") == Division("330523", "安吉县", Level.COUNTY)
    assert len(changxing.children("")) == 31
    assert changxing.children("330523") == []
    assert changxing.get("330523001") is None


def test_a_part_of_any_level_has_the_same_rows_as_the_whole(country: Divisions) -> None:
    everything = list(country)
    for within in ("33", "3305", "330522", "330522200", "330522200207", "4419", "441900", "310115"):
        part = Divisions.from_bytes(DATA, within=within)
        assert [division for division in part if division.code.startswith(within)] == [one for one in everything if one.code.startswith(within)]
        assert part.within == within


def test_a_county_loads_in_less_than_a_third_of_a_second() -> None:
    started = time.perf_counter()
    Divisions.from_bytes(DATA, within="330522")
    assert time.perf_counter() - started < 0.3


def test_lying_within_goes_by_code_and_counts_the_place_itself(changxing: Divisions) -> None:
    assert changxing.is_within("330522200207", "3305")
    assert changxing.is_within("330522", "330522")
    assert not changxing.is_within("330523", "330522")
    assert not changxing.is_within("3305", "330522")
    with pytest.raises(NoSuchDivision):
        changxing.is_within("33052", "33")


def test_parents_and_children_of_unknown_codes_are_refused(changxing: Divisions) -> None:
    assert changxing.parent("33") is None
    for code in ("330599", "", "长兴", "330522000000000"):
        with pytest.raises(NoSuchDivision):
            changxing.parent(code)
        with pytest.raises(NoSuchDivision):
            changxing.path(code)
    with pytest.raises(NoSuchDivision):
        changxing.children("330599")
    with pytest.raises(NoSuchDivision):
        Divisions.from_bytes(DATA, within="330599")


def test_divisions_cannot_be_changed(changxing: Divisions) -> None:
    county = changxing.legal_root("330522")
    with pytest.raises(dataclasses.FrozenInstanceError):
        county.name = "别的县"  # type: ignore[misc]


# On what a deployment can stand (rulings 13).


@pytest.mark.parametrize(
    ("code", "name"), [("330522", "长兴县"), ("1505", "通辽市"), ("3705", "东营市"), ("310115", "浦东新区"), ("500151", "铜梁区")]
)
def test_a_legal_county_or_prefecture_is_a_root(changxing: Divisions, code: str, name: str) -> None:
    root = changxing.legal_root(code)
    assert (root.code, root.name, root.statistical) == (code, name, False)


@pytest.mark.parametrize("code", ["150571", "370571", "370572", "320576", "232761", "632857"])
def test_a_statistical_zone_is_refused_with_a_sentence_that_names_its_prefecture(changxing: Divisions, code: str) -> None:
    zone = changxing.get(code)
    assert zone is not None
    assert zone.statistical
    with pytest.raises(StatisticalZone) as refused:
        changxing.legal_root(code)
    assert refused.value.zh.startswith(f"{code} {zone.name}是统计用区划，不是法定行政区划")
    assert code[:4] in refused.value.zh
    assert "statistical zone" in refused.value.en
    assert refused.value.code == "statistical_zone"


@pytest.mark.parametrize("code", ["33", "330522200", "330522200207", "3101", "4290", "999999", "", "abc", "33052２", "33" * 40])
def test_what_is_no_county_or_prefecture_is_refused_with_both_sentences(changxing: Divisions, code: str) -> None:
    with pytest.raises(NoSuchDivision) as refused:
        Divisions.from_bytes(DATA, within="330522").legal_root(code)
    assert isinstance(refused.value, ValueError)
    assert isinstance(refused.value, DivisionError)
    assert refused.value.zh.endswith("。")
    assert refused.value.en
    assert len(refused.value.zh) < 120


def test_129_county_codes_are_statistical_and_all_districts_of_cities_are_not(country: Divisions) -> None:
    zones = [division for division in country if division.statistical]
    assert len(zones) == 129
    assert all(zone.level is Level.COUNTY for zone in zones)
    assert not [zone for zone in zones if zone.name.endswith(("县", "旗"))]
    assert {zone.name for zone in zones if zone.name.endswith("区") and len(zone.name) <= 4} <= {
        *("加格达奇区", "松岭区", "新林区", "呼中区", "镇江新区", "兰州新区"),
    }


@pytest.mark.parametrize(("stand_in", "name"), [("441900", "东莞市"), ("442000", "中山市"), ("460400", "儋州市"), ("620201", "嘉峪关市")])
def test_a_prefecture_without_counties_is_one_place_under_two_codes(country: Divisions, stand_in: str, name: str) -> None:
    prefecture = stand_in[:4]
    town = country.children(stand_in)[0]
    assert country.legal_root(stand_in) == country.legal_root(prefecture) == Division(prefecture, name, Level.PREFECTURE)
    assert [division.code for division in country.path(town.code)] == [prefecture[:2], prefecture, stand_in, town.code]
    assert country.names(town.code)[1:] == (name, town.name)
    assert country.is_within(town.code, prefecture)
    assert country.is_within(prefecture, stand_in)


def test_names_leave_groupings_out(changxing: Divisions) -> None:
    assert changxing.names("310115") == ("上海市", "浦东新区")
    assert changxing.names("3101") == ("上海市",)
    assert changxing.names("330522") == ("浙江省", "湖州市", "长兴县")


# Damage is said, never read over.


def test_a_damaged_file_is_refused(changxing: Divisions) -> None:
    for damaged in (b"", b"not xz", DATA[:1000], DATA[:-1000], DATA[:200_000] + b"\0" * 16 + DATA[200_016:], lzma.compress(b"a\tb\tc\td\n")):
        with pytest.raises(DamagedDivisionFile) as refused:
            Divisions.from_bytes(damaged)
        assert "损坏" in refused.value.zh or "不是区划数据文件" in refused.value.zh or "不完整" in refused.value.zh
