"""From an address in a form to the town or village it lies in; what is doubtful is asked, never guessed."""

from functools import lru_cache

from liandong.core.divisions import Level
from liandong.core.place import Found, PlaceFinder
from liandong.core.refusal import WrongValue
from liandong.platform import deployment
from liandong.platform.catalogue.files import divisions
from liandong.platform.matters.pages import Option

UNKNOWN = "unknown"
CLOSE = (Level.TOWN, Level.VILLAGE)


def root() -> str:
    """Return the division of this deployment."""
    from django.conf import settings

    here: deployment.Deployment = settings.DEPLOYMENT
    return here.division


@lru_cache(maxsize=4)
def finder(within: str) -> PlaceFinder:
    """Return the finder of a county or prefecture, built once."""
    return PlaceFinder(divisions(within))


def find(text: str) -> Found:
    """Look for an address within this deployment's division."""
    return finder(root()).find(text)


def names(code: str, *, skip: int = 0) -> str:
    """Return a division's names below the county, as people say them: 洪桥镇 …村."""
    table = divisions(root())
    if not code or table.get(code) is None:
        return ""
    return " ".join(division.name for division in table.path(code) if len(division.code) > 6 and len(division.code) > skip)


def path(code: str) -> str:
    """Return a division's names from the province down."""
    table = divisions(root())
    return " ".join(table.names(code)) if table.get(code) else ""


def options(found: Found, chosen: str) -> tuple[Option, ...]:
    """Return at most three candidates, none chosen but by the person."""
    close = [c for c in found.candidates if c.level in CLOSE]
    return tuple(
        Option(c.code, " ".join(c.names[-2:] if c.level is Level.VILLAGE else c.names[-1:]), f"{' '.join(c.names)} · {c.reason_zh}", c.code == chosen)
        for c in close
    )


def choose(field: str, text: str, chosen: str) -> str | None:
    """Return the division code of an address, or None where the person says it is not known; raises `WrongValue`."""
    if chosen == UNKNOWN:
        return None
    table = divisions(root())
    if chosen and table.get(chosen) and len(chosen) >= 9:
        return chosen
    if not text.strip():
        raise WrongValue(
            field, "写上户籍地或登记地；不清楚的选“不清楚，先登记，交县中心查明”。", "Enter the registered place, or choose “not known”."
        )
    found = find(text)
    if found.why == "found" and found.best and found.best.level in CLOSE:
        return found.best.code
    raise WrongValue(field, *_doubt(found))


def _doubt(found: Found) -> tuple[str, str]:
    here = path(root()).split(" ")[-1]
    if found.why == "outside":
        return (
            f"这个地址在{found.outside}，不在{here}，不能归集到{here}的镇和村；如有出入，选“不清楚，先登记，交县中心查明”。",
            f"This address lies in {found.outside}, outside {here}.",
        )
    if found.why == "found":
        return (
            f"只认出{here}，请写上镇（街道）和村；不清楚的选“不清楚，先登记，交县中心查明”。",
            "Only the county was recognised. Add the town and village.",
        )
    if found.why == "statistical":
        return "这是开发区，不是法定的镇街，请选所在的镇街。", "This is a development zone, not a legal division. Choose the town."
    if found.candidates:
        return f"户籍地有 {len(found.candidates)} 个可能，请选一个。", f"There are {len(found.candidates)} possible places. Choose one."
    return (
        f"在{here}没有认出这个地方，请写上镇（街道）和村；不清楚的选“不清楚，先登记，交县中心查明”。",
        "No such place was recognised. Add the town and village, or choose “not known”.",
    )
