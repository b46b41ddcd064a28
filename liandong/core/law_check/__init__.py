"""`law check`: proves what it can about a procedure before anybody has to live under it.

It walks through everything that can happen (`exploration`), with facts, counts and clocks folded to the few values that a guard can
tell apart (`names`, `liveness`, `configuration`), and then asks: can each state be reached, each act be taken, each matter end; does
somebody always have to act, and under a limit; does a silent party keep nothing open; is nothing decided against anybody by a machine.

E  the law as written is wrong; it must not be put in force            course, text_rules, children
W  nothing is wrong with its course, but something is unused or untried    course, coverage, text_rules
"""

from collections.abc import Collection, Mapping, Sequence

from liandong.core.examples import Result
from liandong.core.law_check.children import check_children
from liandong.core.law_check.course import check_course
from liandong.core.law_check.coverage import check_coverage
from liandong.core.law_check.exploration import Exploration, explore
from liandong.core.law_check.findings import is_warning
from liandong.core.law_check.text_rules import check_text
from liandong.core.procedure import Procedure
from liandong.core.refusal import BadLaw

__all__ = ["Exploration", "check_law", "check_procedure", "explore", "is_warning"]


def check_procedure(
    law_procedures: Mapping[str, Procedure], procedure: Procedure, *, examples: Sequence[Result], sources: Collection[str] | None = None
) -> list[BadLaw]:
    """Return all findings on one procedure, in the order of its file."""
    course = explore(law_procedures, procedure)
    found = [
        *check_text(law_procedures, procedure, sources=sources),
        *check_children(law_procedures, procedure),
        *check_course(course),
        *(check_coverage(course, examples) if course.complete else ()),
    ]
    return sorted(found, key=lambda finding: (finding.line, finding.code))


def check_law(procedures: Mapping[str, Procedure], results: Sequence[Result], *, sources: Collection[str] | None = None) -> list[BadLaw]:
    """Return all findings on all procedures; `results` are the examples' results of the whole catalogue."""
    return [finding for procedure in procedures.values() for finding in check_procedure(procedures, procedure, examples=results, sources=sources)]
