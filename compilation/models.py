"""The compilation as it is proposed, decided and published, an editor's paragraphs, and national figures."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreement.moves import CompilationStatus
from register.models import AgreementYear

USER = settings.AUTH_USER_MODEL


class NationalFigure(models.Model):
    """A figure that a source prints for the whole country only.

    ``code`` is a line, an indicator, or APPROPRIATION or SPECIFIED (kronor, with the purpose in ``text``).
    """

    year = models.PositiveSmallIntegerField(_("år"))
    code = models.CharField(_("uppgift"), max_length=24)
    value = models.PositiveBigIntegerField(_("värde"))
    text = models.CharField(_("ändamål"), max_length=200, blank=True)
    source = models.CharField(_("källa"), max_length=200)

    class Meta:
        ordering = ("year", "code")
        verbose_name = _("uppgift för riket")
        verbose_name_plural = _("uppgifter för riket")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "code"], name="one_national_figure"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.code}: {self.value}"


class Paragraph(models.Model):
    """What an editor adds to a year's compilation. Numbers stand in it as references to the tables."""

    year = models.ForeignKey(AgreementYear, models.PROTECT, related_name="paragraphs", verbose_name=_("år"))
    part = models.CharField(_("del"), max_length=20)
    order = models.PositiveSmallIntegerField(_("ordning"), default=0)
    swedish = models.TextField(_("svenska"), max_length=4000)
    english = models.TextField(_("engelska"), max_length=4000, blank=True)
    revision = models.PositiveIntegerField(_("ändring"), default=1)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("skriven av"))
    at = models.DateTimeField(_("skriven"), default=timezone.now)
    removed_at = models.DateTimeField(_("borttaget"), null=True, blank=True)

    class Meta:
        ordering = ("year", "part", "order", "pk")
        verbose_name = _("stycke")
        verbose_name_plural = _("stycken")

    def __str__(self) -> str:
        return self.swedish[:60]


class Compilation(models.Model):
    """One proposal of a year's compilation, word for word as it was proposed, then decided and published.

    ``contents`` holds both languages, ``versions`` what it was made from (`compilation.made_from`), and
    ``checksum`` is the SHA-256 of the two together. The database refuses changes of what is decided.
    """

    year = models.ForeignKey(AgreementYear, models.PROTECT, related_name="compilations", verbose_name=_("år"))
    number = models.PositiveSmallIntegerField(_("version"))
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=[(s.value, s.value) for s in CompilationStatus],
        default="proposed",
    )
    contents = models.JSONField(_("innehåll"))
    versions = models.JSONField(_("redovisningarnas versioner"))
    checksum = models.CharField(_("kontrollsumma"), max_length=64)
    code_version = models.CharField(_("programversion"), max_length=40)
    proposed_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("föreslagen av"))
    proposed_at = models.DateTimeField(_("föreslagen"), default=timezone.now)
    returned_reason = models.TextField(_("skäl för att lämna tillbaka"), blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("beslutad"), null=True, blank=True)
    diary_number = models.CharField(_("diarienummer"), max_length=60, blank=True)
    published_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(_("publicerad"), null=True, blank=True)

    class Meta:
        ordering = ("-year", "-number")
        verbose_name = _("sammanställning")
        verbose_name_plural = _("sammanställningar")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "number"], name="compilation_number_once"),
            models.UniqueConstraint(
                fields=["year"], condition=Q(status="proposed"), name="one_compilation_is_proposed"
            ),
            models.UniqueConstraint(
                fields=["diary_number"], condition=~Q(diary_number=""), name="compilation_diary_number_once"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="a_compilation_is_decided_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["decided", "published"])
                | Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(diary_number=""),
                name="a_decided_compilation_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_by__isnull=False, published_at__isnull=False),
                name="a_published_compilation_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year_id}, {_('version')} {self.number}"


class CompilationFile(models.Model):
    """One file of a compilation in one language; its bytes are kept by their SHA-256."""

    compilation = models.ForeignKey(
        Compilation, models.PROTECT, related_name="files", verbose_name=_("sammanställning")
    )
    lang = models.CharField(_("språk"), max_length=2)
    form = models.CharField(_("format"), max_length=5)
    sha256 = models.CharField(_("kontrollsumma"), max_length=64)
    size = models.PositiveIntegerField(_("storlek"))

    class Meta:
        ordering = ("compilation", "form", "lang")
        verbose_name = _("fil")
        verbose_name_plural = _("filer")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["compilation", "lang", "form"], name="one_file_a_form"),
        ]

    def __str__(self) -> str:
        return f"{self.compilation} {self.lang} {self.form}"
