"""Small parts that every page uses: icons, clock chips, articles, actors, amounts."""

import re
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from liandong.platform.ui.chips import Chip

register = template.Library()

CHIP_ICONS = {
    "plenty": "clock",
    "soon": "hourglass",
    "today": "today",
    "over": "alert",
    "paused": "pause",
    "prov": "calendar-q",
    "done": "check",
    "none": "dash",
}
DATED = ("plenty", "soon")
PHRASES = re.compile(r" ?(?:[\d,.]+ 元|[^，；：、 ]+)[，；：、]*|.")


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite; a word always stands beside it, so it is hidden from screen readers."""
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>', static("ui/icons.svg"), name)


@register.simple_tag
def chip(chip: Chip | None, short: bool = False) -> SafeString:
    """Draw a clock chip: icon, shape and words say its state; the full sentence is what a screen reader says.

    `short` leaves out the day where it already stands beside the chip.
    """
    if chip is None:
        return SafeString("")
    return format_html(
        '<span class="ck {}{}" role="img" aria-label="{}">{}<span>{}</span></span>',
        chip.state, " local" if chip.local else "", chip.full, icon(CHIP_ICONS[chip.state]), chip.words.partition(" · ")[0] if short and chip.state in DATED else chip.words,
    )  # fmt: skip


@register.simple_tag
def limit_kind(local: bool) -> SafeString:
    """Label a limit as statutory (block) or as a local target (round outline)."""
    return format_html('<span class="kind {}">{}</span>', "loc" if local else "law", "本地目标" if local else "法定")


@register.simple_tag
def cites(texts: Any) -> SafeString:
    """Write the articles behind something."""
    return format_html_join(" ", '<span class="cite">{}</span>', ((text,) for text in texts or ()))


@register.simple_tag
def actor(glyph: str, name: str, mine: bool = False) -> SafeString:
    """Draw an actor: a square with one character and the post's name; one's own says 您."""
    return format_html(
        '<span class="ac{}"><span class="g" aria-hidden="true">{}</span><span>{}</span></span>', " me" if mine else "", "您" if mine else glyph, name
    )


@register.filter
def yuan(fen: int) -> str:
    """Return an amount in 分 as 86,000.00."""
    sign, value = ("-", -fen) if fen < 0 else ("", fen)
    return f"{sign}{value // 100:,}.{value % 100:02}"


@register.filter
def chosen(options: Any) -> str:
    """Return the words of the chosen option."""
    return "、".join(option.zh for option in options if option.chosen) or "没有选"


@register.filter
def punctuated(text: str) -> SafeString:
    """Let a heading break after punctuation and spaces first, so that no line ends inside a masked name or an amount."""
    words = PHRASES.findall(text)
    return format_html_join("", '{}<span class="ph">{}</span>', ((" " if word[0] == " " else "", word.strip()) for word in words))
