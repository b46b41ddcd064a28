"""More invented content for the gallery: forms, lists, the catalogue, signing in; and the table of all its pages."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

from gallery_content import FRAME, JUDGE, PLENTY, SOON, VILLAGE, ended, inbox, matter, paying, village_inbox, visit

from liandong.platform.catalogue.drawing import draw
from liandong.platform.catalogue.files import the_law
from liandong.platform.matters.pages import Field, FieldGroup, FormPage, Inbox, ListPage, ListRow, Option

PEOPLE = (Option("person", "自然人", chosen=True), Option("firm", "单位"))
YES_NO = (Option("true", "是"), Option("false", "否"))


def _party(role: str, key: str, placed: bool, **more: Any) -> FieldGroup:
    fields = [
        Field(f"{key}.kind", "是谁", "choice", options=PEOPLE),
        Field(f"{key}.name", "姓名或名称", "name", value="孙某明" if placed else "周某兰"),
    ]
    if placed:
        fields.append(Field(f"{key}.place", "户籍地（自然人）或登记地（单位）", "place", hint="写镇、村或整段地址都可以；据此交给哪个镇村", **more))
    fields += [
        Field(f"{key}.number", "身份号码或统一社会信用代码", "text", hint="只用来核对，存进去就遮住；没有可以不填", required=False),
        Field(f"{key}.phone", "电话", "text", hint="存进去就遮住；没有可以不填", required=False),
    ]
    return FieldGroup(role, tuple(fields), key=key, can_add=placed)


def filing(*, wrong: bool = False) -> FormPage:
    due = Field("f.due_on", "履行期最后一日（未定期限的为生效日）", "day", hint="判决书写的日子", value="2026-12-10" if wrong else "")
    if wrong:
        due = replace(
            due,
            error="履行期限还没有过，现在不能发起督促；期满次日起可以。",
            error_note="最早可以在 12月11日（周五）发起。",
            error_cites=("民事诉讼法 第250条",),
        )
    place: dict[str, Any] = (
        {
            "value": "长兴龙山 18 号",
            "error": "户籍地有 2 个可能，请选一个。",
            "options": (
                Option("330522200205", "水口乡 龙山村", "浙江省 湖州市 长兴县 水口乡 龙山村 · 名称相同"),
                Option("330522004", "龙山街道", "浙江省 湖州市 长兴县 龙山街道 · 名称相同"),
            ),
        }
        if wrong
        else {}
    )
    facts = (
        Field("f.effective", "文书已生效", "yes_no", options=(replace(YES_NO[0], chosen=wrong), YES_NO[1])),
        due,
        Field("f.amount", "债权数额", "money", value="48,200.00" if wrong else ""),
        Field(
            "f.place_basis",
            "户籍地（登记地）依据",
            "choice",
            required=False,
            options=(Option("register", "户籍或登记机关的登记"), Option("document", "户口簿或裁判文书载明"), Option("number", "只有证件号码前六位")),
        ),
    )
    return FormPage(
        title="发起督促", lead="执前督促 · 填完先核对，再发起", action="start", submit="核对并发起",
        groups=(FieldGroup("", facts), _party("债权人", "p.creditor.1", False), _party("义务人", "p.obligor.1", True, **place)), adverse=False, remedy="", second="",
        after=("选定的镇、村收到协助请求，5 个工作日内回报", "双方各收到一份告知：目的、依据、谁会看到、期限、怎么提意见", "债权人随时可以申请强制执行，督促不会挡住"),
        seen_by=(("本庭", "全部"), ("选定的镇、村", "姓名、地址（走访用，15 分钟）、金额"), ("其他单位", "看不到")), hidden=(("seen", "0"),), back_url="#", back_zh="登记新事项",
        draft_at=datetime(2026, 11, 23, 9, 41, tzinfo=timezone(timedelta(hours=8))) if wrong else None, draft_url="/draft",
    )  # fmt: skip


def report() -> FormPage:
    met = (Option("met", "见到了", chosen=True), Option("away", "不在家"), Option("moved", "已搬走"), Option("not_known", "查无此人"))
    says = (
        Option("pay_all", "愿一次还清"),
        Option("instalments", "愿分期还", "数目写在补充里"),
        Option("hardship", "有困难或有异议"),
        Option("nothing", "没有说"),
    )
    return replace(
        filing(), title="写走访结果", lead="请上门见 孙*明", action="report_visit", submit="提交", back_zh="村访2026-31",
        groups=(FieldGroup("", (Field("f.met", "见到本人了吗", "choice", options=met), Field("f.says", "对这笔欠款，本人怎么说", "choice", required=False, options=says, only_if="f.met=met"), Field("f.note", "补充", "long", required=False))),),
        after=("水口乡和长兴法院收到结果", "提交后可以更正，原来的不会删掉"), seen_by=(("水口乡、法院", "全部"), ("双方", "结果，不含补充")),
        allowed=visit().allowed, forbidden=visit().forbidden,
    )  # fmt: skip


def adverse() -> FormPage:
    return replace(
        filing(), title="终止督促", lead="(2026)浙0522督318号", action="terminate", submit="提交会签", back_zh="周*兰 申请 孙*明 还款 86,000 元", adverse=True,
        remedy="债权人仍可申请执行（民事诉讼法 第250条）。", second="审理法官",
        groups=(FieldGroup("", (Field("f.reason", "理由", "long", hint="不少于 20 个字，写给当事人看", error="理由写了 8 个字，请再写清楚些。", value="督促没有结果了。"), Field("f.basis", "依据", "choice", options=(Option("a", "督促期已满"), Option("b", "有逾期的分期"))))),),
        refusal=SimpleNamespace(zh="督促期没有满，也没有逾期的分期。", cites=("本地做法",), code="still_time"),
    )  # fmt: skip


def propose() -> FormPage:
    groups = tuple(
        FieldGroup(
            f"第 {n} 期",
            (
                Field(f"i.{n}.due_on", "哪天付", "day", value=f"2027-0{n}-15", required=n == 1),
                Field(f"i.{n}.amount", "付多少", "money", value="28,666.00", required=n == 1),
            ),
            key=f"i.{n}",
            can_add=n == 3,
        )
        for n in (1, 2, 3)
    )
    return replace(
        filing(),
        title="提出分期（义务人）",
        lead="义务人在窗口提出，由您代为登记",
        submit="登记",
        groups=groups,
        stale=SimpleNamespace(zh="书记员 09:38 刚办了“登记材料”。您写的还在，看一眼再提交。"),
    )


def listing() -> ListPage:
    rows = (
        ListRow("a", "周*兰 申请 孙*明 还款 86,000 元", "执前督促", "等待审查执行申请", False, "(2026)浙0522督318号", "水口乡 顾渚村", SOON),
        ListRow(
            "b",
            "湖州某建材有限公司 申请 长兴某装饰工程有限公司 给付货款 1,320,000 元",
            "执前督促",
            "分期履行",
            False,
            "(2026)浙0522督340号",
            "虹星桥镇",
            PLENTY,
        ),
        ListRow("c", "陈*国 物业费 4,320 元", "执前督促", "已履行", True, "(2026)浙0522督331号", "煤山镇 东川村", None),
    )
    return ListPage(rows, 63, "", 2, 4, (("open", "在办", 41), ("over", "已过期", 1), ("ended", "办结", 22)))


def procedure() -> Any:
    return SimpleNamespace(
        zh="执前督促", en="Pre-enforcement urging", id="enforcement.urging", cites=("本地做法", "民事诉讼法 第247条", "民事诉讼法 第250条"), svg=draw(the_law().procedure("enforcement.urging")),
        states=[("督促中", "Being urged", "义务人、审理法官、债权人", ""), ("分期履行", "Paying by instalments", "义务人、债权人、审理法官", ""), ("已履行", "Performed", "", "办结")],
        clocks=[("督促期限", "期限", "30 日", "发起督促", "可以转立案执行", True, True, ("本地做法",)), ("申请执行时效", "权利", "2 年", "履行期最后一日；送达重新起算", "只作提示", False, False, ("民事诉讼法 第250条",))],
        actions=[
            ("发起督促", "Start urging", "审理法官", "（新事项）", "督促中", ("民事诉讼法 第247条",), [("not_effective", "文书尚未生效，不能督促。", ("民事诉讼法 第247条",)), ("not_yet_due", "履行期限还没有过，现在不能发起督促；期满次日起可以。", ("民事诉讼法 第250条",))]),
            ("同意分期", "Consent to the instalments", "债权人", "待债权人答复分期", "待法官记录协议", ("本地做法",), [("sum_differs", "各期合计加放弃的数额，不等于尚欠的数额。", ())]),
            ("坚持申请执行", "Insist on enforcement", "债权人", "进行中的任一环节", "已转立案执行", ("民事诉讼法 第247条",), []),
        ],
        papers=[("督促履行通知书", "义务人"), ("谈话笔录", "双方"), ("分期履行协议", "双方")],
        roles=[("审理法官", "法院 审判员"), ("债权人", "当事人"), ("义务人", "当事人")],
        examples=[("履行期满次日发起督促", True), ("履行期未满，不能发起", True), ("债权人随时可以申请执行", True)],
    )  # fmt: skip


class _FormStub:
    """Stands for the sign-in form."""

    errors: dict[str, list[str]] = {}

    def __init__(self, errors: list[str]) -> None:
        self._errors = errors
        self.errors = {"__all__": errors} if errors else {}
        self.login = {"value": "zhou"}

    def non_field_errors(self) -> list[str]:
        return self._errors

    def __iter__(self) -> Any:
        return iter(())


def groups() -> list[dict[str, Any]]:
    def post(glyph: str, zh: str, note: str) -> dict[str, str]:
        return {"glyph": glyph, "zh": zh, "note": note, "id": zh}

    return [
        {
            "title": "法院",
            "posts": [
                post("审", "审判员", "民二庭，发起督促"),
                post("审", "审判员（会签）", "民二庭，另一名审判员"),
                post("立", "立案庭", "执行立案"),
            ],
        },
        {
            "title": "县、镇",
            "posts": [
                post("县", "县中心调度员", "归集、查明户籍地"),
                post("镇", "水口乡 联络员", "签收、安排走访"),
                post("镇", "洪桥镇 联络员", "签收、安排走访"),
            ],
        },
        {"title": "村", "posts": [post("村", "顾渚村 走访员", "上门走访，手机页面"), post("村", "陈湾村 走访员", "上门走访，手机页面")]},
    ]


def pages() -> dict[str, tuple[str, dict[str, Any]]]:
    """Return every page of the gallery: name to template and context."""
    village = {"acting": VILLAGE, "counts": {"inbox": 2}}
    fresh = {"current": "new"}
    place = {"name": "p.obligor.1.place", "why": "ambiguous", "found": "", "error": "有 2 个可能，请选一个。", "candidates": [
        {"code": "330522200205", "title": "水口乡 龙山村", "path": "浙江省 湖州市 长兴县 水口乡 · 330522200205", "reason": "村 · 名称相同", "chosen": False},
        {"code": "330522004", "title": "龙山街道", "path": "浙江省 湖州市 长兴县 · 330522004", "reason": "街道 · 名称相同", "chosen": False}]}  # fmt: skip
    sealed = {
        "label": "电话",
        "masked": "138****2210",
        "purposes": [("serve", "送达文书", "民事诉讼法 第90条"), ("talk", "约谈", "本案执前督促")],
        "value": None,
        "until": "",
        "back_url": "#",
    }
    paper = {"title": "督促履行通知书", "number": "(2026)浙0522督318号", "body_zh": "长兴县人民法院", "to": "孙某明", "rows": [("债权数额", "86,000.00 元（捌万陆仟元整）"), ("履行期最后一日", "2026年10月30日")], "issued": "2026年11月3日", "back_url": "#",
             "paragraphs": ["周某兰与你民间借贷纠纷一案，本院作出的民事判决书已经发生法律效力，履行期限已于 2026年10月30日 届满，你尚未履行。", "请自收到本通知之日起三十日内主动履行。有困难的，可以与债权人协商分期；有异议的，可以向本院书面说明。债权人可以随时申请强制执行。"]}  # fmt: skip
    me = {"posts": [JUDGE, VILLAGE], "current": "me"}
    catalogue = {"current": "catalogue"}
    each = [
        {"url": "#", "zh": zh, "en": en, "cites": ("民事诉讼法 第247条", "本地做法"), "states": 8, "count_examples": 14, "note": note}
        for zh, en, note in (
            ("执前督促", "Pre-enforcement urging", "裁判生效、履行期已过，提醒义务人自己履行"),
            ("村（社区）走访", "Visit by the village", "镇街请村里上门见一面"),
            ("查明户籍地", "Finding the registered place", "县中心查明归哪个镇村"),
        )
    ]
    guest = {"acting": None}
    shown = {
        "inbox": ("matters/inbox.html", {"page": inbox()}),
        "inbox-village": ("matters/inbox.html", {"page": village_inbox(), **village}),
        "inbox-second": (
            "matters/inbox.html",
            {
                "page": replace(inbox(), groups=inbox().groups[:1]),
                "countersigns": [
                    SimpleNamespace(
                        id="x",
                        zh="终止督促",
                        words="11月23日（周一）",
                        matter=SimpleNamespace(title_zh="周*兰 申请 孙*明 还款 86,000 元", number="(2026)浙0522督318号"),
                        first=JUDGE,
                    )
                ],
            },
        ),
        "countersign": (
            "matters/countersign.html",
            {"page": matter(), "step": SimpleNamespace(zh="终止督促"), "first": JUDGE, "refusal": None, "draft_id": "x", "groups": adverse().groups},
        ),
        "readings": (
            "matters/readings.html",
            {
                "title": matter().title,
                "public_id": "m1",
                "rows": [
                    {"when": "11月20日 09:12", "who": "水口乡 顾渚村 走访员", "what": "地址", "purpose": "上门走访或约谈", "basis": "本案执前督促"},
                    {"when": "11月5日 10:02", "who": "长兴县人民法院 书记员", "what": "电话", "purpose": "送达文书", "basis": "民事诉讼法 第90条"},
                ],
            },
        ),
        "readings-empty": ("matters/readings.html", {"title": matter().title, "public_id": "m1", "rows": []}),
        "no-post": ("accounts/no_post.html", {"acting": None}),
        "inbox-empty": ("matters/inbox.html", {"page": Inbox((), 0, 0, 0, 9)}),
        "matter": ("matters/matter.html", {"page": matter()}),
        "matter-paying": ("matters/matter.html", {"page": paying()}),
        "matter-ended": ("matters/matter.html", {"page": ended()}),
        "matter-visit": ("matters/matter.html", {"page": visit(), **village}),
        "matter-refused": (
            "matters/matter.html",
            {"page": replace(matter(), refusal=SimpleNamespace(zh="对这名义务人的协助任务还没有反馈。", cites=(), code="town_still_asked"))},
        ),
        "list": ("matters/list.html", {"page": listing(), "current": "matters", "show": "open"}),
        "list-empty": ("matters/list.html", {"page": ListPage((), 0, "张三", 1, 1), "current": "matters"}),
        "form": ("matters/form.html", {"page": filing(), **fresh}),
        "form-errors": ("matters/form.html", {"page": filing(wrong=True), **fresh}),
        "form-visit": ("matters/form.html", {"page": report(), **village}),
        "form-adverse": ("matters/form.html", {"page": adverse()}),
        "form-instalments": ("matters/form.html", {"page": propose()}),
        "new": ("matters/new.html", {"procedures": each[:2], **fresh}),
        "new-empty": ("matters/new.html", {"procedures": [], **fresh, **village}),
        "place": ("matters/_place.html", place),
        "sealed": ("matters/sealed.html", {"page": sealed}),
        "sealed-shown": ("matters/sealed.html", {"page": {**sealed, "value": "13800002210", "until": "10:15"}}),
        "paper": ("matters/paper.html", {"page": paper, "back_url": "#"}),
        "index": ("catalogue/index.html", {"procedures": each, **catalogue}),
        "procedure": ("catalogue/procedure.html", {"page": procedure(), **catalogue}),
        "procedure-guest": ("catalogue/procedure.html", {"page": procedure(), **catalogue, **guest}),
        "login": ("account/login.html", {"form": _FormStub([]), "groups": groups(), **guest}),
        "login-wrong": ("account/login.html", {"form": _FormStub(["账号或口令不对，请再核对一遍。"]), "groups": [], "demo": False, **guest}),
        "me": ("accounts/me.html", me),
        "404": ("404.html", {}),
        "403": ("403.html", {}),
        "409": ("409.html", {"back_url": "#"}),
        "refused": ("refused.html", {"refusal": SimpleNamespace(zh="这一步由立案庭办。已为您转到他们的待办。", cites=(), code="wrong_role")}),
        "500": ("500.html", dict.fromkeys(FRAME, "")),
    }
    big = {
        f"{name}-elder": (shown[name][0], {**shown[name][1], "elder": True})
        for name in ("inbox", "matter", "matter-visit", "form-visit", "form-errors", "login", "procedure")
    }
    return shown | big
