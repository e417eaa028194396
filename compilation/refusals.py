"""What may go wrong when a compilation is proposed, decided or written, by name, each with its words."""

from django.utils.translation import gettext as _

from submissions.refusals import Refused


class ProposedAlready(Refused):
    """A year has one proposal at a time."""

    def __init__(self, number: int) -> None:
        super().__init__(
            _("Version %(number)d väntar på beslut. Den behöver beslutas eller lämnas tillbaka först.")
            % {"number": number}
        )


class NothingNew(Refused):
    """A proposal that says the same as the decided one is no proposal."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Inget har ändrats sedan version %(number)d.") % {"number": number})


class CompilationMoved(Refused):
    """The proposal does not stand where the act begins."""

    def __init__(self) -> None:
        super().__init__(_("Förslaget har ändrats sedan sidan visades. Ladda om sidan och försök igen."))


class CompilationOutdated(Refused):
    """Something that the proposal was made from has changed."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Underlaget har ändrats sedan förslaget lades fram. Lämna tillbaka det, så att ett nytt "
                "förslag kan göras."
            )
        )


class OwnProposal(Refused):
    """Who proposed does not decide."""

    def __init__(self) -> None:
        super().__init__(_("Du har lagt fram förslaget. En annan person behöver fatta beslutet."))


class DiaryNumberNeeded(Refused):
    """A decision has a diary number of its own."""

    def __init__(self) -> None:
        super().__init__(_("Ange beslutets eget diarienummer. Det får inte höra till ett annat beslut."))


class StrayNumbers(Refused):
    """A paragraph holds a typed number that equals no figure in the data."""

    def __init__(self, numbers: list[str]) -> None:
        super().__init__(
            _(
                "Dessa tal i egna stycken finns inte i tabellerna: %(numbers)s. "
                "Rätta dem, eller bekräfta att de ska stå kvar."
            )
            % {"numbers": ", ".join(numbers)}
        )


class UnknownReference(Refused):
    """A paragraph names a figure that is in no table."""

    def __init__(self, references: list[str]) -> None:
        super().__init__(
            _("Det här känner portalen inte igen: %(references)s. Välj en hänvisning ur listan.")
            % {"references": ", ".join(references)}
        )


class FilesMissing(Refused):
    """What is published has its documents."""

    def __init__(self) -> None:
        super().__init__(_("Dokumenten är inte skrivna än. Vänta en stund och försök igen."))


class WordsMissing(Refused):
    """A paragraph has words."""

    def __init__(self) -> None:
        super().__init__(_("Skriv stycket på svenska."))
