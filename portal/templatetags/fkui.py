"""Försäkringskassan's look in templates: icons, statuses, numbers and days.

How a form field becomes FKUI's markup is in ``fkui_forms``, which only the form pack loads.
"""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agreement import numerals
from portal.statuses import find_status
from register.language import language

register = template.Library()

_STACKS = {"warning": ("circle", "alert"), "error": ("triangle", "alert"), "success": ("circle", "success")}


@register.simple_tag
def icon(name: str, css_class: str = "") -> SafeString:
    """One of FKUI's 31 icons, silent for screen readers: the words beside it must say the same."""
    return format_html(
        '<svg class="icon f-icon-{} {}" focusable="false" aria-hidden="true">'
        '<use href="{}#f-icon-{}"></use></svg>',
        name,
        css_class,
        static("fkui/icon/spritesheet.svg"),
        name,
    )


@register.simple_tag
def icon_stack(kind: str) -> SafeString:
    """The two-layer sign of a message: info, success, warning or error."""
    back, front = _STACKS.get(kind, ("circle", "i"))
    return format_html('<span class="icon-stack icon-stack--{}">{}{}</span>', kind, icon(back), icon(front))


@register.simple_tag
def status(code: str, seen_by: str = "region") -> SafeString:
    """A status as shape and word. ``seen_by``: region, officer, or payout for a computation's status."""
    found = find_status(code, seen_by)
    return format_html('<span class="p-s p-s--{}">{}</span>', found.shape, found.word)


@register.filter
def status_word(code: str, seen_by: str = "region") -> str:
    """The word of a status alone, for lists to choose from."""
    return str(find_status(code, seen_by).word)


@register.simple_tag
def missing(why: str = "") -> SafeString:
    """A dash that says aloud why there is no figure."""
    return format_html('<span class="p-none">–<span class="sr-only"> ({})</span></span>', why or _("saknas"))


@register.filter
def count(number: int | None) -> str:
    """14 473; nothing for None."""
    return "" if number is None else numerals.count(number, language())


@register.filter
def kronor(amount: int | None) -> str:
    """609 000 kr; nothing for None."""
    return "" if amount is None else numerals.kronor(amount, language())


@register.filter
def decimal(number: Fraction | Decimal | None, places: int = 1) -> str:
    """85,4; nothing for None."""
    return "" if number is None else numerals.decimal(number, places, language())


@register.filter
def percent(share: Fraction | Decimal | None, places: int = 1) -> str:
    """A share (0.854) as 85,4 %; nothing for None."""
    return "" if share is None else numerals.percent(share, places, language())


def _local_day(when: date) -> date:
    return timezone.localtime(when).date() if isinstance(when, datetime) else when


@register.filter
def day(when: date | None) -> str:
    """15 augusti 2027. A moment is shown as its Swedish calendar day."""
    return numerals.day(_local_day(when), language()) if when else ""


@register.filter
def weekday(when: date | None) -> str:
    """söndagen den 15 augusti 2027."""
    return numerals.day_with_weekday(_local_day(when), language()) if when else ""


@register.filter
def date_short(when: date | None) -> str:
    """2027-08-15, for tables."""
    return _local_day(when).isoformat() if when else ""


def _clock(when: datetime, sv: str, en: str) -> str:
    local = timezone.localtime(when)
    words = local.strftime(en if language() == "en" else sv)
    return f"{numerals.day(local.date(), language())} {words}"


@register.filter
def moment(when: datetime | None) -> str:
    """12 augusti 2027 kl. 14.32, Swedish time."""
    return _clock(when, f"kl.{numerals.NBSP}%H.%M", f"at{numerals.NBSP}%H:%M") if when else ""


@register.filter
def moment_exact(when: datetime | None) -> str:
    """12 augusti 2027 kl. 14.32.07, for receipts."""
    return _clock(when, f"kl.{numerals.NBSP}%H.%M.%S", f"at{numerals.NBSP}%H:%M:%S") if when else ""
