"""Lays an act's form out in fields, with what was typed and what was wrong. It shows; reading and judging stand in `forms.py`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from liandong.core.model import Fact, FactType
from liandong.platform.matters import places
from liandong.platform.matters.forms import ActForm
from liandong.platform.matters.pages import Field, FieldGroup, Option
from liandong.platform.matters.typed import KINDS, PARTY_KINDS, VIAS, Typed

YES_NO = (("true", "是"), ("false", "否"))
ONLY_IF = re.compile(r"(?:fact\.([a-z_]+) != '([a-z_]+)'|!fact\.([a-z_]+)) \|\| \(?known\.([a-z_]+)\b")
ROWS = 3


@dataclass(frozen=True)
class FormFields:
    """The fields of one form as they stand now."""

    form: ActForm
    typed: Typed

    def groups(self) -> tuple[FieldGroup, ...]:
        """Return the form's fields with what was typed and what was wrong."""
        shown = list(self._party_groups()) if self.form.step.action.new else []
        if self.form.party:
            chosen = self.typed.text("via") or "window"
            options = tuple(Option(code, zh, chosen=code == chosen) for code, zh in VIAS)
            zh = self.form.procedure.file.roles[self.form.party].zh
            shown.append(
                FieldGroup("", (self._with_error(Field("via", f"{zh}怎么办的", "choice", hint="由您代为登记，经过里写明", options=options)),))
            )
        facts = tuple(self._field(id) for id in self.form.facts())
        if facts:
            shown.append(FieldGroup("事项情况" if self.form.step.action.new else "", facts))
        if self.form.step.action.add:
            shown.extend(self._row_groups())
        return tuple(shown)

    def _field(self, id: str) -> Field:
        fact, name = self.form.procedure.facts[id], f"f.{id}"
        value = self.typed.text(name) or (self.typed.text(f"{name}.text") if fact.type is FactType.BODY else "") or self._default(id, fact)
        kind, options = KINDS[fact.type], self._options(id, fact, value)
        if fact.type is FactType.BODY:
            kind = "select" if self.form.asks_own_village(id) else "place"
            value = self.typed.text(f"{name}.text") if kind == "place" else value
            options = self._village_options(value) if kind == "select" else self._place_options(value, name)
        field = Field(name, fact.zh, kind, value=value, required=id in self.form.step.required, options=options, only_if=self._only_if(id))
        return self._with_error(field)

    def _only_if(self, id: str) -> str:
        """Return the answer that makes this question arise, read from the guard that demands it then."""
        matches = (ONLY_IF.match(need.when.text) for need in self.form.step.needs)
        return next((f"f.{m[1]}={m[2]}" if m[1] else f"f.{m[3]}=true" for m in matches if m and m[4] == id), "")

    def _default(self, id: str, fact: Fact) -> str:
        value = None
        if self.form.matter is not None and self.form.step.action.adverse is None:  # nothing stands chosen in an act against somebody
            value = self.form.matter.facts.get(id)
        if value is None:
            return ""
        if isinstance(value, bool):
            return str(value).lower()
        return f"{int(value) / 100:,.2f}" if fact.type is FactType.MONEY else str(value)  # type: ignore[arg-type]

    def _options(self, id: str, fact: Fact, value: str) -> tuple[Option, ...]:
        if fact.type is FactType.BOOL:
            return tuple(Option(key, zh, chosen=key == value) for key, zh in YES_NO)
        return tuple(Option(key, label.zh, chosen=key == value) for key, label in (fact.of or {}).items())

    def _village_options(self, value: str) -> tuple[Option, ...]:
        own = self.form.matter.body.partition(".")[2] if self.form.matter else ""
        placed = next((p for places in (self.form.matter.parties if self.form.matter else {}).values() for p in places if p and len(p) == 12), "")
        chosen = value or (f"village.{placed}" if placed.startswith(own) else "")
        table = places.divisions(places.root())
        return tuple(Option(f"village.{d.code}", d.name, chosen=f"village.{d.code}" == chosen) for d in table.children(own)) if table.get(own) else ()

    def _place_options(self, text: str, name: str) -> tuple[Option, ...]:
        return places.options(places.find(text), self.typed.text(name).rpartition(".")[2]) if text.strip() else ()

    def _party_groups(self) -> Iterator[FieldGroup]:
        for id, role in self.form.procedure.file.roles.items():
            if not role.party:
                continue
            count = max([1, *(int(m[1]) for key in self.typed.post if (m := re.match(rf"p\.{id}\.(\d{{1,2}})\.", key)))]) if role.each else 1
            for n in range(1, count + 1):
                title = role.zh + (f" {n}" if role.each and count > 1 else "")
                yield FieldGroup(
                    title, tuple(self._party_fields(f"p.{id}.{n}", bool(role.places))), key=f"p.{id}.{n}", can_add=role.each and n == count
                )

    def _party_fields(self, key: str, placed: bool) -> Iterator[Field]:
        kind = self.typed.text(f"{key}.kind") or "person"
        yield Field(f"{key}.kind", "是谁", "choice", options=tuple(Option(code, zh, chosen=code == kind) for code, zh in PARTY_KINDS))
        yield self._with_error(Field(f"{key}.name", "姓名或名称", "name", value=self.typed.text(f"{key}.name")))
        if placed:
            text, chosen = self.typed.text(f"{key}.place.text"), self.typed.text(f"{key}.place")
            options = places.options(places.find(text), chosen) if text.strip() else ()
            unknown = (Option(places.UNKNOWN, "", chosen=True),) if chosen == places.UNKNOWN else ()
            yield self._with_error(
                Field(
                    f"{key}.place",
                    "户籍地（自然人）或登记地（单位）",
                    "place",
                    hint="写镇、村或整段地址都可以；据此交给哪个镇村",
                    value=text,
                    options=(*options, *unknown),
                ),
            )
        yield self._with_error(
            Field(
                f"{key}.number",
                "身份号码或统一社会信用代码",
                "text",
                hint="只用来核对，存进去就遮住；没有可以不填",
                value=self.typed.text(f"{key}.number"),
                required=False,
            ),
        )
        yield self._with_error(
            Field(f"{key}.phone", "电话", "text", hint="存进去就遮住；没有可以不填", value=self.typed.text(f"{key}.phone"), required=False)
        )

    def _row_groups(self) -> Iterator[FieldGroup]:
        item = self.form.procedure.file.items[self.form.step.action.add or ""]
        several = FactType.MONEY in item.fields.values()
        count = max([ROWS if several else 1, *(int(m[1]) for key in self.typed.post if (m := re.match(r"i\.(\d{1,3})\.", key)))])
        for n in range(1, count + 1):
            fields = tuple(
                self._with_error(
                    Field(
                        f"i.{n}.{name}",
                        item.labels[name].zh if name in item.labels else name,
                        KINDS[kind],
                        value=self.typed.text(f"i.{n}.{name}"),
                        required=n == 1,
                    ),
                )
                for name, kind in item.fields.items()
            )
            yield FieldGroup(f"第 {n} 期" if several else "", fields, key=f"i.{n}", can_add=several and n == count)

    def _with_error(self, field: Field) -> Field:
        if field.name not in self.typed.errors:
            return field
        sentence, note, cites = self.typed.errors[field.name]
        return replace(field, error=sentence, error_note=note, error_cites=cites)
