"""Everything that Liandong says no with.

Refusal                      a code, a sentence in Chinese and in English, the articles behind it, and data
├── ActRefused               the act cannot be done now; nothing was changed
│   ├── NoSuchAction  WrongState  AlreadyEnded  OnlyOnce  WrongRole  RoleNotFilled  SecondNeeded
│   ├── FactMissing  WrongValue  UnknownFact  WrongItemStatus  OutsideDivision  ChildOpen  NoOpenChild
│   ├── GuardRefused         the law's own reason, with its code from the procedure
│   └── GuardError           a condition could not be judged: refused, and an alarm for the jurists
├── StalePage                somebody acted on the matter in between (HTTP 409)
├── NotFound                 not there, or not for you: the two look the same (HTTP 404)
└── BadLaw                   a file of the catalogue does not load; names file, line, path and mend
"""

from collections.abc import Mapping
from typing import Any, ClassVar


class Refusal(Exception):
    """Say no: `code` is stable for programs, `zh` and `en` are for people, `cites` names the articles."""

    default_code: ClassVar[str] = "refused"

    def __init__(self, zh: str, en: str, *, code: str = "", cites: tuple[str, ...] = (), data: Mapping[str, Any] | None = None) -> None:
        super().__init__(en)
        self.code = code or self.default_code
        self.zh, self.en, self.cites, self.data = zh, en, cites, dict(data or {})

    def as_dict(self) -> dict[str, Any]:
        """Return the refusal as plain data for JSON."""
        return {"code": self.code, "zh": self.zh, "en": self.en, "cites": list(self.cites), **({"data": self.data} if self.data else {})}


class ActRefused(Refusal):
    """The act cannot be done now."""


class NoSuchAction(ActRefused):
    default_code = "no_such_action"

    def __init__(self, action: str) -> None:
        super().__init__(f"这个程序里没有“{action}”这一步。", f"This procedure has no step “{action}”.", data={"action": action})


class AlreadyEnded(ActRefused):
    default_code = "already_ended"

    def __init__(self, state_zh: str, state_en: str) -> None:
        super().__init__(f"这件事已经办结（{state_zh}），不能再办这一步。", f"This matter has ended ({state_en}).")


class WrongState(ActRefused):
    default_code = "wrong_state"

    def __init__(self, state_zh: str, state_en: str) -> None:
        super().__init__(f"现在是“{state_zh}”，还不能办这一步。", f"The matter stands at “{state_en}”: this step does not belong here.")


class OnlyOnce(ActRefused):
    default_code = "only_once"

    def __init__(self) -> None:
        super().__init__("这一步只能办一次，已经办过了。", "This step can be taken only once, and it has been.")


class WrongRole(ActRefused):
    default_code = "wrong_role"

    def __init__(self, roles_zh: str, roles_en: str) -> None:
        super().__init__(f"这一步由{roles_zh}办。", f"This step belongs to: {roles_en}.")


class RoleNotFilled(ActRefused):
    default_code = "role_not_filled"

    def __init__(self, role_zh: str, role_en: str) -> None:
        super().__init__(f"还没有确定{role_zh}。", f"Nobody holds this role yet: {role_en}.")


class SecondNeeded(ActRefused):
    default_code = "second_needed"

    def __init__(self, role_zh: str, role_en: str) -> None:
        super().__init__(f"这一步须另一名{role_zh}会签，不能由同一人会签。", f"A second person must countersign: {role_en}, not the same person.")


class FactMissing(ActRefused):
    default_code = "fact_missing"

    def __init__(self, fact: str, fact_zh: str, fact_en: str) -> None:
        super().__init__(f"还没有写“{fact_zh}”。", f"Not filled in yet: {fact_en}.", data={"fact": fact})


class WrongValue(ActRefused):
    default_code = "wrong_value"

    def __init__(self, fact: str, zh: str, en: str) -> None:
        super().__init__(zh, en, data={"fact": fact})


class UnknownFact(ActRefused):
    default_code = "unknown_fact"

    def __init__(self, fact: str) -> None:
        super().__init__(f"这一步不收“{fact}”。", f"This step takes no “{fact}”.", data={"fact": fact})


class WrongItemStatus(ActRefused):
    default_code = "wrong_item_status"

    def __init__(self, item_zh: str, item_en: str) -> None:
        super().__init__(f"没有这一项{item_zh}，或者它现在的状态不能办这一步。", f"No such {item_en}, or its status does not allow this step.")


class OutsideDivision(ActRefused):
    default_code = "outside_division"

    def __init__(self) -> None:
        super().__init__(
            "这个地方不在本县（市、区），不能归集到本县的镇和村；不清楚的可以选“先登记，交县中心查明”。",
            "This place lies outside this county, so no town or village here can take it. If you are unsure, file it for the county centre to find out.",
        )


class ChildOpen(ActRefused):
    default_code = "child_open"

    def __init__(self, child_zh: str, child_en: str) -> None:
        super().__init__(f"“{child_zh}”还没有办完。", f"Still open: {child_en}.")


class NoOpenChild(ActRefused):
    default_code = "no_open_child"

    def __init__(self) -> None:
        super().__init__("这个协办任务已经办结或收回，不再收反馈。", "This task has ended or was taken back: nothing more is heard from it.")


class GuardRefused(ActRefused):
    """The law's own reason why not, with the code that the procedure gives it."""


class GuardError(ActRefused):
    default_code = "guard_error"

    def __init__(self, guard: str) -> None:
        super().__init__(
            "这一步的条件没法判断，先不放行；已通知管理规则的人。",
            "A condition of this step could not be judged, so it is refused. The keepers of the rules have been told.",
            data={"guard": guard},
        )


class StalePage(Refusal):
    default_code = "stale_page"

    def __init__(self, *, who_zh: str, who_en: str, what_zh: str, what_en: str, when: str) -> None:
        super().__init__(
            f"{who_zh} {when} 刚办了“{what_zh}”。您写的还在，看一眼再提交。",
            f"{who_en} did “{what_en}” at {when}. Your text is kept. Please look before you submit.",
        )


class NotFound(Refusal):
    default_code = "not_found"

    def __init__(self) -> None:
        super().__init__("没有找到，或不在您的权限内。", "Not found, or not open to you.")


class BadLaw(Refusal):
    """A file of the catalogue does not load, or a rule of `law check` found a fault in it.

    `line` counts from 1; `path` is the shortest series of acts that shows the fault; `mend_*` says what to do.
    """

    default_code = "bad_law"

    def __init__(
        self, code: str, zh: str, en: str, *, file: str, line: int, mend_zh: str = "", mend_en: str = "", path: tuple[str, ...] = ()
    ) -> None:
        super().__init__(zh, en, code=code)
        self.file, self.line, self.mend_zh, self.mend_en, self.path = file, line, mend_zh, mend_en, path

    def as_dict(self) -> dict[str, Any]:
        """Return the fault as plain data for JSON."""
        place = {"file": self.file, "line": self.line, "path": list(self.path), "mend_zh": self.mend_zh, "mend_en": self.mend_en}
        return super().as_dict() | place
