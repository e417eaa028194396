"""Master data and people in the admin site. Every change is recorded; terms and populations want a reason."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from agreement.moves import Role
from audit.record import record
from register.access import has_role
from register.models import AgreementYear, Membership, Population, Region, TermsVersion, User

if TYPE_CHECKING:
    BaseAdmin = admin.ModelAdmin[Model]
    BaseUserAdmin = UserAdmin[User]
    BaseForm = forms.ModelForm[Model]
else:
    BaseAdmin = admin.ModelAdmin
    BaseUserAdmin = UserAdmin
    BaseForm = forms.ModelForm


def is_administrator(request: HttpRequest) -> bool:
    """Whether the person behind the request is an administrator today."""
    return has_role(request.user, [Role.ADMINISTRATOR])


class ForAdministrators(BaseAdmin):
    """Administrators add and change; nobody deletes; what was done is recorded."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """The app's name in the list."""
        return is_administrator(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Reading."""
        return is_administrator(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Adding."""
        return is_administrator(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Changing."""
        return is_administrator(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Removing: never, since what was done must stay."""
        return False

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        """Save, and write which fields were changed, by whom and why."""
        super().save_model(request, obj, form, change)
        fields = [name for name in form.changed_data if name != "reason"]
        record_change(request, obj, fields, form.cleaned_data.get("reason", ""))


def record_change(request: HttpRequest, obj: Model, fields: list[str], reason: str = "") -> None:
    """One row in the trail for a change in the admin site."""
    actor = request.user if isinstance(request.user, User) else None
    region = getattr(obj, "region_id", None) or ""
    record(actor, f"{obj._meta.model_name}.change", obj, region=region, fields=fields, reason=reason)


class ReasonForm(BaseForm):
    """A form that wants a reason for a change; it is kept in the trail, not in the row."""

    reason = forms.CharField(label=_("Skäl"), max_length=500, help_text=_("Sparas i händelseloggen."))


@admin.register(Region)
class RegionAdmin(ForAdministrators):
    """The regions' names."""

    form = ReasonForm
    list_display = ("code", "name", "also_named")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """The county code is the key of everything that refers to the region."""
        return ("code",) if obj is not None else ()


@admin.register(AgreementYear)
class AgreementYearAdmin(ForAdministrators):
    """The years; their terms are rows of their own."""

    form = ReasonForm
    list_display = ("year", "state")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """The year is the key of everything in it."""
        return ("year",) if obj is not None else ()


@admin.register(TermsVersion)
class TermsVersionAdmin(ForAdministrators):
    """The terms of a year: a supplementary agreement is added as the next version."""

    form = ReasonForm
    list_display = ("year", "number", "document", "base_appropriation", "contact_appropriation", "assumed")
    list_filter = ("year",)


@admin.register(Population)
class PopulationAdmin(ForAdministrators):
    """Populations, each with its source."""

    form = ReasonForm
    list_display = ("region", "date", "age_from", "age_to", "count", "quality")
    list_filter = ("date", "region")


@admin.register(Membership)
class MembershipAdmin(ForAdministrators):
    """Who is what; it is ended with a last day, never removed."""

    list_display = ("user", "role", "region", "valid_from", "valid_until")
    list_filter = ("role", "region")
    autocomplete_fields = ("user",)


@admin.register(User)
class PersonAdmin(ForAdministrators, BaseUserAdmin):
    """The people. An account is closed by making it inactive."""

    ordering = ("email",)
    list_display = ("email", "name", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff")
    search_fields = ("email", "name")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    add_form = AdminUserCreationForm
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        (_("Konto"), {"fields": ("is_active", "is_staff", "last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "name", "is_staff", "usable_password", "password1", "password2")}),
    )

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """A new password set by an administrator is a change like any other."""
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            record_change(request, User.objects.get(pk=id), ["password"])
        return response
