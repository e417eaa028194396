"""Returns in the admin site: read, and corrected through the one act that corrects."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreement.answers import Answers
from agreement.lines import LINES
from agreement.moves import PUBLIC_STATUSES, Act, Role, Status, permits
from register.access import roles_of
from register.admin import ForAdministrators, TermsVersionAdmin
from register.models import TermsVersion, User
from submissions.correcting import correct
from submissions.importing import start_returns
from submissions.models import Return, Version
from submissions.refusals import Refused
from submissions.returns import current_version


class ReadOnly(ForAdministrators):
    """Shown, never changed here: what changes it is an act."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False


class CorrectionForm(forms.Form):
    """The version's figures as text, and why they are corrected."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=gettext_lazy("Skäl"),
        help_text=gettext_lazy("Regionen ser skälet. Det sparas också i händelseloggen."),
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        max_length=2000,
        error_messages={"required": gettext_lazy("Skriv varför uppgiften rättas.")},
    )

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        self.before = Answers.from_json(version.delivery.answers)
        kwargs["initial"] = {"version": version.number}
        super().__init__(*args, **kwargs)
        for line in LINES:
            if version.the_return.year.terms().asks(line.code):
                self.fields[line.code] = forms.CharField(
                    label=line.sv, required=False, max_length=40, initial=self.before.line(line.code).value
                )

    def changed_figures(self) -> dict[str, str]:
        """The texts that differ from the version's, by line code."""
        return {
            code: text
            for code, text in self.cleaned_data.items()
            if code not in ("version", "why") and text.strip() != self.before.line(code).value.strip()
        }


@admin.register(Return)
class ReturnAdmin(ReadOnly):
    """Where each return stands. Drafts are the region's own and are not shown (legal note L20)."""

    list_display = ("region", "year", "known_status", "touched_at", "correction_link")
    list_filter = ("year", "region")
    fields = ("region", "year", "known_status", "touched_at", "correction_link")

    def get_urls(self) -> list[URLPattern]:
        """One address more: the correction."""
        view = self.admin_site.admin_view(self.correct)
        return [path("<int:pk>/ratta/", view, name="submissions_return_correct"), *super().get_urls()]

    @admin.display(description=gettext_lazy("status"))
    def known_status(self, the_return: Return) -> str:
        """The status as the agency may know it: before signing, only whether the region has begun."""
        if the_return.status in PUBLIC_STATUSES:
            return str(the_return.get_status_display())
        return _("inte påbörjad") if the_return.status == Status.NOT_STARTED else _("påbörjad")

    @admin.display(description=gettext_lazy("rättelse"))
    def correction_link(self, the_return: Return) -> str:
        """A link, where a correction is possible at all."""
        if not the_return.year.is_open or not _is_correctable(the_return):
            return "–"
        address = reverse("admin:submissions_return_correct", args=[the_return.pk])
        return format_html('<a href="{}">{}</a>', address, _("Rätta uppgifter"))

    def correct(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The figures of the version that counts, to be corrected with a reason."""
        if not self.has_view_permission(request) or not isinstance(request.user, User):
            return redirect("admin:index")
        the_return = get_object_or_404(Return.objects.select_related("year", "region"), pk=pk)
        version = current_version(the_return)
        roles = roles_of(request.user, the_return.region_id)
        if version is None or not permits(Act.CORRECT, the_return.status, roles):
            messages.error(request, _("Redovisningen har ingen inlämnad version att rätta."))
            return redirect("admin:submissions_return_changelist")
        form = CorrectionForm(request.POST or None, version=version)
        if request.method == "POST" and form.is_valid() and self._corrected(request, the_return, form):
            return redirect("admin:submissions_return_change", the_return.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Rätta uppgifter: %(the_return)s") % {"the_return": the_return},
            "form": form,
            "the_return": the_return,
            "version": version,
            "opts": self.opts,
        }
        return render(request, "admin/submissions/correct.html", context)

    def _corrected(self, request: HttpRequest, the_return: Return, form: CorrectionForm) -> bool:
        data = form.cleaned_data
        assert isinstance(request.user, User)
        try:
            version = correct(
                the_return,
                form.changed_figures(),
                request.user,
                seen_version=data["version"],
                why=data["why"],
            )
        except Refused as error:
            form.add_error(None, str(error))
            return False
        messages.success(request, _("Version %(number)d är sparad.") % {"number": version.number})
        return True


admin.site.unregister(TermsVersion)


@admin.register(TermsVersion)
class TermsThatOpenAYear(TermsVersionAdmin):
    """The first terms of an open year give every region its empty return."""

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        """Save as master data is saved, then start the returns that are not there."""
        super().save_model(request, obj, form, change)
        if isinstance(obj, TermsVersion) and obj.year.is_open:
            start_returns(obj.year)


@admin.register(Version)
class VersionAdmin(ReadOnly):
    """The frozen versions."""

    list_display = ("the_return", "number", "origin", "state", "made_by", "made_at", "late")
    list_filter = ("the_return__year", "origin", "state")
    exclude = ("content",)


def _is_correctable(the_return: Return) -> bool:
    return permits(Act.CORRECT, the_return.status, {Role.ADMINISTRATOR})
