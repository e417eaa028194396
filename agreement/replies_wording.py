"""What forms, bases, directions and faults of a survey's answers are called, in either language."""

from agreement.amounts import AmountFault
from agreement.replies import LONGEST_TEXT, Basis, Direction, Form, Misread, ReplyFault

_FORMS: dict[str, tuple[str, str]] = {
    Form.GIVEN: ("besvarat", "answered"),
    Form.OFFERED: ("ja, antal inte känt", "yes, number not known"),
    Form.EXTERNAL: ("utförs externt", "carried out externally"),
    Form.NO_SPECIAL: ("ingen särskild ersättning", "no special compensation"),
    Form.NOT_STATED: ("ingen uppgift", "not stated"),
    Form.BLANK: ("inget svar", "no answer"),
}
_BASES: dict[str, tuple[str, str]] = {
    Basis.PER_PATIENT: ("kr per patient", "SEK per patient"),
    Basis.PER_LISTED_PATIENT: ("kr per listad patient", "SEK per listed patient"),
    Basis.PER_LISTED_PATIENT_MAX_PER_UNIT: (
        "kr som mest per enhet, per listad patient",
        "SEK at most per unit, per listed patient",
    ),
    Basis.PER_LISTED_PATIENT_NOT_KNOWN: (
        "per listad patient, nivån inte uppgiven",
        "per listed patient, level not stated",
    ),
    Basis.PER_UNIT: ("kr per enhet", "SEK per unit"),
    Basis.TOTAL_PER_YEAR: ("kr per år totalt", "SEK per year in total"),
    Basis.PER_YEAR_UNCLEAR: ("kr per år, oklart för vad", "SEK per year, unclear for what"),
    Basis.NO_SPECIAL: ("ingen särskild ersättning", "no special compensation"),
    Basis.NOT_STATED: ("ingen uppgift", "not stated"),
    Basis.BLANK: ("inget svar", "no answer"),
}
_DIRECTIONS: dict[str, tuple[str, str]] = {
    Direction.INCREASED: ("ökade", "increased"),
    Direction.DECREASED: ("minskade", "decreased"),
    Direction.UNCHANGED: ("oförändrat", "unchanged"),
}
_YES_NO = {"yes": ("ja", "yes"), "no": ("nej", "no")}
# What was found, what is wanted, and what to do.
_FAULTS: dict[str, tuple[str, str]] = {
    AmountFault.TEXT: (
        "”{raw}” gick inte att läsa som ett belopp. Skriv kronor med siffror, till exempel 25 000.",
        "“{raw}” could not be read as an amount. Write kronor in digits, for instance 25,000.",
    ),
    AmountFault.NEGATIVE: (
        "”{raw}” är mindre än noll. Skriv 0 eller mer.",
        "“{raw}” is less than zero. Write 0 or more.",
    ),
    AmountFault.REVERSED: (
        "I ”{raw}” är det första beloppet störst. Skriv det lägsta först.",
        "In “{raw}” the first amount is the larger. Write the lowest first.",
    ),
    AmountFault.TOO_LONG: (
        "Texten är för lång för ett belopp. Skriv beloppet här och resten i kommentaren.",
        "The text is too long for an amount. Write the amount here and the rest in the comment.",
    ),
    AmountFault.TOO_LARGE: (
        "”{raw}” är större än ett rimligt belopp. Kontrollera antalet nollor.",
        "“{raw}” is larger than a reasonable amount. Check the number of zeros.",
    ),
    AmountFault.DECIMAL: (
        "”{raw}” har ören. Skriv hela kronor.",
        "“{raw}” has parts of a krona. Write whole kronor.",
    ),
    ReplyFault.NOT_A_COUNT: (
        "”{raw}” är inget antal. Skriv ett heltal, eller välj att antalet inte är känt.",
        "“{raw}” is no count. Write a whole number, or choose that it is not known.",
    ),
    ReplyFault.TEXT_TOO_LONG: (
        "Texten är för lång. Den får ha högst {most} tecken.",
        "The text is too long. It may have at most {most} characters.",
    ),
    ReplyFault.NO_SUCH_ROW: (
        "Raden finns inte i frågan. Ladda om sidan.",
        "The question has no such row. Load the page again.",
    ),
    ReplyFault.NO_SUCH_CHOICE: (
        "Svaret finns inte bland valen. Välj ett av dem.",
        "The answer is not among the choices. Choose one of them.",
    ),
    ReplyFault.BASIS_MISSING: (
        "Det framgår inte vad ”{raw}” gäller. Välj till exempel per patient eller totalt per år.",
        "It is not clear what “{raw}” is for. Choose for instance per patient or in total per year.",
    ),
    ReplyFault.BOTH: (
        "Du har både skrivit ”{raw}” och valt ett svar i stället för ett tal. Behåll ett av dem.",
        "You have both written “{raw}” and chosen an answer instead of a number. Keep one of them.",
    ),
    ReplyFault.NO_VALUE: (
        "Cellen har ett felvärde eller en formel utan resultat. Skriv värdet direkt i cellen.",
        "The cell has an error or a formula without a result. Type the value in the cell.",
    ),
}
_SHOWN = 40


def form_name(code: str, lang: str = "sv") -> str:
    """What a form of answer is called; empty for an unknown code."""
    return _FORMS[code][lang == "en"] if code in _FORMS else ""


def basis_name(code: str, lang: str = "sv") -> str:
    """What an amount is for."""
    return _BASES[code][lang == "en"] if code in _BASES else code


def direction_name(code: str, lang: str = "sv") -> str:
    """Where something went; empty for an unknown code."""
    return _DIRECTIONS[code][lang == "en"] if code in _DIRECTIONS else ""


def yes_or_no(code: str, lang: str = "sv") -> str:
    """Yes or no; empty for an unknown code."""
    return _YES_NO[code][lang == "en"] if code in _YES_NO else ""


def misread(fault: Misread, lang: str = "sv") -> str:
    """Why a part could not be used, and what to write instead."""
    raw = fault.raw if len(fault.raw) <= _SHOWN else f"{fault.raw[:_SHOWN]}…"
    return _FAULTS[fault.fault][lang == "en"].format(raw=raw, most=LONGEST_TEXT)
