"""A matter's title: a sentence with masked names and amounts, from the procedure's own pattern."""

from collections.abc import Iterable, Mapping

from liandong.core.guard import Value
from liandong.core.model import FactType
from liandong.core.procedure import Procedure
from liandong.platform.matters.people import Party


def yuan(amount: int) -> str:
    """Return 分 as people read yuan: 86,000 or 86,000.50."""
    return f"{amount // 100:,}" if amount % 100 == 0 else f"{amount / 100:,.2f}"


def compose(procedure: Procedure, parties: Iterable[Party], facts: Mapping[str, Value]) -> tuple[str, str]:
    """Return the title in Chinese and in English."""
    names: dict[str, list[str]] = {}
    for party in parties:
        names.setdefault(party.role, []).append(party.masked)
    values = {
        id: yuan(int(value)) if procedure.facts[id].type is FactType.MONEY else str(value)
        for id, value in facts.items()
        if isinstance(value, int | str)
    }
    zh = {role: found[0] + (f" 等 {len(found)} 人" if len(found) > 1 else "") for role, found in names.items()}
    en = {role: found[0] + (f" and {len(found) - 1} more" if len(found) > 1 else "") for role, found in names.items()}
    file = procedure.file
    return (file.title_zh or file.zh).format_map({**values, **zh}), (file.title_en or file.en).format_map({**values, **en})
