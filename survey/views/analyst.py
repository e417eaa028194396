"""The analyst's pages: making a survey, who has answered, reading answers side by side, and publishing."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agreement.moves import Role
from agreement.replies import Kind
from audit.handing_out import exported
from audit.record import record
from register.access import has_role, person
from register.language import language
from register.models import AgreementYear, User
from submissions.refusals import Refused
from survey import exporting, making, publishing, rescheduling, sending, submitting, summarising
from survey.forms import (
    DayForm,
    QuestionForm,
    ReasonForm,
    SummaryForm,
    TagForm,
    TermsForm,
    WordingForm,
    YearForm,
    lines_of,
)
from survey.models import Answer, QuestionWording, Response, ResponseVersion, Survey, SurveyItem, Tag
from survey.reading import counted, earlier_answers, in_words, side_by_side

OFFICE = "application/vnd.openxmlformats-officedocument."
FILES: dict[str, tuple[Callable[[Survey, str, User], bytes], str]] = {
    "xlsx": (exporting.as_xlsx, f"{OFFICE}spreadsheetml.sheet"),
    "docx": (exporting.as_docx, f"{OFFICE}wordprocessingml.document"),
}


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Begin a year's survey, with the question bank filled."""
    by, form = _analyst(request), YearForm(request.POST)
    if not form.is_valid():
        return render(request, "survey/surveys.html", _list(by, form))
    year = get_object_or_404(AgreementYear, pk=form.cleaned_data["year"])
    making.fill_bank()
    if not _tried(request, lambda: making.make_survey(year, by)):
        return redirect("survey:surveys")
    return redirect("survey:survey", year=year.pk)


@require_GET
def survey(request: HttpRequest, year: int) -> HttpResponse:
    """One survey: its questions, its terms, and who has answered."""
    return _page(request, _seen(request, year))


@require_POST
def act(request: HttpRequest, year: int, name: str) -> HttpResponse:
    """Set the terms, add, move or remove a question, send, close or publish."""
    by, found = _analyst(request), _seen(request, year)
    if name == "villkor":
        form = _terms_form(found)(request.POST)
        if not form.is_valid():
            return _page(request, found, terms_form=form)
        _tried(request, lambda: _set_terms(request, found, form))
    elif name == "ny-fraga":
        question = QuestionForm(request.POST)
        if not question.is_valid():
            return _page(request, found, question_form=question)
        _tried(request, lambda: _ask_own(found, question, by))
    else:
        acts = _acts(request, found, by)
        if name not in acts:
            raise Http404
        _tried(request, acts[name])
    return redirect("survey:survey", year=year)


@require_http_methods(["GET", "POST"])
def wording(request: HttpRequest, year: int, order: int) -> HttpResponse:
    """Put a question of a draft in other words; it stays the same question."""
    by, found = _analyst(request), _seen(request, year)
    item = get_object_or_404(found.items.select_related("wording__question", "question"), order=order)
    start = lines_of(item.wording)
    form = WordingForm(request.POST or None, kind_asked=item.question.kind, initial=start)
    sent = request.method == "POST" and form.is_valid()
    if sent and _tried(request, lambda: making.reword_item(item, form.words(), by)):
        return redirect("survey:survey", year=year)
    earlier = item.question.wordings.exclude(pk=item.wording_id).order_by("-number")
    context = {"found": found, "item": item, "form": form, "earlier": earlier}
    return render(request, "survey/wording.html", context)


@require_GET
def answers(request: HttpRequest, year: int, order: int) -> HttpResponse:
    """The answers to a question side by side, counted, with tags and the summary beside."""
    found = _seen(request, year)
    item = get_object_or_404(found.items.select_related("wording__question"), order=order)
    by = person(request)
    if has_role(by, [Role.AUDITOR]):
        with transaction.atomic():
            record(by, "read.answers", item, year=year, question=item.wording.question.key)
    return _answers(request, found, item)


@require_GET
def file(request: HttpRequest, year: int, form: str) -> FileResponse:
    """Every answer as xlsx or docx, without those that are confidential; who took it is in the trail."""
    found, by = _seen(request, year), person(request)
    if form not in FILES:
        raise Http404
    write, content_type = FILES[form]
    data = BytesIO(write(found, language(), by))
    with transaction.atomic():
        exported(by, found, f"enkat-{year}.{form}")
    return FileResponse(data, as_attachment=True, filename=f"enkat-{year}.{form}", content_type=content_type)


@require_POST
def tag(request: HttpRequest, year: int, order: int, pk: int) -> HttpResponse:
    """Give an answer a word, or take one from it."""
    by, found = _analyst(request), _seen(request, year)
    answer = get_object_or_404(
        Answer.objects.select_related("item", "response"), pk=pk, item__survey=found, item__order=order
    )
    taken = request.POST.get("remove", "")
    if taken.isdecimal():
        word = get_object_or_404(Tag, pk=taken, item=answer.item)
        _tried(request, lambda: summarising.untag(word, answer, by))
    else:
        form = TagForm(request.POST)
        said = form.cleaned_data["word"] if form.is_valid() else ""
        _tried(request, lambda: summarising.tag(answer, said, by))
    return redirect("survey:answers", year=year, order=order)


@require_POST
def summary(request: HttpRequest, year: int, order: int) -> HttpResponse:
    """Write the summary of a question."""
    by, found = _analyst(request), _seen(request, year)
    item = get_object_or_404(found.items.select_related("wording__question"), order=order)
    form = SummaryForm(request.POST)
    if not form.is_valid():
        return _answers(request, found, item, summary_form=form)
    said = form.cleaned_data
    try:
        summarising.summarise(item, said["sv"], said["en"], by, said["revision"] or 0)
    except Refused as error:
        return _answers(request, found, item, summary_form=form, refusal=str(error))
    messages.success(request, _("Sammanfattningen är sparad."))
    return redirect("survey:answers", year=year, order=order)


@require_POST
def reopen(request: HttpRequest, year: int, region: str) -> HttpResponse:
    """Let a region change its answers."""
    by, found = _analyst(request), _seen(request, year)
    response = get_object_or_404(
        Response.objects.select_related("survey", "region"), survey=found, region=region
    )
    form = ReasonForm(request.POST)
    said = form.cleaned_data["reason"] if form.is_valid() else ""
    _tried(request, lambda: submitting.reopen(response, said, by))
    return redirect("survey:survey", year=year)


def _analyst(request: HttpRequest) -> User:
    by = person(request)
    if not has_role(by, [Role.ANALYST]):
        raise Http404
    return by


def _seen(request: HttpRequest, year: int) -> Survey:
    """A survey that the person reads as a whole: the analyst always, the agency where it may."""
    by = person(request)
    if not has_role(by, [Role.ANALYST, Role.OFFICER, Role.DECISION_MAKER, Role.ADMINISTRATOR, Role.AUDITOR]):
        raise Http404
    return get_object_or_404(Survey.objects.visible_to(by), year=year)


def _acts(request: HttpRequest, found: Survey, by: User) -> dict[str, Callable[[], Any]]:
    """The acts that need one choice at most, by the last part of their address."""

    def item() -> SurveyItem:
        said = request.POST.get("item", "")
        chosen = int(said) if said.isdecimal() and len(said) < 10 else 0
        return get_object_or_404(found.items.select_related("question", "survey"), pk=chosen)

    def wording() -> QuestionWording:
        key = request.POST.get("key", "")
        latest = making.latest_wordings().get(key)
        if latest is None:
            raise Http404
        return latest

    return {
        "lagg-till": lambda: making.add_item(found, wording(), by),
        "ta-bort": lambda: making.remove_item(item(), by),
        "upp": lambda: making.move_item(item(), -1, by),
        "ner": lambda: making.move_item(item(), 1, by),
        "skicka": lambda: sending.send(found, by),
        "stang": lambda: publishing.close(found, by),
        "publicera": lambda: publishing.publish(found, by),
    }


def _terms_form(found: Survey) -> type[DayForm]:
    """Who may read is settled when the survey is sent; the days are not."""
    return TermsForm if found.status == Survey.Status.DRAFT else DayForm


def _set_terms(request: HttpRequest, found: Survey, form: DayForm) -> None:
    by, said = person(request), form.cleaned_data
    days = said["reminder_days"] if "reminder_days" in request.POST else found.reminder_days
    if found.status == Survey.Status.DRAFT:
        making.set_terms(found, said["last_day"], said["officers_read"], days, by)
    else:
        rescheduling.reschedule(found, said["last_day"], days, by)


def _ask_own(found: Survey, form: QuestionForm, by: User) -> None:
    said = form.cleaned_data
    making.ask_new(found, said["key"], Kind(said["kind"]), form.words(), by)


def _tried(request: HttpRequest, act: Callable[[], Any]) -> bool:
    try:
        act()
    except Refused as error:
        messages.error(request, str(error))
        return False
    messages.success(request, _("Sparat."))
    return True


def _list(by: User, form: YearForm) -> dict[str, object]:
    found = list(Survey.objects.visible_to(by).order_by("-year_id"))
    return {"surveys": found, "own": [], "is_analyst": True, "form": form}


def _page(request: HttpRequest, found: Survey, **given: object) -> HttpResponse:
    lang, is_analyst = language(), has_role(request.user, [Role.ANALYST])
    items = list(found.items.select_related("wording__question", "question").order_by("order"))
    asked = {item.question.key for item in items}
    bank = [
        {"key": key, "words": wording.words(lang)}
        for key, wording in making.latest_wordings().items()
        if key not in asked
    ]
    responses = list(found.responses.select_related("region", "submitted_by").order_by("region_id"))
    versions: dict[int, list[ResponseVersion]] = {}
    for each in ResponseVersion.objects.readable_by(person(request)).filter(response__survey=found):
        versions.setdefault(each.response_id, []).append(each)
    context = {
        "found": found,
        "items": [{"item": item, "words": item.wording.words(lang)} for item in items],
        "bank": bank,
        "responses": [(each, versions.get(each.pk, [])) for each in responses],
        "submitted": sum(each.status == Response.Status.SUBMITTED for each in responses),
        "is_analyst": is_analyst,
        "is_draft": found.status == Survey.Status.DRAFT,
        "moves": (("upp", _("Flytta upp")), ("ner", _("Flytta ner")), ("ta-bort", _("Ta bort"))),
        "terms_form": _terms_form(found)(
            initial={"last_day": found.last_day.isoformat() if found.last_day else "",
                     "officers_read": found.officers_read,
                     "reminder_days": found.reminder_days}
        ),
        "question_form": QuestionForm(),
        "reason_form": ReasonForm(),
    } | given  # fmt: skip
    return render(request, "survey/survey.html", context)


def _answers(request: HttpRequest, found: Survey, item: SurveyItem, **given: object) -> HttpResponse:
    lang, by = language(), person(request)
    rows, before = side_by_side(item, by), earlier_answers(found, by)
    shown = [
        {
            "answer": row,
            "words": [in_words(part, item.wording, lang) for part in row.said()],
            "tags": list(row.tags.all()),
            "earlier": [
                {
                    "year": each.response.survey.year_id,
                    "words": [in_words(part, each.item.wording, lang) for part in each.said()],
                    "comment": each.comment,
                }
                for each in before.get((item.question_id, row.response.region_id), ())
            ],
            "queries": [
                {"words": each.told(lang), "explanation": each.explanation}
                for each in row.response.queries.all()
                if each.item_id == item.pk
            ],
        }
        for row in rows
    ]
    tags: dict[str, int] = {}
    for row in rows:
        for each in row.tags.all():
            tags[each.word] = tags.get(each.word, 0) + 1
    there = getattr(item, "summary", None)
    start = {"revision": there.revision, "sv": there.sv, "en": there.en} if there else {"revision": 0}
    orders = list(found.items.order_by("order").values_list("order", flat=True))
    context = {
        "found": found,
        "item": item,
        "words": item.wording.words(lang),
        "rows": shown,
        "has_earlier": any(row["earlier"] for row in shown),
        "counts": counted(rows, item.wording, lang)
        if Kind(item.wording.question.kind) is not Kind.TEXT
        else [],
        "tags": sorted(tags.items(), key=lambda each: (-each[1], each[0])),
        "summary": there,
        "summary_form": SummaryForm(initial=start),
        "is_analyst": has_role(by, [Role.ANALYST]),
        "following": next((order for order in orders if order > item.order), None),
    } | given
    return render(request, "survey/answers.html", context)
