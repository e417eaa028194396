"""Master data and people."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.lines import FIGURES
from agreement.moves import REGION_ROLES, Role
from agreement.terms import (
    ANSWER_DAYS,
    LIST_FILE_DAYS,
    REMINDER_DAYS,
    SMALL_LIMIT,
    AppealFrom,
    ContactUnit,
    PayWhen,
    Review,
    Rounding,
    Terms,
)
from register.org_numbers import check_org_number
from register.term_choices import APPEALS_FROM, CONTACT_UNITS, PAID_WHEN, REVIEWS, ROUNDINGS

ALL_AGES = (0, 120)


def default_reminder_days() -> list[int]:
    """The ladder of reminders where the year's terms say no other."""
    return list(REMINDER_DAYS)


class Region(models.Model):
    """One of the regions; ``code`` is the county code (länskod)."""

    code = models.CharField(_("länskod"), max_length=4, primary_key=True)
    name = models.CharField(_("namn"), max_length=60, unique=True)
    also_named = models.CharField(_("kallas även"), max_length=120, blank=True)
    org_number = models.CharField(
        _("organisationsnummer"), max_length=11, blank=True, default="", validators=[check_org_number]
    )

    class Meta:
        ordering = ("code",)
        verbose_name = _("region")
        verbose_name_plural = _("regioner")

    def __str__(self) -> str:
        return f"Region {self.name}"

    def as_named(self) -> dict[str, str]:
        """What the region is called now, for the trail: a letter names it as it was at the decision."""
        return {"region_name": str(self), "org_number": self.org_number}


class AgreementYearQuerySet(models.QuerySet["AgreementYear"]):
    """Which years there are to work with."""

    def with_terms(self) -> "AgreementYearQuerySet":
        """Years that have begun: one without terms is only a number. Their terms come with them."""
        return self.filter(terms_versions__isnull=False).distinct().prefetch_related("terms_versions")


class AgreementYear(models.Model):
    """One agreement year. A past one was loaded as printed and takes no returns."""

    class State(models.TextChoices):
        OPEN = "open", _("Öppet")
        PAST = "past", _("Tidigare år, som tryckt")

    year = models.PositiveSmallIntegerField(_("år"), primary_key=True)
    state = models.CharField(_("läge"), max_length=10, choices=State.choices, default=State.OPEN)

    objects = AgreementYearQuerySet.as_manager()

    class Meta:
        ordering = ("-year",)
        verbose_name = _("överenskommelseår")
        verbose_name_plural = _("överenskommelseår")

    def __str__(self) -> str:
        return str(self.year)

    @property
    def is_open(self) -> bool:
        """Whether regions can work on their returns."""
        return self.state == self.State.OPEN

    def terms(self) -> Terms:
        """The newest version of the year's terms. Raises TermsVersion.DoesNotExist if there is none."""
        versions = self.terms_versions.all()
        if not versions:
            raise TermsVersion.DoesNotExist(f"{self.year} has no terms")
        return max(versions, key=lambda version: version.number).as_terms()


class TermsVersion(models.Model):
    """One version of a year's terms (årets regler): a row, so that a supplementary agreement adds one."""

    year = models.ForeignKey(
        AgreementYear, models.PROTECT, related_name="terms_versions", verbose_name=_("år")
    )
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    valid_from = models.DateField(_("gäller från"), null=True, blank=True)
    document = models.CharField(_("dokument"), max_length=200, blank=True)
    source = models.TextField(_("källa"), blank=True)
    assumed = models.BooleanField(_("antagande"), default=False)
    diary_number = models.CharField(_("diarienummer"), max_length=40, blank=True)
    base_appropriation = models.PositiveBigIntegerField(_("grundbelopp, kronor"), null=True, blank=True)
    contact_appropriation = models.PositiveBigIntegerField(
        _("högsta belopp för kontakter, kronor"), null=True, blank=True
    )
    amount_per_contact = models.PositiveIntegerField(_("kronor per kontakt"), null=True, blank=True)
    contact_unit = models.CharField(
        _("det som ersätts"),
        max_length=30,
        default=ContactUnit.CONTACTS,
        choices=CONTACT_UNITS,
    )
    rounding = models.CharField(
        _("avrundning"),
        max_length=30,
        default=Rounding.LARGEST_REMAINDER,
        choices=ROUNDINGS,
    )
    population_date = models.DateField(_("folkmängdens datum, använt"), null=True, blank=True)
    population_date_printed = models.DateField(_("folkmängdens datum, tryckt"), null=True, blank=True)
    asked = models.JSONField(_("rader som efterfrågas"), default=list, blank=True)
    period_asked = models.BooleanField(_("perioden efterfrågas"), default=True)
    period_first = models.DateField(_("periodens första dag"), null=True, blank=True)
    period_last = models.DateField(_("periodens sista dag"), null=True, blank=True)
    last_day = models.DateField(_("sista dag"), null=True, blank=True)
    roll_to_weekday = models.BooleanField(_("helg flyttar sista dagen"), default=False)
    late_forfeits_contacts = models.BooleanField(_("sen redovisning ger inget för kontakter"), default=False)
    list_file_days = models.PositiveSmallIntegerField(
        _("dagar som serielistors filer sparas"), null=True, blank=True, default=LIST_FILE_DAYS
    )
    thresholds = models.JSONField(_("gränser för kontrollerna"), default=dict, blank=True)
    reminder_days = models.JSONField(
        _("påminnelser, dagar efter sista dagen"), default=default_reminder_days, blank=True
    )
    review = models.CharField(
        _("hur ett beslut kan prövas igen"),
        max_length=12,
        blank=True,
        choices=REVIEWS,
    )
    review_source = models.CharField(_("stöd för hur det kan prövas"), max_length=200, blank=True)
    appeal_counts_from = models.CharField(
        _("överklagandetiden räknas från"),
        max_length=8,
        default=AppealFrom.RECEIPT,
        choices=APPEALS_FROM,
    )
    pay_when = models.CharField(
        _("när pengarna betalas ut"), max_length=12, default=PayWhen.AFTER_APPEAL, choices=PAID_WHEN
    )
    pay_reason = models.CharField(_("skäl att betala ut genast"), max_length=300, blank=True)
    names_in_letters = models.BooleanField(_("regionens beslutsbrev namnger handläggarna"), default=True)
    reservation = models.TextField(_("förbehåll om ändring"), max_length=600, blank=True)
    answer_days = models.PositiveSmallIntegerField(_("minsta tid att svara, dagar"), default=ANSWER_DAYS)
    small_limit = models.PositiveSmallIntegerField(
        _("minsta antal som visas i korstabeller"), default=SMALL_LIMIT
    )

    class Meta:
        ordering = ("year", "number")
        verbose_name = _("årets regler")
        verbose_name_plural = _("årets regler")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "number"], name="terms_version_once"),
            models.CheckConstraint(
                condition=~Q(review="none") | ~Q(review_source=""), name="no_appeal_has_a_source"
            ),
            models.CheckConstraint(
                condition=~Q(pay_when="at_once") | ~Q(pay_reason=""),
                name="paid_at_once_has_a_reason",
                violation_error_message=_("Ange skälet, när pengarna betalas ut genast."),
            ),
            models.CheckConstraint(condition=Q(answer_days__gte=1), name="there_is_time_to_answer"),
        ]

    def __str__(self) -> str:
        return f"{self.year_id}, version {self.number}"

    def as_terms(self) -> Terms:
        """The terms as the pure rooms read them."""
        return Terms(
            year=self.year_id,
            base_appropriation=self.base_appropriation,
            contact_appropriation=self.contact_appropriation,
            amount_per_contact=self.amount_per_contact,
            contact_unit=ContactUnit(self.contact_unit),
            rounding=Rounding(self.rounding),
            population_date=self.population_date,
            population_date_printed=self.population_date_printed,
            asked=tuple(self.asked) or FIGURES,
            period_asked=self.period_asked,
            period_first=self.period_first,
            period_last=self.period_last,
            last_day=self.last_day,
            roll_to_weekday=self.roll_to_weekday,
            late_forfeits_contacts=self.late_forfeits_contacts,
            list_file_days=LIST_FILE_DAYS if self.list_file_days is None else self.list_file_days,
            diary_number=self.diary_number,
            source=self.source,
            assumed=self.assumed,
            thresholds=dict(self.thresholds),
            reminder_days=tuple(self.reminder_days),
            review=Review(self.review) if self.review else None,
            review_source=self.review_source,
            appeal_counts_from=AppealFrom(self.appeal_counts_from),
            pay_when=PayWhen(self.pay_when),
            pay_reason=self.pay_reason,
            names_in_letters=self.names_in_letters,
            reservation=self.reservation,
            answer_days=self.answer_days,
            small_limit=self.small_limit,
        )


class Population(models.Model):
    """How many lived in a region on a date, between two ages (both included), from a named source."""

    class Quality(models.TextChoices):
        OFFICIAL = "official", _("officiell")
        RECOVERED = "recovered", _("återskapad")
        ESTIMATED = "estimated", _("uppskattad")

    region = models.ForeignKey(Region, models.PROTECT, related_name="populations", verbose_name=_("region"))
    date = models.DateField(_("datum"))
    age_from = models.PositiveSmallIntegerField(_("från ålder"), default=ALL_AGES[0])
    age_to = models.PositiveSmallIntegerField(_("till ålder"), default=ALL_AGES[1])
    count = models.PositiveIntegerField(_("antal"))
    quality = models.CharField(_("kvalitet"), max_length=12, choices=Quality.choices)
    basis = models.TextField(_("grund"), blank=True)
    source = models.CharField(_("källa"), max_length=200)

    class Meta:
        ordering = ("date", "region")
        verbose_name = _("folkmängd")
        verbose_name_plural = _("folkmängder")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "date", "age_from", "age_to"], name="population_once"),
            models.CheckConstraint(condition=Q(age_from__lte=F("age_to")), name="ages_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.date}: {self.count}"


class UserManager(BaseUserManager["User"]):
    """Makes people; the e-mail address is the name they sign in with."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person with a password, or with none that works."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person who may do everything in the admin site."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Removing one closes the account; what the person did stays."""

    email = models.EmailField(_("e-postadress"), unique=True)
    name = models.CharField(_("namn"), max_length=120)
    is_staff = models.BooleanField(_("får öppna administrationen"), default=False)
    is_active = models.BooleanField(_("aktiv"), default=True)
    date_joined = models.DateTimeField(_("tillagd"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        ordering = ("email",)
        verbose_name = _("person")
        verbose_name_plural = _("personer")

    def __str__(self) -> str:
        return self.name or self.email


ROLE_NAMES = {
    Role.PROCESS_LEADER: _("processledare"),
    Role.CONTRIBUTOR: _("uppgiftslämnare"),
    Role.OFFICER: _("handläggare"),
    Role.DECISION_MAKER: _("beslutsfattare"),
    Role.ANALYST: _("SKR-utredare"),
    Role.AUDITOR: _("revisor"),
    Role.ADMINISTRATOR: _("administratör"),
}


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about who is what."""

    def in_force(self, on: date | None = None) -> "MembershipQuerySet":
        """Those that hold on a day (today if none is said)."""
        day = on or timezone.localdate()
        return self.filter(valid_from__lte=day).filter(Q(valid_until=None) | Q(valid_until__gte=day))


class Membership(models.Model):
    """What a person is: a role, for one region or for the agency, between two dates."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name=_("region")
    )
    role = models.CharField(_("roll"), max_length=20, choices=[(r.value, n) for r, n in ROLE_NAMES.items()])
    valid_from = models.DateField(_("från"), default=timezone.localdate)
    valid_until = models.DateField(_("till och med"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("user", "region")
        verbose_name = _("behörighet")
        verbose_name_plural = _("behörigheter")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "region", "role"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(role__in=sorted(REGION_ROLES), region__isnull=False)
                | (~Q(role__in=sorted(REGION_ROLES)) & Q(region__isnull=True)),
                name="region_roles_have_a_region",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} {self.region or ''}".strip()


INVITED_DAYS = 30
_OF_REGIONS = [(role.value, ROLE_NAMES[role]) for role in sorted(REGION_ROLES)]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions about who is invited."""

    def waiting(self) -> "InvitationQuerySet":
        """Those that can still be claimed."""
        oldest = timezone.now() - timedelta(days=INVITED_DAYS)
        return self.filter(state=Invitation.State.WAITING, at__gt=oldest)


class Invitation(models.Model):
    """A region's word that a person may act for it; it becomes a membership when the person signs in."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Väntar")
        CLAIMED = "claimed", _("Antagen")
        WITHDRAWN = "withdrawn", _("Återkallad")

    user = models.ForeignKey(User, models.PROTECT, related_name="invitations", verbose_name=_("person"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="invitations", verbose_name=_("region"))
    role = models.CharField(_("roll"), max_length=20, choices=_OF_REGIONS)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("inbjuden av"))
    at = models.DateTimeField(_("inbjuden"), default=timezone.now)
    state = models.CharField(_("läge"), max_length=10, choices=State.choices, default=State.WAITING)
    ended_at = models.DateTimeField(_("avslutad"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("inbjudan")
        verbose_name_plural = _("inbjudningar")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "region", "role"], condition=Q(state="waiting"), name="one_waiting_invitation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} {self.region}"

    @property
    def until(self) -> date:
        """The last day on which it can be claimed."""
        return timezone.localdate(self.at + timedelta(days=INVITED_DAYS - 1))

    @property
    def is_waiting(self) -> bool:
        """Whether it can still be claimed."""
        return self.state == self.State.WAITING and self.at + timedelta(days=INVITED_DAYS) > timezone.now()
