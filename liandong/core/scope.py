"""What a guard sees: the matter before the act, plus the facts that the act brings."""

from collections.abc import Callable

from liandong.core.guard import Unset, Value
from liandong.core.matter import Act, ItemRow, Matter
from liandong.core.procedure import Procedure
from liandong.core.time_limit import BEIJING


class Scope:
    """Answers each name that a formula may read. One is made for one act on one matter."""

    def __init__(self, procedure: Procedure, matter: Matter, act: Act, *, item: ItemRow | None = None) -> None:
        self.procedure, self.matter, self.act, self.item = procedure, matter, act, item

    def read(self, name: str) -> Value:
        """Return the name's value; raises `Unset` when there is none yet."""
        if name == "by":
            return self.act.by
        if name == "at":
            return self.act.at
        if name == "today":
            return self.act.at.astimezone(BEIJING).date()
        group, _, rest = name.partition(".")
        return self._groups()[group](rest)

    def _groups(self) -> dict[str, Callable[[str], Value]]:
        return {
            "fact": self._fact, "known": self._known, "brought": self._brought, "over": self._over, "runs": self._runs, "n": self._n, "here": self._here,
            "items": self._sum, "this": self._this, "ledger": self._ledger, "kids": self._kids,
        }  # fmt: skip

    def _fact(self, id: str) -> Value:
        if id in self.act.data:
            return self.act.data[id]
        if id in self.matter.facts:
            return self.matter.facts[id]
        raise Unset(id)

    def _known(self, id: str) -> bool:
        return id in self.act.data or id in self.matter.facts or id in self.matter.known

    def _brought(self, id: str) -> bool:
        return id in self.act.data

    def _over(self, clock: str) -> bool:
        return any(run.over for run in self.matter.clocks if run.clock == clock)

    def _runs(self, clock: str) -> bool:
        return any(run.running for run in self.matter.clocks if run.clock == clock)

    def _n(self, rest: str) -> int:
        kind, _, status = rest.partition(".")
        return sum(1 for row in self.matter.rows(kind) if status in ("total", row.status))

    def _here(self, rest: str) -> int:
        """Count the children, or the items, of the party that the act names."""
        name, _, part = rest.partition(".")
        of = self.act.of or 1
        if name in self.procedure.file.items:
            return sum(1 for row in self.matter.rows(name) if row.of in (None, of) and part in ("total", row.status))
        return self._count_children(name, part, of)

    def _kids(self, rest: str) -> int:
        name, _, part = rest.partition(".")
        return self._count_children(name, part, None)

    def _count_children(self, name: str, part: str, of: int | None) -> int:
        found = [c for c in self.matter.children if c.name == name and not c.lapsed and (of is None or c.of in (None, of))]
        if part == "total":
            return len(found)
        return sum(1 for c in found if (part == "open" and c.open) or part in c.reports or part == c.outcome)

    def _sum(self, rest: str) -> int:
        kind, _, name = rest.split(".")
        return sum(value for row in self.matter.rows(kind) if isinstance(value := row.fields.get(name), int))

    def _this(self, name: str) -> Value:
        if self.item is None or name not in self.item.fields:
            raise Unset(name)
        return self.item.fields[name]

    def _ledger(self, account: str) -> int:
        return self.matter.balance(account)
