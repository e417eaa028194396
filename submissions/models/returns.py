"""The region's side: returns, what was delivered, what was found, and the frozen versions."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement import wording
from agreement.findings import Family, Verdict, Weight
from agreement.moves import AGENCY_ROLES, Role, Status, WaiverStatus
from register.access import is_agency, regions_of, roles_of
from register.models import AgreementYear, Region
from submissions.names import STATUS_NAMES

if TYPE_CHECKING:
    from register.access import AnyUser

USER = settings.AUTH_USER_MODEL


class ReturnQuerySet(models.QuerySet["Return"]):
    """Which returns a person may know of."""

    def visible_to(self, user: "AnyUser") -> "ReturnQuerySet":
        """A region's people see their region's; the agency and the auditor know of all.

        Knowing of a return is not reading it: outside the region only versions are read.
        """
        if is_agency(user) or Role.AUDITOR in roles_of(user):
            return self
        return self.own_of(user)

    def locked(self) -> "ReturnQuerySet":
        """For an act: the row is locked where the database can, its year and region read with it."""
        return self.select_for_update(of=("self",)).select_related("year", "region", "draft")

    def own_of(self, user: "AnyUser") -> "ReturnQuerySet":
        """The returns that the person works on as one of the region's people."""
        return self.filter(region__in=[region.pk for region in regions_of(user)])


class Return(models.Model):
    """One region's return (redovisning) for one agreement year."""

    year = models.ForeignKey(AgreementYear, models.PROTECT, related_name="returns", verbose_name=_("år"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="returns", verbose_name=_("region"))
    status = models.CharField(_("status"), max_length=12, choices=STATUS_NAMES, default=Status.NOT_STARTED)
    status_since = models.DateTimeField(_("status sedan"), default=timezone.now)
    touched_at = models.DateTimeField(_("senast ändrad"), null=True, blank=True)
    # The delivery whose answers are the draft now; one that could not be read never becomes it.
    draft = models.ForeignKey(
        "Delivery", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("utkast")
    )
    # Counts every change of the draft, so that the second of two people is told.
    revision = models.PositiveIntegerField(_("ändring"), default=0)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ("year", "region")
        verbose_name = _("redovisning")
        verbose_name_plural = _("redovisningar")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "region"], name="one_return_a_region_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.year_id}"


class Delivery(models.Model):
    """What somebody handed in, kept as it came: a file's bytes or the form's answers."""

    class Kind(models.TextChoices):
        FORM = "form", _("Formulär")
        WORKBOOK = "workbook", _("Arbetsbok")
        CORRECTION = "correction", _("Rättelse av Försäkringskassan")
        PRINTED = "printed", _("Som tryckt")

    class State(models.TextChoices):
        SAVED = "saved", _("Sparat")
        RECEIVED = "received", _("Kontrolleras")
        CHECKED = "checked", _("Kontrollerad")
        FAILED = "failed", _("Kontrollen gick inte att göra")

    the_return = models.ForeignKey(Return, models.PROTECT, related_name="deliveries")
    number = models.PositiveIntegerField(_("nummer"))
    kind = models.CharField(_("slag"), max_length=12, choices=Kind.choices)
    state = models.CharField(_("läge"), max_length=10, choices=State.choices, default=State.RECEIVED)
    # Beside the draft: read and judged, but only the region's word makes its figures the draft's.
    proposed = models.BooleanField(_("förslag"), default=False)
    answers = models.JSONField(_("svar"), null=True, blank=True)
    filename = models.CharField(_("filnamn"), max_length=255, blank=True)
    size = models.PositiveIntegerField(_("storlek"), default=0)
    sha256 = models.CharField(_("kontrollsumma"), max_length=64)
    received_at = models.DateTimeField(_("inkom"), default=timezone.now)
    sent_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    attempts = models.PositiveSmallIntegerField(_("försök"), default=0)
    attempted_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(_("kontrollerad"), null=True, blank=True)
    verdict = models.CharField(
        _("utfall"), max_length=12, blank=True, choices=[(v.value, v.value) for v in Verdict]
    )

    class Meta:
        ordering = ("the_return", "number")
        verbose_name = _("inlämnat underlag")
        verbose_name_plural = _("inlämnade underlag")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["the_return", "number"], name="delivery_number_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "received_at"])]

    def __str__(self) -> str:
        return f"{self.the_return}, {self.get_kind_display()} {self.number}"

    @property
    def is_pending(self) -> bool:
        """Whether a check is still to come."""
        return self.state == self.State.RECEIVED


class Figure(models.Model):
    """One line of a checked delivery. ``line`` is a line code, or an indicator's in past rounds."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="figures")
    line = models.CharField(_("rad"), max_length=24)
    value = models.PositiveBigIntegerField(_("antal"), null=True, blank=True)
    collected = models.CharField(_("insamlat"), max_length=14, blank=True)
    comment = models.TextField(_("kommentar"), blank=True)
    cell = models.CharField(_("cell"), max_length=12, blank=True)

    class Meta:
        ordering = ("delivery", "pk")
        verbose_name = _("uppgift")
        verbose_name_plural = _("uppgifter")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["delivery", "line"], name="one_figure_a_line"),
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.value}"


def key_of(rule: str, lines: Iterable[str]) -> str:
    """What identifies a finding from one check to the next: its rule and its lines."""
    return f"{rule}:{'+'.join(lines)}"


class FindingQuerySet(models.QuerySet["Finding"]):
    """Which findings a question is about."""

    def of_round(self, year: int) -> "FindingQuerySet":
        """The findings of a round: of current versions, and those that belong to the round itself."""
        current = Q(delivery__versions__state=Version.State.CURRENT)
        own = Q(delivery=None)
        nation_first = F("region").asc(nulls_first=True)
        return self.filter(current | own, year=year).order_by(nation_first, "order", "pk").distinct()


class Finding(models.Model):
    """A stored finding (iakttagelse). Its words are made when it is shown, in the reader's language."""

    class Layer(models.TextChoices):
        RETURN = "return", _("redovisningen")
        CLAIM = "claim", _("tryckt uppgift")

    year = models.ForeignKey(AgreementYear, models.PROTECT, related_name="findings")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="findings")
    delivery = models.ForeignKey(Delivery, models.CASCADE, null=True, blank=True, related_name="findings")
    layer = models.CharField(max_length=8, choices=Layer.choices, default=Layer.RETURN)
    rule = models.CharField(max_length=60)
    family = models.CharField(max_length=20, choices=[(f.value, f.value) for f in Family])
    weight = models.CharField(max_length=8, choices=[(w.value, w.value) for w in Weight])
    lines = models.JSONField(default=list)
    sheet = models.CharField(max_length=60, blank=True)
    cells = models.JSONField(default=list)
    found = models.JSONField(null=True)
    expected = models.JSONField(null=True)
    params = models.JSONField(default=dict)
    count = models.PositiveIntegerField(default=1)
    sources = models.JSONField(default=list)
    # The waiver that lets this error stand, if one did when the delivery was checked.
    waiver = models.ForeignKey(
        "Waiver", models.PROTECT, null=True, blank=True, related_name="findings", verbose_name=_("undantag")
    )
    order = models.PositiveIntegerField(default=0)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ("year", "region", "order", "pk")
        verbose_name = _("iakttagelse")
        verbose_name_plural = _("iakttagelser")

    def __str__(self) -> str:
        return f"{self.rule} {self.region_id or '00'}"

    @property
    def key(self) -> str:
        """What identifies the finding from one check to the next, so that an explanation stays with it."""
        return key_of(self.rule, self.lines)

    def message(self, lang: str = "sv") -> str:
        """The finding in words."""
        return wording.message(self.rule, self.params, lang)

    def as_json(self, lang: str = "sv") -> dict[str, Any]:
        """The public form, the same in every command, page and interface."""
        return {
            "rule": self.rule,
            "family": self.family,
            "layer": self.layer,
            "weight": self.weight,
            "region": self.region_id or "00",
            "lines": self.lines,
            "sheet": self.sheet or None,
            "cells": self.cells,
            "found": self.found,
            "expected": self.expected,
            "message": self.message(lang),
            "count": self.count,
            "sources": self.sources,
        }


class Explanation(models.Model):
    """A region's words about a query. A new one never overwrites an old one; the newest counts."""

    the_return = models.ForeignKey(Return, models.PROTECT, related_name="explanations")
    key = models.CharField(max_length=200)
    # What the query was about: with other figures the words must be given again.
    found = models.JSONField(null=True)
    text = models.TextField(_("förklaring"), max_length=4000)
    written_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("the_return", "pk")
        verbose_name = _("förklaring")
        verbose_name_plural = _("förklaringar")

    def __str__(self) -> str:
        return f"{self.the_return_id} {self.key}"


class VersionQuerySet(models.QuerySet["Version"]):
    """Which versions a person may read."""

    def visible_to(self, user: "AnyUser") -> "VersionQuerySet":
        """A region's people read their region's; the agency and the auditor read all."""
        if not roles_of(user).isdisjoint(AGENCY_ROLES | {Role.AUDITOR}):
            return self
        return self.filter(the_return__region__in=[region.pk for region in regions_of(user)])


class Version(models.Model):
    """A signed, corrected or printed return, frozen and numbered."""

    class State(models.TextChoices):
        CURRENT = "current", _("Gäller")
        REPLACED = "replaced", _("Ersatt av en senare version")
        WITHDRAWN = "withdrawn", _("Återtagen")

    class Origin(models.TextChoices):
        SIGNED = "signed", _("Inlämnad")
        CORRECTED = "corrected", _("Rättad av Försäkringskassan")
        PRINTED = "printed", _("Som tryckt")

    the_return = models.ForeignKey(Return, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("läge"), max_length=10, choices=State.choices, default=State.CURRENT)
    origin = models.CharField(_("ursprung"), max_length=10, choices=Origin.choices, default=Origin.SIGNED)
    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="versions")
    made_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("inkom"), default=timezone.now)
    late = models.BooleanField(_("efter sista dagen"), default=False)
    registered_as = models.CharField(_("registrerad som"), max_length=60, blank=True)
    reason = models.TextField(_("skäl"), blank=True)
    content = models.JSONField(_("innehåll"))
    sha256 = models.CharField(_("kontrollsumma"), max_length=64)
    accepted_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(_("godkänd"), null=True, blank=True)
    withdrawn_reason = models.TextField(_("skäl för återtagande"), blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ("the_return", "number")
        verbose_name = _("version")
        verbose_name_plural = _("versioner")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["the_return", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["the_return"], condition=Q(state="current"), name="one_current_version"
            ),
            models.UniqueConstraint(
                fields=["registered_as"], condition=~Q(registered_as=""), name="registered_number_once"
            ),
            models.CheckConstraint(
                condition=Q(origin="printed") | Q(made_by__isnull=False), name="a_version_has_a_maker"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.the_return}, version {self.number}"


class Waiver(models.Model):
    """An undantag: one error may stand for one region and year, until a day, by two officers' word.

    By asking, the region shows the officers this one finding of its draft, and nothing else.
    """

    the_return = models.ForeignKey(Return, models.PROTECT, related_name="waivers")
    rule = models.CharField(max_length=60)
    lines = models.JSONField(default=list)
    found = models.JSONField(null=True)
    params = models.JSONField(default=dict)
    status = models.CharField(
        _("status"), max_length=10, choices=[(s.value, s.value) for s in WaiverStatus], default="asked"
    )
    request = models.TextField(_("regionens skäl"), max_length=2000)
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(_("skäl"), max_length=2000, blank=True)
    until = models.DateField(_("gäller till och med"), null=True, blank=True)
    proposed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("the_return", "pk")
        verbose_name = _("undantag")
        verbose_name_plural = _("undantag")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(status="granted")
                | Q(decided_by__isnull=False, proposed_by__isnull=False, until__isnull=False)
                & ~Q(decided_by=F("proposed_by")),
                name="a_waiver_takes_two_officers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.the_return}: {self.rule}"

    @property
    def key(self) -> str:
        """The key of the finding that it is about."""
        return key_of(self.rule, self.lines)

    def holds_for(self, key: str, found: object, on: date) -> bool:
        """Whether it lets this very finding stand on a day."""
        granted = self.status == WaiverStatus.GRANTED and self.until is not None and on <= self.until
        return granted and self.key == key and self.found == found


class Assessment(models.Model):
    """An officer's view of a region's answer to a query: enough, or to be followed up. The newest counts."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="assessments")
    key = models.CharField(max_length=200)
    is_enough = models.BooleanField(_("förklaringen räcker"))
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("version", "pk")
        verbose_name = _("bedömning")
        verbose_name_plural = _("bedömningar")

    def __str__(self) -> str:
        return f"{self.version}: {self.key}"


class CompletionRequest(models.Model):
    """An officer's request for completion: the named lines are open, the rest stays locked."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="completion_requests")
    lines = models.JSONField(_("öppnade rader"))
    message = models.TextField(_("meddelande"), max_length=4000)
    answer_by = models.DateField(_("svara senast"))
    asked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("version", "pk")
        verbose_name = _("begäran om komplettering")
        verbose_name_plural = _("begäran om komplettering")

    def __str__(self) -> str:
        return f"{self.version}: {', '.join(self.lines)}"
