"""Invented content for the gallery: people, numbers and amounts stand for nobody."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from liandong.platform.matters.pages import (
    CourseRow,
    HandCard,
    Hindered,
    Inbox,
    InboxGroup,
    InboxRow,
    ItemCard,
    Limit,
    MatterPage,
    Offer,
    PaperCard,
    PartyCard,
    Sealed,
    WhyRow,
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
    row = _row(
        "上门走访",
        "请上门见 孙*明，讲清通知，听本人怎么说 · 村（社区）走访",
        "待走访",
        "村访2026-31",
        SOON_LOCAL,
        quick="report_visit",
        quick_zh="写走访结果",
    )
    return Inbox(
        (
            InboxGroup(
                "week",
                "本周",
                "",
                (row, replace(row, public_id="b", what="请上门见 陈*国，讲清通知，听本人怎么说 · 村（社区）走访", number="村访2026-33", chip=PLENTY)),
            ),
        ),
        2,
        0,
        0,
        0,
    )


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
    items = tuple(
        ItemCard(f"分期 {n}", status, zh, (("哪天付", f"{month}月15日"), ("付多少", "28,666.00 元")))
        for n, (status, zh, month) in enumerate((("paid", "已付", 12), ("late", "到期未付", 1), ("pending", "未到期", 2)), 1)
    )
    return replace(
        matter(),
        items=items,
        stands="分期履行",
        state_zh="分期履行",
        turn="义务人",
        turn_mine=False,
        turn_note="也可以办：债权人、审理法官",
        deadline=replace(REVIEW, zh="分期到期（第 2 期）", chip=OVER, local=True),
        deadline_words="1月15日（周五）24:00",
    )


def ended() -> MatterPage:
    return replace(
        matter(),
        ended=True,
        state_zh="已履行",
        stands="已履行",
        stands_note="",
        turn="已办结",
        turn_mine=False,
        turn_note="",
        deadline=None,
        deadline_words="办结",
        offers=(),
        party_offers=(),
        hindered=(),
        course=matter().course[2:],
    )


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
