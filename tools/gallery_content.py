"""Invented content for the gallery: people, numbers and amounts stand for nobody."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any


from liandong.platform.catalogue.drawing import draw
from liandong.platform.catalogue.files import the_law
from liandong.platform.matters.pages import (
    CourseRow, Field, FieldGroup, FormPage, HandCard, Hindered, Inbox, InboxGroup, InboxRow, ItemCard, Limit, ListPage, ListRow, MatterPage, Offer, Option,
    PaperCard, PartyCard, Sealed, WhyRow,
)  # fmt: skip
from liandong.platform.ui.chips import Chip

JUDGE = SimpleNamespace(holding=1, post_zh="民二庭 审判员", body_zh="长兴县人民法院")
VILLAGE = SimpleNamespace(holding=2, post_zh="走访员", body_zh="水口乡 顾渚村")
FRAME: dict[str, Any] = {
    "demo": True, "acting": JUDGE, "counts": {"inbox": 10, "matters": 63}, "now_words": "2026年11月23日（周一）09:40", "current": "inbox", "elder": False,
    "deployment": SimpleNamespace(name="长兴县"),
}  # fmt: skip


def chip(state: str, words: str, local: bool = False) -> Chip:
    return Chip(state, words, ("本地目标，" if local else "法定期限，") + words, local)  # type: ignore[arg-type]


OVER = chip("over", "过期 1 天")
TODAY = chip("today", "今天 24:00 前")
SOON = chip("soon", "还剩 4 天 · 11月27日")
SOON_LOCAL = chip("soon", "还剩 3 个工作日 · 11月26日", True)
PLENTY = chip("plenty", "还剩 16 天 · 12月9日", True)
PAUSED = chip("paused", "已暂停 · 等鉴定")
PROV = chip("prov", "暂定 2028年11月6日")
DONE = chip("done", "11月20日 完成", True)
NONE = Chip("none", "没有期限", "这一步没有期限", True)


def _row(do: str, what: str, who: str, number: str, chip: Chip, **more: Any) -> InboxRow:
    return InboxRow(number, do, what, who, number, chip, **more)


def inbox() -> Inbox:
    return Inbox(
        (
            InboxGroup("over", "已过期", "到期不会替当事人作不利处理", (_row("答复执行异议的受理结果", "宋*华 对查封 浙E·*** 车辆提出异议 · 执行异议", "长兴法院 执行局", "(2026)浙0522执异27号", OVER),)),
            InboxGroup("today", "今天到期", "以服务器 24:00 前收到为准", (
                _row("签发执行通知", "湖州某建材公司 申请 某装饰公司 给付货款 · 金钱给付执行", "待发出通知", "(2026)浙0522执1903号", TODAY),
                _row("回复县中心：是否同意由泗安镇联办", "泗安镇 赵村村 3 件同类欠薪 · 联合团队协商", "县社会治理中心 转来", "LD-2611-0417", chip("today", "今天 17:30 前", True)),
            )),
            InboxGroup("week", "本周", "", (
                _row("看煤山镇的走访回报，决定下一步", "陈*国 物业费 4,320 元 · 执前督促", "督促中", "(2026)浙0522督331号", chip("soon", "还剩 2 天 · 11月25日", True)),
                _row("确认调解协议的司法确认申请", "和平镇 人民调解委员会 · 相邻排水纠纷", "待审查", "(2026)浙0522民特88号", chip("soon", "还剩 3 天 · 11月26日")),
                _row("审查强制执行申请：立案、补正或裁定不予受理", "周*兰 申请 孙*明 还款 86,000 元 · 执前督促", "债权人已申请执行", "(2026)浙0522督318号", SOON),
            )),
            InboxGroup("later", "以后", "", (
                _row("督促期满前决定是否转立案", "虹星桥镇 · 买卖合同 132,000 元 · 执前督促", "督促中", "(2026)浙0522督340号", PLENTY),
                _row("等鉴定意见，不计入审限", "林城镇 · 建设工程施工合同", "鉴定中", "(2026)浙0522民初2210号", PAUSED),
                _row("五年内定期查询财产（第二次）", "某运输公司 · 终结本次执行后", "终结本次执行", "(2025)浙0522执877号", PROV),
                _row("查明户籍地", "吴*强 运费 21,500 元 · 查明户籍地", "待查明", "归集2026-77", NONE),
            )),
        ),
        10, 1, 2, 9,
    )  # fmt: skip


def village_inbox() -> Inbox:
    row = _row("上门走访", "请上门见 孙*明，讲清通知，听本人怎么说 · 村（社区）走访", "待走访", "村访2026-31", SOON_LOCAL, quick="report_visit", quick_zh="写走访结果")
    return Inbox((InboxGroup("week", "本周", "", (row, replace(row, public_id="b", what="请上门见 陈*国，讲清通知，听本人怎么说 · 村（社区）走访", number="村访2026-33", chip=PLENTY))),), 2, 0, 0, 0)


WHY = (
    WhyRow("11月20日", "收到申请；开始的当日不算", ("民事诉讼法 第85条",)),
    WhyRow("+ 7 日", "七日内立案", ("执行规定 第16条",)),
    WhyRow("11月27日", "周五，工作日，不顺延", ()),
    WhyRow("", "无暂停、无延长", ()),
    WhyRow("到期", "11月27日（周五）24:00", ()),
)
REVIEW = Limit("review", "审查执行申请", SOON, False, "", False, True, WHY, "到期只提醒，不会自动作出对当事人不利的处理。")
LIMITS = (
    REVIEW,
    Limit("apply", "申请执行时效", PROV, False, "债权人", False, False, WHY[:2], "这是当事人的权利，到期只作提示，不会自动失去。"),
    Limit("urging", "督促期限", chip("done", "已停止", True), True, "", True, False, (), ""),
)


def matter() -> MatterPage:
    return MatterPage(
        public_id="m1", seq=7, title="周*兰 申请 孙*明 还款 86,000 元", procedure="enforcement.urging", procedure_zh="执前督促", state_zh="等待审查执行申请", ended=False,
        number="(2026)浙0522督318号", stands="债权人已申请强制执行，等您审查", stands_note="镇（街道）协助：见到本人，愿分期。周*兰 11月20日仍申请执行，督促到此不再拖住立案。",
        turn="民二庭 审判员", turn_mine=True, turn_note="也可以办：债权人、义务人", deadline=REVIEW, deadline_words="11月27日（周五）24:00",
        offers=(
            Offer("refer", "转立案执行", "转到“已转立案执行”；签发督促结果反馈表；请求执行立案；告知双方。", ("执行规定 第16条",), False, False, url="#"),
            Offer("correct", "一次告知补正", "一次说清还缺什么。补齐之日重新起算七日。", ("本地做法",), False, True, url="#"),
            Offer("agree", "登记分期协议", "双方都同意才可登记；周*兰撤回申请后生效，违约即可恢复申请。", ("民事诉讼法 第241条",), False, False, url="#"),
            Offer("reject", "裁定不予受理", "写明理由和依据；须另一名审理法官会签，并告知救济途径。", ("执行规定 第18条",), True, False, url="#"),
        ),
        party_offers=(
            Offer("withdraw", "撤回", "转到“已撤回”；告知双方。", ("民事诉讼法 第13条",), False, False, "债权人", url="#"),
            Offer("promise", "承诺履行", "告知债权人。", ("时效规定 第20条",), False, False, "义务人", url="#"),
        ),
        hindered=(
            Hindered("继续督促", "债权人已申请执行，督促不得拖延立案。周*兰书面撤回申请后可以继续。", (), "applied"),
            Hindered("查封、限制消费、失信名单", "尚无执行案件。立案并发出执行通知后，由执行局依法决定。", ("民事诉讼法 第251条",), "no_case"),
        ),
        allowed=(), forbidden=(), limits=LIMITS,
        course=(
            CourseRow("future", "11月27日 24:00", "审查执行申请到期。到期只提醒，不会自动作出不利处理", "", ""),
            CourseRow("now", "现在", "等民二庭 审判员审查", "", ""),
            CourseRow("other", "11月20日 16:40", "坚持申请执行", "周*兰 · 窗口代登 · 长兴县人民法院", "附送达地址确认书", (), "7c1f…a9"),
            CourseRow("other", "11月20日 10:12", "镇街反馈", "水口乡 联络员", "见到本人了吗 见到了；对这笔欠款，本人怎么说 愿分期还", (), "51d0…3e"),
            CourseRow("court", "11月19日 09:05", "再请镇街协助", "长兴县人民法院 民二庭 审判员", "请 水口乡 镇（街道）协助", (), "90ab…17"),
            CourseRow("court", "11月5日 14:20", "送达督促履行通知书", "长兴县人民法院 书记员", "时效自此重新计算", ("民事诉讼法 第250条",), "0f3c…d2"),
            CourseRow("court", "11月3日 11:00", "发起督促", "长兴县人民法院 民二庭 审判员", "履行期最后一日 2026-10-30；债权 86,000.00 元；签发督促履行通知书", (), "aa61…90"),
        ),
        parties=(
            PartyCard("债权人", "周*兰", "自然人", "", (Sealed("电话", "138****2210", "#"),)),
            PartyCard("义务人", "孙*明", "自然人", "水口乡 顾渚村", (Sealed("地址", "水口乡 顾渚村 ***", "#"), Sealed("身份号码", "3305**********0014", "#"))),
        ),
        papers=(PaperCard("申", "强制执行申请书", "11月20日 收到", "#"), PaperCard("督", "督促履行通知书", "11月5日送达", "#"), PaperCard("结", "督促结果反馈表", "11月20日签发，待送达", "#")),
        hands=(
            HandCard("法", "长兴县人民法院 民二庭 审判员", "正在审查", True),
            HandCard("镇", "水口乡 · 镇（街道）协助", "", False, DONE, ("见到本人了吗：见到了", "对这笔欠款，本人怎么说：愿分期还")),
            HandCard("县", "长兴县社会治理中心 · 查明户籍地", "待签收", False),
        ),
        items=(), ledger=(("债权", "86,000.00 元"), ("已付", "0.00 元"), ("放弃", "0.00 元")),
    )  # fmt: skip


def paying() -> MatterPage:
    items = tuple(ItemCard(f"分期 {n}", status, zh, (("哪天付", f"{month}月15日"), ("付多少", "28,666.00 元"))) for n, (status, zh, month) in enumerate((("paid", "已付", 12), ("late", "到期未付", 1), ("pending", "未到期", 2)), 1))
    return replace(matter(), items=items, stands="分期履行", state_zh="分期履行", turn="义务人", turn_mine=False, turn_note="也可以办：债权人、审理法官", deadline=replace(REVIEW, zh="分期到期（第 2 期）", chip=OVER, local=True), deadline_words="1月15日（周五）24:00")


def ended() -> MatterPage:
    return replace(matter(), ended=True, state_zh="已履行", stands="已履行", stands_note="", turn="已办结", turn_mine=False, turn_note="", deadline=None, deadline_words="办结", offers=(), party_offers=(), hindered=(), course=matter().course[2:])


def visit() -> MatterPage:
    limit = Limit("visit", "走访", SOON_LOCAL, True, "", True, False, WHY[:2], "到期只提醒，不会自动作出对当事人不利的处理。")
    return replace(
        matter(), title="请上门见 孙*明，讲清通知，听本人怎么说", procedure="enforcement.village_visit", procedure_zh="村（社区）走访", state_zh="待走访", number="村访2026-31",
        stands="待走访", stands_note="长兴法院请顾渚村协助 · 欠款 86,000 元", turn="村（社区）走访员", turn_note="", deadline=limit, deadline_words="11月26日（周四）24:00",
        offers=(Offer("report_visit", "写走访结果", "转到“见到本人”或“没有见到”；告知镇街。", ("本地做法",), False, True, url="#"), Offer("decline", "谢绝", "转到“已谢绝”；告知镇街，另行安排。", ("本地做法",), False, True, url="#")),
        party_offers=(), hindered=(), limits=(limit,), ledger=(), parties=matter().parties[1:], papers=matter().papers[1:2],
        allowed=("送通知书、讲清后果", "听本人说，照实写下", "与当事人有亲属、债权等关系的，可以谢绝"), forbidden=("不进门搜查，不拍屋里，不拍人脸", "不扣人、不扣东西、不收钱", "不向邻居说起这笔债"),
        course=(CourseRow("now", "现在", "等村（社区）走访员", "", ""), CourseRow("other", "11月19日 15:30", "镇街请求走访", "水口乡 联络员", "履行期最后一日 2026-10-30；债权数额 86,000.00 元", (), "3b2a…44")),
        hands=(HandCard("村", "水口乡 顾渚村 走访员", "待走访", True), HandCard("镇", "水口乡 联络员", "办理中", False)),
    )  # fmt: skip


PEOPLE = (Option("person", "自然人", chosen=True), Option("firm", "单位"))
YES_NO = (Option("true", "是"), Option("false", "否"))


def _party(role: str, key: str, placed: bool, **more: Any) -> FieldGroup:
    fields = [Field(f"{key}.kind", "是谁", "choice", options=PEOPLE), Field(f"{key}.name", "姓名或名称", "name", value="孙某明" if placed else "周某兰")]
    if placed:
        fields.append(Field(f"{key}.place", "户籍地（自然人）或登记地（单位）", "place", hint="写镇、村或整段地址都可以；据此交给哪个镇村", **more))
    fields += [Field(f"{key}.number", "身份号码或统一社会信用代码", "text", hint="只用来核对，存进去就遮住；没有可以不填", required=False), Field(f"{key}.phone", "电话", "text", hint="存进去就遮住；没有可以不填", required=False)]
    return FieldGroup(role, tuple(fields), key=key, can_add=placed)


def filing(*, wrong: bool = False) -> FormPage:
    due = Field("f.due_on", "履行期最后一日（未定期限的为生效日）", "day", hint="判决书写的日子", value="2026-12-10" if wrong else "")
    if wrong:
        due = replace(due, error="履行期限还没有过，现在不能发起督促；期满次日起可以。", error_note="最早可以在 12月11日（周五）发起。", error_cites=("民事诉讼法 第250条",))
    place: dict[str, Any] = {"value": "长兴龙山 18 号", "error": "户籍地有 2 个可能，请选一个。", "options": (Option("330522200205", "水口乡 龙山村", "浙江省 湖州市 长兴县 水口乡 龙山村 · 名称相同"), Option("330522004", "龙山街道", "浙江省 湖州市 长兴县 龙山街道 · 名称相同"))} if wrong else {}
    facts = (
        Field("f.effective", "文书已生效", "yes_no", options=(replace(YES_NO[0], chosen=wrong), YES_NO[1])),
        due,
        Field("f.amount", "债权数额", "money", value="48,200.00" if wrong else ""),
        Field("f.place_basis", "户籍地（登记地）依据", "choice", required=False, options=(Option("register", "户籍或登记机关的登记"), Option("document", "户口簿或裁判文书载明"), Option("number", "只有证件号码前六位"))),
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
    says = (Option("pay_all", "愿一次还清"), Option("instalments", "愿分期还", "数目写在补充里"), Option("hardship", "有困难或有异议"), Option("nothing", "没有说"))
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
    groups = tuple(FieldGroup(f"第 {n} 期", (Field(f"i.{n}.due_on", "哪天付", "day", value=f"2027-0{n}-15", required=n == 1), Field(f"i.{n}.amount", "付多少", "money", value="28,666.00", required=n == 1)), key=f"i.{n}", can_add=n == 3) for n in (1, 2, 3))
    return replace(filing(), title="提出分期（义务人）", lead="义务人在窗口提出，由您代为登记", submit="登记", groups=groups, stale=SimpleNamespace(zh="书记员 09:38 刚办了“登记材料”。您写的还在，看一眼再提交。"))


def listing() -> ListPage:
    rows = (
        ListRow("a", "周*兰 申请 孙*明 还款 86,000 元", "执前督促", "等待审查执行申请", False, "(2026)浙0522督318号", "水口乡 顾渚村", SOON),
        ListRow("b", "湖州某建材有限公司 申请 长兴某装饰工程有限公司 给付货款 1,320,000 元", "执前督促", "分期履行", False, "(2026)浙0522督340号", "虹星桥镇", PLENTY),
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
        {"title": "法院", "posts": [post("审", "审判员", "民二庭，发起督促"), post("审", "审判员（会签）", "民二庭，另一名审判员"), post("立", "立案庭", "执行立案")]},
        {"title": "县、镇", "posts": [post("县", "县中心调度员", "归集、查明户籍地"), post("镇", "水口乡 联络员", "签收、安排走访"), post("镇", "洪桥镇 联络员", "签收、安排走访")]},
        {"title": "村", "posts": [post("村", "顾渚村 走访员", "上门走访，手机页面"), post("村", "陈湾村 走访员", "上门走访，手机页面")]},
    ]


def pages() -> dict[str, tuple[str, dict[str, Any]]]:
    """Return every page of the gallery: name to template and context."""
    village = {"acting": VILLAGE, "counts": {"inbox": 2}}
    fresh = {"current": "new"}
    place = {"name": "p.obligor.1.place", "why": "ambiguous", "found": "", "error": "有 2 个可能，请选一个。", "candidates": [
        {"code": "330522200205", "title": "水口乡 龙山村", "path": "浙江省 湖州市 长兴县 水口乡 · 330522200205", "reason": "村 · 名称相同", "chosen": False},
        {"code": "330522004", "title": "龙山街道", "path": "浙江省 湖州市 长兴县 · 330522004", "reason": "街道 · 名称相同", "chosen": False}]}  # fmt: skip
    sealed = {"label": "电话", "masked": "138****2210", "purposes": [("serve", "送达文书", "民事诉讼法 第90条"), ("talk", "约谈", "本案执前督促")], "value": None, "until": "", "back_url": "#"}
    paper = {"title": "督促履行通知书", "number": "(2026)浙0522督318号", "body_zh": "长兴县人民法院", "to": "孙某明", "rows": [("债权数额", "86,000.00 元（捌万陆仟元整）"), ("履行期最后一日", "2026年10月30日")], "issued": "2026年11月3日", "back_url": "#",
             "paragraphs": ["周某兰与你民间借贷纠纷一案，本院作出的民事判决书已经发生法律效力，履行期限已于 2026年10月30日 届满，你尚未履行。", "请自收到本通知之日起三十日内主动履行。有困难的，可以与债权人协商分期；有异议的，可以向本院书面说明。债权人可以随时申请强制执行。"]}  # fmt: skip
    me = {"posts": [JUDGE, VILLAGE], "current": "me"}
    catalogue = {"current": "catalogue"}
    each = [{"url": "#", "zh": zh, "en": en, "cites": ("民事诉讼法 第247条", "本地做法"), "states": 8, "count_examples": 14, "note": note} for zh, en, note in (("执前督促", "Pre-enforcement urging", "裁判生效、履行期已过，提醒义务人自己履行"), ("村（社区）走访", "Visit by the village", "镇街请村里上门见一面"), ("查明户籍地", "Finding the registered place", "县中心查明归哪个镇村"))]
    guest = {"acting": None}
    shown = {
        "inbox": ("matters/inbox.html", {"page": inbox()}),
        "inbox-village": ("matters/inbox.html", {"page": village_inbox(), **village}),
        "inbox-second": ("matters/inbox.html", {"page": replace(inbox(), groups=inbox().groups[:1]), "countersigns": [SimpleNamespace(id="x", zh="终止督促", words="11月23日（周一）", matter=SimpleNamespace(title_zh="周*兰 申请 孙*明 还款 86,000 元", number="(2026)浙0522督318号"), first=JUDGE)]}),
        "countersign": ("matters/countersign.html", {"page": matter(), "step": SimpleNamespace(zh="终止督促"), "first": JUDGE, "refusal": None, "draft_id": "x", "groups": adverse().groups}),
        "readings": ("matters/readings.html", {"title": matter().title, "public_id": "m1", "rows": [{"when": "11月20日 09:12", "who": "水口乡 顾渚村 走访员", "what": "地址", "purpose": "上门走访或约谈", "basis": "本案执前督促"}, {"when": "11月5日 10:02", "who": "长兴县人民法院 书记员", "what": "电话", "purpose": "送达文书", "basis": "民事诉讼法 第90条"}]}),
        "readings-empty": ("matters/readings.html", {"title": matter().title, "public_id": "m1", "rows": []}),
        "no-post": ("accounts/no_post.html", {"acting": None}),
        "inbox-empty": ("matters/inbox.html", {"page": Inbox((), 0, 0, 0, 9)}),
        "matter": ("matters/matter.html", {"page": matter()}),
        "matter-paying": ("matters/matter.html", {"page": paying()}),
        "matter-ended": ("matters/matter.html", {"page": ended()}),
        "matter-visit": ("matters/matter.html", {"page": visit(), **village}),
        "matter-refused": ("matters/matter.html", {"page": replace(matter(), refusal=SimpleNamespace(zh="对这名义务人的协助任务还没有反馈。", cites=(), code="town_still_asked"))}),
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
        "500": ("500.html", {key: "" for key in FRAME}),
    }
    big = {f"{name}-elder": (shown[name][0], {**shown[name][1], "elder": True}) for name in ("inbox", "matter", "matter-visit", "form-visit", "form-errors", "login", "procedure")}
    return shown | big
