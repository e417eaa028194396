"""A region's answers: the list of questions, one question at a time, and handing in."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agreement.moves import Role
from agreement.replies import INSTEAD, Kind
from agreement.replies_wording import misread
from register.access import has_role, person, roles_of
from register.language import language
from submissions.refusals import Refused
from submissions.views.own import is_htmx
from survey import answering, explaining, submitting
from survey.figures import figures_of
from survey.forms import AnswerForm, ExplainForm, ReasonForm, YearForm
from survey.models import Answer, Query, Response, Survey, SurveyItem, Unsaved
from survey.reading import in_words
from survey.refusals import ChangedMeanwhile, NotUnderstood

FIGURES = ("KBT_IPT", "IKBT", "PDT", "MMR")


@require_GET
def surveys(request: HttpRequest) -> HttpResponse:
    """The surveys that the person makes, reads or answers."""
    by = person(request)
    visible = list(Survey.objects.visible_to(by).order_by("-year_id"))
    own = list(
        Response.objects.own_of(by)
        .select_related("survey", "region")
        .order_by("-survey__year_id", "region_id")
    )
    is_analyst = has_role(by, [Role.ANALYST])
    if not (visible or own or is_analyst or roles_of(by) & {Role.PROCESS_LEADER, Role.CONTRIBUTOR}):
        raise Http404
    reads = [] if own and not is_analyst else visible
    context = {"surveys": reads, "own": own, "is_analyst": is_analyst, "form": YearForm()}
    return render(request, "survey/surveys.html", context)


@require_GET
def response(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """All questions with what is answered, and what is left before handing in."""
    return _overview(request, own_response(request, year, region))


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, year: int, region: str, order: int) -> HttpResponse:
    """One question: the answer, the region's own figures and earlier answer, and queries."""
    found = own_response(request, year, region)
    item = get_object_or_404(_items(found), order=order)
    there = Answer.objects.filter(response=found, item=item).first()
    form = AnswerForm(request.POST or None, wording=item.wording, answer=there)
    if is_htmx(request):
        return _as_it_is_written(request, found, item, form)
    if request.method != "POST" or not form.is_valid():
        return _question(request, found, item, form)
    if form.is_blank and there is None:
        return _onwards(request, found, item)
    return _saved(request, found, item, form)


def _saved(request: HttpRequest, found: Response, item: SurveyItem, form: AnswerForm) -> HttpResponse:
    try:
        answering.save(found, item, form.written(), person(request), form.cleaned_data["revision"] or 0)
    except NotUnderstood as faults:
        form.refuse(faults.faults)
        return _question(request, found, item, form, refusal=str(faults))
    except ChangedMeanwhile as error:
        # The form goes on from the colleague's answer; what was written stands above it.
        theirs = AnswerForm(wording=item.wording, answer=error.theirs)
        return _question(request, found, item, theirs, refusal=str(error))
    except Refused as error:
        return _question(request, found, item, form, refusal=str(error))
    messages.success(request, _("Svaret är sparat."))
    return _onwards(request, found, item)


def _onwards(request: HttpRequest, found: Response, item: SurveyItem) -> HttpResponse:
    """The next question where that was asked for, after the last one the overview; else the same again."""
    year, region = found.survey.year_id, found.region_id
    if "next" not in request.POST:
        return redirect("survey:question", year=year, region=region, order=item.order)
    following = _items(found).filter(order__gt=item.order).order_by("order").first()
    if following is None:
        return redirect("survey:response", year=year, region=region)
    return redirect("survey:question", year=year, region=region, order=following.order)


def _as_it_is_written(
    request: HttpRequest, found: Response, item: SurveyItem, form: AnswerForm
) -> HttpResponse:
    """Save what is written so far, and say so beside the form. A colleague's answer is never overwritten.

    What cannot be saved yet stays in the form; nothing is kept beside until the person saves.
    """
    there = Answer.objects.filter(response=found, item=item).first()
    saved, why = there, ""
    if not form.is_valid():
        why = _("Något i svaret är för långt eller finns inte bland valen.")
    elif (there.revision if there else 0) != (form.cleaned_data["revision"] or 0):
        why = _("En kollega har sparat ett annat svar. Spara för att jämföra dem.")
    elif not (form.is_blank and there is None):
        try:
            saved = answering.save(
                found, item, form.written(), person(request), form.cleaned_data["revision"] or 0
            )
        except NotUnderstood as faults:
            why = misread(faults.faults[0], language())
        except Refused as error:
            why = str(error)
    revision = form.data.get("revision", "0") if why or saved is None else saved.revision
    words = [in_words(part, item.wording, language()) for part in saved.said()] if saved and not why else []
    context = {"why": why, "saved": saved, "revision": revision, "understood": words, "item": item}
    return render(request, "survey/parts/saved.html", context)


@require_POST
def explain(request: HttpRequest, year: int, region: str, pk: int) -> HttpResponse:
    """Explain a query about an answer."""
    found = own_response(request, year, region)
    query = get_object_or_404(Query.objects.select_related("item"), pk=pk, response=found)
    form = ExplainForm(request.POST, prefix=f"q{pk}")
    if not form.is_valid():
        item = get_object_or_404(_items(found), pk=query.item_id)
        there = Answer.objects.filter(response=found, item=item).first()
        answer = AnswerForm(wording=item.wording, answer=there)
        return _question(request, found, item, answer, explained={pk: form})
    _tried(request, lambda: explaining.explain(query, form.cleaned_data["text"], person(request)))
    return redirect("survey:question", year=year, region=region, order=query.item.order)


@require_POST
def settle(request: HttpRequest, year: int, region: str, pk: int) -> HttpResponse:
    """What could not be saved is dealt with: it becomes the answer after all, or is not shown more."""
    found = own_response(request, year, region)
    rows = Unsaved.objects.select_related("item__wording__question", "response__survey")
    kept = get_object_or_404(rows, pk=pk, response=found)
    seen = request.POST.get("use", "")
    if seen.isdecimal() and len(seen) < 10:
        _tried(request, lambda: answering.use_kept(kept, person(request), int(seen)))
    else:
        _tried(request, lambda: answering.settle(kept, person(request)))
    return redirect("survey:question", year=year, region=region, order=kept.item.order)


@require_POST
def submit(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Hand in what was shown."""
    found = own_response(request, year, region)
    seen = request.POST.get("revision", "")
    revision = int(seen) if seen.isdecimal() and len(seen) < 10 else -1
    try:
        submitting.submit(found, person(request), revision)
    except Refused as error:
        return _overview(request, found, refusal=str(error))
    messages.success(request, _("Enkätsvaren är inlämnade."))
    return redirect("survey:response", year=year, region=region)


@require_POST
def withdraw(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Take the answers back, with a reason."""
    found, form = own_response(request, year, region), ReasonForm(request.POST)
    if not form.is_valid():
        return _overview(request, found, reason_form=form)
    _tried(request, lambda: submitting.withdraw(found, form.cleaned_data["reason"], person(request)))
    return redirect("survey:response", year=year, region=region)


def own_response(request: HttpRequest, year: int, region: str) -> Response:
    """The person's own region's response, or 404."""
    own = Response.objects.own_of(request.user).select_related("survey", "region", "submitted_by")
    return get_object_or_404(own, survey__year=year, region=region)


def _tried(request: HttpRequest, act: Any) -> None:
    try:
        act()
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Sparat."))


def _items(found: Response) -> Any:
    return SurveyItem.objects.filter(survey=found.survey).select_related(
        "wording__question", "question", "summary"
    )


def _overview(request: HttpRequest, found: Response, **given: object) -> HttpResponse:
    written = found.answers.select_related("written_by")
    answers = {each.item_id: each for each in written if not each.is_empty}
    left: dict[int, int] = {}
    for query in found.queries.filter(explanation=""):
        left[query.item_id] = left.get(query.item_id, 0) + 1
    rows = [
        {
            "item": item,
            "words": item.wording.words(language()),
            "answer": answers.get(item.pk),
            "queries": left.get(item.pk, 0),
        }
        for item in _items(found).order_by("order")
    ]
    last = found.survey.last_day
    context = {
        "found": found,
        "rows": rows,
        "answered": len(answers),
        "left": sum(left.values()),
        "days_left": (last - timezone.localdate()).days if last is not None else None,
        "may_submit": found.is_open and Role.PROCESS_LEADER in roles_of(person(request), found.region_id),
        "may_withdraw": found.status == Response.Status.SUBMITTED
        and found.survey.status == Survey.Status.SENT
        and Role.PROCESS_LEADER in roles_of(person(request), found.region_id),
        "reason_form": ReasonForm(),
        "versions": found.versions.select_related("made_by").order_by("-number"),
    } | given
    return render(request, "survey/response.html", context)


def _question(
    request: HttpRequest, found: Response, item: SurveyItem, form: AnswerForm, **given: Any
) -> HttpResponse:
    lang = language()
    explained: dict[int, ExplainForm] = given.get("explained", {})
    queries = [
        {
            "query": each,
            "words": each.message(lang) if found.is_open else each.told(lang),
            "may_explain": each.may_be_explained_in(found),
            "form": explained.get(each.pk) or ExplainForm(prefix=f"q{each.pk}"),
        }
        for each in found.queries.filter(item=item).select_related("explained_by")
    ]
    kept = [
        {"kept": each, "words": [in_words(part, item.wording, lang) for part in each.said()]}
        for each in found.unsaved.filter(item=item, settled_at=None).select_related("written_by")
    ]
    context = {
        "found": found,
        "item": item,
        "words": item.wording.words(lang),
        "help": item.wording.help(lang),
        "form": form,
        "queries": queries,
        "kept": kept,
        "earlier": _earlier(found, item, lang),
        "figures": _figures(found, item),
        "understood": _understood(found, item, lang),
        "summary": getattr(item, "summary", None) if found.survey.status == Survey.Status.PUBLISHED else None,
        "refusal": given.get("refusal", ""),
        "has_errors": bool(explained),
    }
    return render(request, "survey/question.html", context)


def _understood(found: Response, item: SurveyItem, lang: str) -> list[str]:
    """How the numbers and amounts of what is saved were read."""
    if Kind(item.wording.question.kind) not in INSTEAD:
        return []
    saved = Answer.objects.filter(response=found, item=item).first()
    return [in_words(part, item.wording, lang) for part in saved.said()] if saved is not None else []


def _earlier(found: Response, item: SurveyItem, lang: str) -> dict[str, Any] | None:
    """The region's own latest earlier answer to the same question, from whatever year it is."""
    earlier = Answer.objects.filter(
        response__survey__year__lt=found.survey.year_id,
        response__region=found.region_id,
        item__question=item.question_id,
    ).select_related("item__wording__question", "response__survey")
    for answer in earlier.order_by("-response__survey__year"):
        if not answer.is_empty:
            words = [in_words(part, answer.item.wording, lang) for part in answer.said()]
            return {"year": answer.response.survey.year_id, "words": words, "comment": answer.comment}
    return None


def _figures(found: Response, item: SurveyItem) -> dict[str, Any]:
    """The region's own figures of this year and the one before, where it has handed any in.

    Those that the question names by its rows come first.
    """
    year = found.survey.year_id
    told = figures_of((year - 1, year), [found.region_id])
    now, before = told.get((found.region_id, year), {}), told.get((found.region_id, year - 1), {})
    rows = [code for code, *_names in item.wording.rows]
    codes = dict.fromkeys([*(rows if set(rows) & {*now, *before} else ()), *FIGURES])
    shown = [
        {"code": code, "now": now.get(code), "before": before.get(code)}
        for code in codes
        if code in now or code in before
    ]
    return {"rows": shown, "year": year, "before": year - 1}
