"""What may go wrong when a region is heard before a refusal, by name, each with its words."""

from django.utils.translation import gettext as _

from register.models import Region
from submissions.refusals import Refused


class NotHeard(Refused):
    """Contacts are refused only when the region has seen the material and had time to answer (25 § FL)."""

    def __init__(self, regions: list[Region]) -> None:
        self.regions = regions
        super().__init__(
            _(
                "Kontakterna som redovisades för sent kan inte avslås än. Skicka underlaget, ge tid att "
                "svara och bedöm svaret för: %(regions)s."
            )
            % {"regions": ", ".join(str(region) for region in regions)}
        )


class NothingToRefuse(Refused):
    """The region's contacts did not come too late, or the year's terms do not take them away."""

    def __init__(self, region: Region) -> None:
        super().__init__(
            _("%(region)s förlorar ingen ersättning på grund av sen redovisning.") % {"region": region}
        )


class HeardAlready(Refused):
    """The material was sent, or the contacts are decided."""

    def __init__(self) -> None:
        super().__init__(_("Underlaget är redan skickat, eller ersättningen är beslutad."))


class AnswerChanged(Refused):
    """The region has not answered, or answered anew since the page was shown."""

    def __init__(self) -> None:
        super().__init__(_("Regionens svar är ett annat än det som visades. Läs det och bedöm det igen."))


class ForfeitWithoutSource(Refused):
    """Lateness costs nothing unless the year's terms say so, with their source."""

    def __init__(self, year: int) -> None:
        super().__init__(
            _(
                "Årets regler för %(year)d säger att sena redovisningar inte ger något, men inte var det "
                "står. Skriv källan i årets regler och beräkna igen."
            )
            % {"year": year}
        )
