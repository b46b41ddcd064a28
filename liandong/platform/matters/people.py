"""A matter's parties as they are filed: who they are goes into sealed slots, what lists show is masked."""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from liandong.core.identity import mask_name, mask_number
from liandong.platform.deployment import secret
from liandong.platform.matters import models
from liandong.platform.record.writer import Secret

PARTY_PARTS = ("name", "address", "phone", "number")
DOTS = dict.fromkeys(map(ord, "·•・‧．."), "·")


@dataclass(frozen=True, slots=True)
class Party:
    """One party: the n-th holder of a role. `parts` are its particulars: name, address, phone, number."""

    role: str
    n: int
    kind: str
    place: str | None
    parts: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_slots(cls, role: str, n: int, kind: str, place: str | None, values: Mapping[str, Any]) -> "Party":
        """Return the party whose particulars stand in these opened slots."""
        found = {part: values[key] for part in PARTY_PARTS if (key := f"{role}.{n}.{part}") in values}
        return cls(role, n, kind, place, found)

    @property
    def masked(self) -> str:
        name = self.parts.get("name", "")
        return name if self.kind == "firm" else mask_name(name)

    def without_numbers(self, *, n: int, place: str | None) -> "Party":
        """Return what another body may be given: no identity number (个人信息保护法 6, minimum necessary)."""
        return replace(self, n=n, place=place, parts={part: value for part, value in self.parts.items() if part != "number"})

    def secrets(self) -> Iterator[Secret]:
        """Yield the particulars to be sealed under this person's key."""
        for part, value in self.parts.items():
            yield Secret(f"{self.role}.{self.n}.{part}", f"{self.role}.{self.n}", "party", value, masked=mask_part(part, value, self.kind))


def mask_part(part: str, value: str, kind: str) -> str:
    """Return the masked form of a particular, as lists show it."""
    if part == "name":
        return value if kind == "firm" else mask_name(value)
    if part == "phone":
        return f"{value[:3]}****{value[-4:]}" if len(value) >= 11 else "****"
    return mask_number(value) if part == "number" else "门牌已遮"


def party_rows(matter_id: UUID, parties: Iterable[Party]) -> list[models.Party]:
    """Return the rows that lists read."""
    return [
        models.Party(
            matter_id=matter_id,
            role=p.role,
            n=p.n,
            kind=p.kind,
            place=p.place or "",
            masked=p.masked[:100],
            name_key=name_key(p.parts.get("name", "")),
        )
        for p in parties
    ]


def name_key(name: str) -> str:
    """Return the keyed hash under which a name is found, only among matters that the searcher may see anyway."""
    folded = "".join(
        ch for ch in unicodedata.normalize("NFKC", name).translate(DOTS) if not ch.isspace() and unicodedata.category(ch) != "Cf"
    ).casefold()
    return hmac.new(secret("names"), folded.encode(), hashlib.sha256).hexdigest()
