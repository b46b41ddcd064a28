"""The law that a deployment runs on: sources, procedures and the working-day table, held together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from liandong.core.model import Source
from liandong.core.procedure import Procedure
from liandong.core.time_limit import CountingRule, WorkingDays

PLAIN = CountingRule(id="plain", roll_forward=False)


@dataclass(frozen=True)
class Law:
    """Everything that `decide` may look up. Immutable: a changed calendar is a new `Law`."""

    sources: Mapping[str, Source]
    procedures: Mapping[str, Procedure]
    days: WorkingDays
    _rules: dict[tuple[str, ...], CountingRule] = field(default_factory=dict, repr=False, compare=False)

    def procedure(self, id: str) -> Procedure:
        """Return the procedure; raises KeyError when the catalogue has none of this id."""
        return self.procedures[id]

    def counting_rule(self, cites: Iterable[str], fallback: Iterable[str]) -> CountingRule:
        """Return the counting rule of the first source cited that has one, else of the fallback's, else plain counting."""
        key = (*cites, "|", *fallback)
        if key not in self._rules:
            self._rules[key] = self._find_rule([cite.split(" ")[0] for cite in key])
        return self._rules[key]

    def _find_rule(self, sources: list[str]) -> CountingRule:
        for id in sources:
            source = self.sources.get(id)
            if source and source.counting:
                rule = source.counting
                return CountingRule(
                    id=id,
                    roll_forward=rule.roll_forward,
                    first_day_counts=rule.first_day_counts,
                    working_day_amounts=frozenset(rule.working_day_amounts),
                    cites=rule.cites,
                )
        return PLAIN

    def citation(self, cite: str, *, language: str = "zh") -> str:
        """Return a citation as users read it: `cpl 250` is 民事诉讼法 第250条; `local` is 本地做法."""
        if cite == "local":
            return "本地做法" if language == "zh" else "local practice"
        id, _, articles = cite.partition(" ")
        source = self.sources.get(id)
        if source is None:
            return cite
        if language == "zh":
            return f"{source.short_zh} 第{articles}条" if articles else source.short_zh
        return f"{source.en}, art. {articles}" if articles else source.en
