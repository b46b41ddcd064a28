"""The blocks of a procedure file, as typed data. Which keys exist is decided here and nowhere else.

The schema of `docs/procedures.md` in code: a key that is not here does not load. Meaning stands in `procedure.py` and `matter.py`.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

T = TypeVar("T")


def _listed(value: Any) -> Any:
    """Let one value stand for a list of one."""
    return value if isinstance(value, list | tuple) else [value]


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
ProcedureId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
Cite = Annotated[str, StringConstraints(pattern=r"^(local|[a-z][a-z0-9_]*( [0-9]+[0-9 ,\-–a-z]*)?)$")]
Many = Annotated[tuple[T, ...], BeforeValidator(_listed)]
Cel = Annotated[str, BeforeValidator(lambda value: str(value).lower() if isinstance(value, bool) else value)]
Confidence = Literal["verified", "unverified"]
Unit = Literal["minute", "hour", "day", "working_day", "month", "year"]
BodyRule = Annotated[str, StringConstraints(pattern=r"^(own|[a-z][a-z0-9_]*|[a-z]+_of\([a-z][a-z0-9_]*\)|chosen\([a-z][a-z0-9_]*\))$")]
ACTOR_CODES = frozenset({"time", "child", "parent", "party", "system"})
GROUPS = frozenset({"parties", "children"})


class Strict(BaseModel):
    """Refuses keys that are not declared, and never changes after it is built."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Block(Strict):
    """What every named block has: labels in two languages, its articles, and how sure we are of them."""

    zh: str
    en: str
    cites: Many[Cite] = ()
    confidence: Confidence = "verified"


class Label(Strict):
    """A value's name in two languages."""

    zh: str
    en: str


class Role(Block):
    """Who may act: an official (`post` in a body) or a party. `each` keeps placement, children and ledger for every holder."""

    post: Id | None = None
    of: BodyRule | None = None
    party: bool = False
    each: bool = False
    places: Literal["registered_domicile", "registered_seat", "here"] | None = None
    allowed: tuple[Label, ...] = ()
    forbidden: tuple[Label, ...] = ()

    @model_validator(mode="after")
    def _official_or_party(self) -> "Role":
        if self.party == bool(self.post) or bool(self.post) != bool(self.of):
            raise ValueError("a role is either an official (post and of) or a party (party: true)")
        if not self.party and (self.each or self.places):
            raise ValueError("each and places belong to parties")
        return self


class FactType(StrEnum):
    """What a fact may hold. Money is integer 分; a body is a code such as `town.330522104`; a ref is a document."""

    BOOL = "bool"
    INT = "int"
    MONEY = "money"
    DAY = "day"
    INSTANT = "instant"
    TEXT = "text"
    ENUM = "enum"
    BODY = "body"
    REF = "ref"


class Fact(Block):
    """A typed thing that acts bring. Unset is not known; `sealed` puts it in an encrypted slot of that class."""

    type: FactType
    of: dict[Id, Label] | None = None
    min: int | None = None
    max: int | None = None
    sealed: Id | None = None

    @model_validator(mode="after")
    def _enum_has_values(self) -> "Fact":
        if (self.type is FactType.ENUM) != bool(self.of):
            raise ValueError("an enum, and only an enum, lists its values under `of`")
        return self

    @property
    def guarded(self) -> bool:
        """Whether a guard may read it: text, documents and sealed values never."""
        return self.type not in (FactType.TEXT, FactType.REF) and self.sealed is None


class Item(Block):
    """A small repeated thing with a status: an instalment, a talk."""

    status: Many[Id]
    fields: dict[Id, FactType] = {}
    labels: dict[Id, Label] = {}


class Child(Block):
    """A matter of another body, known here only by its contract."""

    procedure: ProcedureId
    to: BodyRule
    each: Id | None = None
    otherwise: Id | None = None
    gives: Many[Id] = ()
    returns: Many[Id] = ()
    reports: Many[Id] = ()
    outcomes: Many[Id]
    any_outcome: bool = False
    when_parent_ends: Literal["cancel", "continue", "forbid"]


class Account(Block):
    """A ledger account in 分; `per` a party role keeps one for each holder."""

    per: Id | None = None


class Paper(Block):
    """A paper that an act issues, to whom, and which slots it may show."""

    to: Many[str]
    slots: Many[Id] = ()


class State(Block):
    """Open: somebody is waited for. Ended: `end` is the outcome."""

    waits_for: Many[Id] = ()
    no_limit: str | None = None
    end: Id | None = None

    @model_validator(mode="after")
    def _open_or_ended(self) -> "State":
        if bool(self.waits_for) == bool(self.end):
            raise ValueError("a state either waits for somebody (waits_for) or is an end (end)")
        return self


class Clock(Block):
    """A time limit's whole life. Exactly one of flags, opens, does says what its end means."""

    kind: Literal["limit", "right", "repeating"]
    cites: Many[Cite]
    amount: int | Cel
    unit: Unit
    bounds: tuple[int, int] | None = None
    from_: Mapping[str, str] = Field(alias="from")
    of: Id | None = None
    per: Id | None = None
    during: Many[Id] = ()
    stops: Many[Id] = ()
    runs_in: Many[Id] = ()
    times: int | None = None
    local: tuple[int, int] | None = None
    warn: Many[int] = ()
    flags: Id | None = None
    opens: Id | None = None
    does: Id | None = None
    favours: Id | None = None

    @model_validator(mode="before")
    @classmethod
    def _events_alone_count_from_themselves(cls, data: Any) -> Any:
        start = data.get("from") if isinstance(data, dict) else None
        if isinstance(start, str | list):
            data = data | {"from": dict.fromkeys(_listed(start), "itself")}
        return data

    @property
    def is_target(self) -> bool:
        """Whether it is a local service target and no statutory limit."""
        return set(self.cites) == {"local"}


class Guard(Strict):
    """A condition that must be true, and the refusal when it is not."""

    when: Cel
    zh: str
    en: str
    cites: Many[Cite] = ()


class Choice(Strict):
    """One branch of `to`; the last has no `when`."""

    to: Id
    when: Cel | None = None


class Move(Strict):
    """An item's change of status."""

    to: Id
    from_: Many[Id] = Field(alias="from")


class Remedy(Strict):
    """What the person harmed can do, in words, when no procedure of the catalogue carries it yet."""

    zh: str
    en: str
    cites: Many[Cite] = ()


class Adverse(Strict):
    """Marks an act against somebody: it needs a human, reasons and a remedy."""

    remedy: ProcedureId | Remedy


class Action(Block):
    """Who may do what, from where to where, bringing which facts, under which conditions, with which effects."""

    by: Many[Id]
    new: bool = False
    from_: Many[Id] = Field(default=(), alias="from")
    to: Annotated[tuple[Choice, ...], BeforeValidator(lambda v: [{"to": v}] if isinstance(v, str) else v)] = ()
    once: bool = False
    with_: Many[Id] = Field(default=(), alias="with")
    may: Many[Id] = ()
    set: dict[Id, bool | int | Cel] = {}
    needs: dict[Id, Guard | Cel] = {}
    second: Id | None = None
    adverse: Adverse | None = None
    places: dict[Id, Id] = {}
    item: Id | None = None
    into: Move | None = None
    add: Id | None = None
    post: dict[Id, int | Cel] = {}
    ask: Many[Id] = ()
    cancel: Many[Id] = ()
    upon: Many[str] = ()
    report: Id | None = None
    paper: Many[Id] = ()
    tell: Many[str] = ()

    @model_validator(mode="after")
    def _consistent(self) -> "Action":
        if self.new == bool(self.from_):
            raise ValueError("an action is either new: true or says from which states")
        if bool(self.item) != bool(self.into):
            raise ValueError("item and into belong together")
        if ("child" in self.by) != bool(self.upon):
            raise ValueError("by: child and upon belong together")
        return self


class Round(Strict):
    """States whose gatherings lapse when the matter goes back above them: all of them, or only what `gathers` names."""

    states: Many[Id]
    gathers: Many[Id] = ()


class ProcedureFile(Block):
    """A procedure as it stands in its file."""

    id: ProcedureId
    cites: Many[Cite]
    number: str | None = None
    title_zh: str | None = None
    title_en: str | None = None
    roles: dict[Id, Role]
    facts: dict[Id, Fact] = {}
    items: dict[Id, Item] = {}
    ledger: dict[Id, Account] = {}
    children: dict[Id, Child] = {}
    rounds: dict[Id, Annotated[Round, BeforeValidator(lambda v: {"states": v} if isinstance(v, str | list) else v)]] = {}
    papers: dict[Id, Paper] = {}
    states: dict[Id, State]
    clocks: dict[Id, Clock] = {}
    actions: dict[Id, Action]


class Counting(Strict):
    """How a law counts its days: CPL 85 rolls the last day forward; some laws count short periods in working days."""

    roll_forward: bool
    first_day_counts: bool = False
    working_day_amounts: Many[int] = ()
    cites: Many[Cite]


class Source(Block):
    """A law, rule or paper: title, number, in force, and how sure we are of it."""

    id: Id
    short_zh: str
    number: str | None = None
    in_force: str | None = None
    until: str | None = None
    counting: Counting | None = None
    note: str | None = None
