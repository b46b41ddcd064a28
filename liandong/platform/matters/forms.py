"""Turns an action of the catalogue into a form, and what was typed into a wish. No rule stands here: the procedure decides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from liandong.core.decide import check_needs
from liandong.core.identity import BadNumber, check_credit_code, check_resident_number
from liandong.core.law import Law
from liandong.core.matter import Act, Matter
from liandong.core.model import FactType
from liandong.core.procedure import Procedure, Step
from liandong.core.refusal import ActRefused, GuardRefused, Refusal, WrongValue
from liandong.core.time_limit import BEIJING
from liandong.platform.matters import places
from liandong.platform.matters.operations import Wish
from liandong.platform.matters.people import Party
from liandong.platform.matters.reading import read_day, read_line, read_money, read_typed, strip_controls
from liandong.platform.matters.typed import KINDS, VIAS, Typed
from liandong.platform.ui.chips import day_words

UPLOAD_LIMIT = 5_000_000
MAGIC = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
EARLIER_THAN_TODAY = re.compile(r"fact\.([a-z_]+) < today\Z")


@dataclass(frozen=True)
class ActForm:
    """The form of one action on one matter (or of a filing, when there is none yet)."""

    law: Law
    procedure: Procedure
    step: Step
    matter: Matter | None
    demo: bool = False
    of: int | None = None
    party: str = ""
    """The party for whom the window enters the act, or empty for one's own."""

    # -- reading

    def read(self, post: QueryDict, files: MultiValueDict[str, Any]) -> tuple[Wish, list[Party], Typed]:
        """Return the wish, the parties and everything that was wrong; nothing typed is lost."""
        typed = Typed({key: strip_controls(value) for key, value in post.items()})
        data = {id: value for id in self.facts() if (value := self._read_fact(id, post, typed)) is not None}
        uploads = {id: upload for id in self.facts() if (upload := self._read_file(id, files, typed)) is not None}
        data |= {id: name for id, (name, _, _) in uploads.items()}
        parties = list(self._read_parties(post, typed)) if self.step.action.new else []
        wish = Wish(
            self.step.id, data=data, add=self._read_rows(post, typed), item=_number(post.get("item")), of=_number(post.get("of")),
            role=self.party, via=post.get("via", ""), idem=post.get("idem") or None, seen=_number(post.get("seen")), files=uploads,
        )  # fmt: skip
        if self.party and wish.via not in dict(VIAS):
            typed.wrong("via", "选一下当事人怎么办的：到窗口、来电话还是书面。")
        for id in self.step.required:
            name = f"f.{id}"
            if id not in data and name not in typed.errors:
                typed.wrong(
                    name,
                    f"写上“{self.procedure.facts[id].zh}”。"
                    if self._kind(id) in ("long", "text", "day", "money", "number")
                    else f"选一下“{self.procedure.facts[id].zh}”。",
                )
        return wish, parties, typed

    def facts(self) -> tuple[str, ...]:
        """Return the facts of this act in the order in which the file declares them: the order in which they are asked."""
        asked = {*self.step.required, *self.step.optional}
        return tuple(id for id in self.procedure.facts if id in asked)

    def _kind(self, id: str) -> str:
        return KINDS[self.procedure.facts[id].type]

    def _read_fact(self, id: str, post: QueryDict, typed: Typed) -> Any:
        fact, name = self.procedure.facts[id], f"f.{id}"
        if fact.type is FactType.REF:
            return None
        try:
            if fact.type is FactType.BODY:
                return self._read_body(id, name, post)
            text = post.get(name, "")
            return read_typed(id, fact, text) if text.strip() else None
        except WrongValue as refusal:
            typed.wrong(name, refusal.zh)
            return None

    def _read_body(self, id: str, name: str, post: QueryDict) -> str | None:
        if post.get(name, "").startswith("village."):
            return post[name]
        if self.asks_own_village(id):
            return None
        code = places.choose(name, post.get(f"{name}.text", ""), post.get(name, "").rpartition(".")[2])
        if code is None:
            raise WrongValue(name, "这一步要写明是哪个镇、村。", "Name the town or village here.")
        return f"{'village' if len(code) == 12 else 'town'}.{code}"

    def asks_own_village(self, id: str) -> bool:
        return any(child.to == f"chosen({id})" for child in self.procedure.file.children.values())

    def _read_file(self, id: str, files: MultiValueDict[str, Any], typed: Typed) -> tuple[str, str, bytes] | None:
        fact, name = self.procedure.facts[id], f"f.{id}"
        upload = files.get(name)
        if fact.type is not FactType.REF or upload is None:
            return None
        if upload.size > UPLOAD_LIMIT:
            typed.wrong(name, f"文件有 {upload.size / 1_000_000:.1f} MB，最多 5 MB。")
            return None
        content = upload.read()
        kind = next((kind for magic, kind in MAGIC.items() if content.startswith(magic)), None)
        if kind is None:
            typed.wrong(name, "只收 PDF、JPG、PNG 文件，请换一种格式。")
            return None
        return strip_controls(upload.name)[:120], kind, content

    def _read_rows(self, post: QueryDict, typed: Typed) -> tuple[dict[str, Any], ...]:
        kind = self.step.action.add
        if kind is None:
            return ()
        item = self.procedure.file.items[kind]
        found: list[dict[str, Any]] = []
        for n in sorted({int(m[1]) for key in post if (m := re.match(r"i\.(\d{1,3})\.", key))}):
            texts = {name: post.get(f"i.{n}.{name}", "").strip() for name in item.fields}
            if any(texts.values()):
                found.append(
                    {
                        name: value
                        for name, text in texts.items()
                        if (value := self._read_cell(f"i.{n}.{name}", name, item.fields[name], text, typed)) is not None
                    }
                )
        if not found:
            typed.wrong(f"i.1.{next(iter(item.fields))}", f"至少写一项“{item.zh}”。")
        return tuple(found)

    def _read_cell(self, key: str, name: str, kind: FactType, text: str, typed: Typed) -> Any:
        label = self.procedure.file.items[self.step.action.add or ""].labels.get(name)
        zh, en = (label.zh, label.en) if label else (name, name)
        try:
            if not text:
                raise WrongValue(key, f"写上“{zh}”。", f"Enter {en}.")
            if kind is FactType.DAY:
                return read_day(key, zh, en, text)
            amount = read_money(key, zh, en, text)
            if amount == 0:
                raise WrongValue(key, f"“{zh}”要大于 0。", f"{en} must be more than 0.")
            return amount
        except WrongValue as refusal:
            typed.wrong(key, refusal.zh)
            return None

    def _read_parties(self, post: QueryDict, typed: Typed) -> Iterator[Party]:
        for id, role in self.procedure.file.roles.items():
            if not role.party:
                continue
            count = max([1, *(int(m[1]) for key in post if (m := re.match(rf"p\.{id}\.(\d{{1,2}})\.", key)))]) if role.each else 1
            for n in range(1, count + 1):
                if n == 1 or post.get(f"p.{id}.{n}.name", "").strip():
                    yield self._read_party(id, role.zh, role.en, n, bool(role.places), post, typed)

    def _read_party(self, role: str, zh: str, en: str, n: int, placed: bool, post: QueryDict, typed: Typed) -> Party:
        key = f"p.{role}.{n}"
        kind = "firm" if post.get(f"{key}.kind") == "firm" else "person"
        parts: dict[str, str] = {}
        place: str | None = None
        for part, label, needed in (("name", f"{zh}姓名或名称", True), ("phone", "电话", False)):
            try:
                if value := read_line(f"{key}.{part}", label, f"{en} {part}", post.get(f"{key}.{part}", ""), required=needed):
                    parts[part] = value
            except WrongValue as refusal:
                typed.wrong(f"{key}.{part}", refusal.zh)
        try:
            if number := post.get(f"{key}.number", "").strip():
                parts["number"] = self._check_number(number, kind)
        except BadNumber as error:
            typed.wrong(f"{key}.number", error.zh)
        if placed:
            try:
                address = read_line(f"{key}.place", "户籍地或登记地", "registered place", post.get(f"{key}.place.text", ""), required=False)
                parts |= {"address": address} if address else {}
                place = places.choose(f"{key}.place", address, post.get(f"{key}.place", ""))
            except WrongValue as refusal:
                typed.wrong(f"{key}.place", refusal.zh)
        return Party(role, n, kind, place, parts)

    def _check_number(self, number: str, kind: str) -> str:
        if kind == "firm":
            return str(check_credit_code(number).code)
        return str(check_resident_number(number, today=datetime.now(BEIJING).date(), demonstration=self.demo).number)

    # -- what the law says to it

    def judge(self, wish: Wish, typed: Typed, refusal: Refusal) -> Refusal | None:
        """Put a refusal where it belongs: beside its fields, with every other guard that fails too; return it when it has no field."""
        if isinstance(refusal, GuardRefused):
            return self._judge_guards(wish, typed, refusal)
        name = f"f.{refusal.data.get('fact')}"
        if refusal.data.get("fact") in self.facts():
            typed.wrong(name, refusal.zh, cites=self._cites(refusal.cites))
            return None
        return refusal

    def judge_typed(self, wish: Wish, typed: Typed) -> None:
        """Say also what the law would refuse, when something else is wrong already: one look shows everything to mend."""
        if all(id in wish.data for id in self.step.required):
            self._judge_guards(wish, typed, None)

    def _judge_guards(self, wish: Wish, typed: Typed, refusal: GuardRefused | None) -> Refusal | None:
        left: Refusal | None = None
        act = Act(self.step.id, wish.role or self.step.by[0], datetime.now(UTC), data=wish.data, of=wish.of)
        for need in self.step.needs:
            try:
                check_needs(self.procedure, self.matter or Matter(self.procedure.id, ""), replace(self.step, needs=(need,)), act, None)
            except GuardRefused as found:
                read = [name.partition(".")[2] for name in need.when.names if name.partition(".")[2] in self.facts()]
                fact = next((id for id in read if id not in wish.data), read[0] if read else None)  # the one left empty, if any
                if fact is None:
                    left = left or found
                else:
                    typed.wrong(f"f.{fact}", found.zh, note=self._earliest(need.when.text, wish), cites=self._cites(found.cites))
            except ActRefused as found:
                left = left or found
        return left if left or typed.errors else refusal

    def _earliest(self, cel: str, wish: Wish) -> str:
        """Return the first day on which a condition on a past day would hold."""
        match = EARLIER_THAN_TODAY.match(cel)
        day = wish.data.get(match[1]) if match else None
        return f"最早可以在 {day_words(day + timedelta(days=1))} 办。" if day else ""

    def _cites(self, cites: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.law.citation(cite) for cite in cites)


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"\d{1,9}", text) else None
