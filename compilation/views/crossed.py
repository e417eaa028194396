"""The page with the cross table that series lists give, for the nation or one region."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from agreement import numerals
from agreement.lines import LINE
from agreement.small_numbers import ALL
from compilation.crossed import Crossed, crossed_of
from compilation.sources import NATION
from compilation.views.preview import let_in
from register.language import language
from register.models import AgreementYear, Region


@require_GET
def crossed(request: HttpRequest, year: int) -> HttpResponse:
    """Treatments by form, sex and care provider; what is small, and what would reveal it, is hidden."""
    let_in(request)
    chosen, found = get_object_or_404(AgreementYear, pk=year), crossed_of(year)
    region = request.GET.get("region", NATION)
    if found is None or region not in (NATION, *found.regions):
        if region != NATION:
            raise Http404
        return render(request, "compilation/crossed.html", {"year": chosen, "found": None})
    names = {NATION: _("Alla regioner med serielistor"), **dict(Region.objects.values_list("code", "name"))}
    context = {
        "year": chosen,
        "found": found,
        "region": region,
        "name": names[region],
        "choices": [(code, names[code]) for code in (NATION, *found.regions)],
        "known_anyway": len(found.hidden.known_anyway),
    } | _shown(found, region)
    return render(request, "compilation/crossed.html", context)


def _shown(found: Crossed, region: str) -> dict[str, object]:
    """The headings, and a row for each form."""
    lang = language()
    forms, sexes, providers = found.axes()
    heads = [(sex, provider) for sex in sexes for provider in providers]
    rows = [
        {
            "name": _named(form, lang),
            "is_total": form == ALL,
            "cells": [_cell(found.shown(region, form, sex, provider), lang) for sex, provider in heads],
        }
        for form in forms
    ]
    return {"heads": [_head(sex, provider, lang) for sex, provider in heads], "rows": rows}


def _cell(count: int | None, lang: str) -> str:
    return "" if count is None else numerals.count(count, lang)


def _head(sex: str, provider: str, lang: str) -> str:
    named = [_named(code, lang) for code in (sex, provider) if code != ALL]
    return ", ".join(named) or _("Alla")


def _named(code: str, lang: str) -> str:
    if code == ALL:
        return _("Alla")
    return LINE[code].label(lang) if code in LINE else code or _("Uppgift saknas")
