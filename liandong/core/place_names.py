"""How people write the name of a division: the forms of every level, and the words that turn a name into something else.

A form is *full* when it carries the word for its level (洪桥镇, 顾渚村, 南门居委会); a bare stem (洪桥, 顾渚) is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from liandong.core.divisions import GROUPINGS, Division, Level

Forms = dict[str, bool]
"""Written form → whether it is full."""

# After one of these a stem names a road, a house or an enterprise, not the place: 长兴路, 和平小学, 阳光花园.
NOT_A_PLACE = (
    *("路", "街", "大道", "大街", "巷", "弄", "胡同", "公路", "高速", "桥", "大桥", "隧道", "河", "湖", "港", "水库", "山庄"),
    *("小学", "中学", "学校", "大学", "医院", "公司", "集团", "厂", "市场", "广场", "商场", "超市", "商店", "饭店", "酒店", "大酒店"),
    *("宾馆", "银行", "花园", "小区", "公寓", "大厦", "花苑", "家园", "名苑", "新城", "新村", "车站", "工业园", "产业园", "开发区"),
)
ROAD = ("路", "街", "大道", "巷", "弄", "胡同")

# The word after a stem says which level is meant: 太湖镇 cannot be 太湖村.
LEVEL_WORDS: tuple[tuple[str, frozenset[int]], ...] = (
    ("街道", frozenset({9})),
    ("镇", frozenset({9})),
    ("乡", frozenset({9})),
    ("苏木", frozenset({9})),
    ("村", frozenset({12})),
    ("社区", frozenset({12})),
    ("居委", frozenset({12})),
    ("居民委", frozenset({12})),
    ("嘎查", frozenset({12})),
    ("省", frozenset({2})),
    ("自治区", frozenset({2})),
    ("市", frozenset({2, 4, 6})),
    ("州", frozenset({4})),
    ("盟", frozenset({4})),
    ("地区", frozenset({4})),
    ("县", frozenset({6})),
    ("区", frozenset({6})),
    ("旗", frozenset({6})),
)
LEVEL_WORD_STARTS = frozenset(word[0] for word, _ in LEVEL_WORDS)

# The peoples after whom autonomous places are named; the longer ones are written with and without 族.
_SHORT_PEOPLES = "回藏苗彝壮满侗瑶白傣黎佤畲水土羌怒京"
_LONG_PEOPLES = (
    "蒙古 维吾尔 布依 朝鲜 土家 哈尼 哈萨克 傈僳 高山 拉祜 东乡 纳西 景颇 柯尔克孜 达斡尔 仫佬 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 "
    "乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
_PEOPLES = f"(?:[{_SHORT_PEOPLES}]族|(?:{'|'.join(_LONG_PEOPLES.split())})族?|各族)+"
_PROVINCE = re.compile(r"^(.+?)(维吾尔|壮族|回族)?(特别行政区|自治区|省|市)$")
_PREFECTURE = re.compile(f"^(.+?)({_PEOPLES})?(自治州|地区|市|盟|州)$")
_COUNTY = re.compile(f"^(.+?)({_PEOPLES})?(自治县|自治旗|新区|林区|特区|县|区|市|旗)$")
_BANNER = re.compile(r"^(.).*([左右])翼(.)旗$")
_TOWN = re.compile(f"^(.+?)({_PEOPLES}|民族)?(街道办事处|街道|办事处|新镇|镇|乡|苏木)$")
_COMMUNITY = re.compile(r"^(.+?)(社区居民委员会|社区居委会|社区|居民委员会|居委会)$")
_VILLAGE = re.compile(r"^(.+?)(村民委员会|村委会|村)$")
_GACHA = re.compile(r"^(.+?)嘎查(?:村民委员会|村委会|委员会)?$")
_ZONE = re.compile(r"(?:经济技术|经济|高新技术产业|高新技术|高新)(?:产业)?开发区$")
_BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\ud800-\udfff]+")


def plain(text: str) -> str:
    """Return the text in the form in which names are compared: width folded, blanks and stray surrogates gone."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


def forms(division: Division) -> Forms:
    """Return every form in which people write the name of this division."""
    name = plain(division.name)
    if division.statistical:
        return _zone_forms(name)
    return _BY_LEVEL[division.level](name)


def _written(full: Iterable[str], stems: Iterable[str]) -> Forms:
    """Keep stems of two characters or more; a form that is also full counts as full."""
    return {stem: False for stem in stems if len(stem) >= 2} | dict.fromkeys(full, True)


def _province_forms(name: str) -> Forms:
    parts = _PROVINCE.match(name)
    if parts is None:
        return {name: True}
    return _written((name, parts[1] + parts[3]), (parts[1],))


def _prefecture_forms(name: str) -> Forms:
    parts = _PREFECTURE.match(name)
    if name in GROUPINGS:
        return {}
    if parts is None:
        return {name: True}
    full = (name, parts[1] + "州", parts[1] + "自治州") if parts[3] == "自治州" else (name,)
    return _written(full, (parts[1],))


def _county_forms(name: str) -> Forms:
    parts = _COUNTY.match(name)
    if parts is None:
        return {name: True}
    short = {"自治县": "县", "自治旗": "旗"}.get(parts[3], parts[3])
    banner = _BANNER.match(name)
    full = [name, parts[1] + parts[3], *([f"{banner[1]}{banner[2]}{banner[3]}旗"] if banner else [])]
    if len(parts[1]) >= 2:
        full.append(parts[1] + short)
    return _written((form for form in full if len(form) >= 2), (parts[1],))


def _zone_forms(name: str) -> Forms:
    zone = _ZONE.search(name)
    if zone is None:
        return {name: True}
    short = ("高新区",) if "高新" in zone[0] else ("开发区", "经开区")
    return _written((name,), (zone[0], *short))


def _town_forms(name: str) -> Forms:
    parts = _TOWN.match(name)
    if parts is None:
        return {name: True}
    stem, kind = parts[1], parts[3]
    if kind in ("街道办事处", "街道", "办事处"):
        return _written((name, stem + "街道", stem + "街道办", stem + "街道办事处", stem + "办事处"), (stem,))
    short = "镇" if kind == "新镇" else kind
    return _written((name, stem + kind, stem + short), (stem,))


def _village_forms(name: str) -> Forms:
    stem, full = name, [name]
    if community := _COMMUNITY.match(name):
        stem = community[1]
        full += [stem + word for word in ("社区居民委员会", "社区居委会", "社区", "居民委员会", "居委会")]
    elif gacha := _GACHA.match(name):
        stem = gacha[1]
        full += [stem + word for word in ("嘎查村民委员会", "嘎查村委会", "嘎查委员会", "嘎查")]
    elif village := _VILLAGE.match(name):
        stem = village[1]
        full += [stem + word for word in ("村民委员会", "村委会", "村")]
        if village[2] == "村":
            full += [name + word for word in ("村民委员会", "村委会")]
    # 赵村村委会 is written 赵村: the stem carries the word for its level already.
    if stem.endswith("村") and len(stem) >= 2:
        full.append(stem)
    return _written(full, () if stem.endswith(ROAD) else (stem,))


_BY_LEVEL = {
    Level.PROVINCE: _province_forms,
    Level.PREFECTURE: _prefecture_forms,
    Level.COUNTY: _county_forms,
    Level.TOWN: _town_forms,
    Level.VILLAGE: _village_forms,
}
