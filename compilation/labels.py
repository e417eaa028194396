"""What tables and columns are called, in either language."""

from agreement.lines import INDICATORS, LINE
from agreement.wording import name_of

_TITLES = {
    "forms_national": ("Behandlingar per behandlingsform", "Treatments by form"),
    "contacts_by_region": ("Kontakter per region", "Contacts by region"),
    "payouts_by_region": ("Ersättning per region", "Compensation by region"),
    "providers_by_region": ("Vårdgivare per region", "Care providers by region"),
    "gender_by_region": ("Kön per region", "Sex by region"),
    "gender_by_form": ("Kön per behandlingsform", "Sex by form of treatment"),
    "appropriations_by_year": ("Anslag per år", "Appropriation by year"),
    "psychological_by_region": ("Behandlingar vid psykisk ohälsa per region", "Mental ill-health by region"),
    "pain_by_region": ("Behandlingar vid långvarig smärta per region", "Long-term pain by region"),
    "contacts_two_years": ("Kontakter två år", "Contacts in two years"),
    "kbt_ipt_over_time": ("KBT och IPT över tid", "KBT and IPT over time"),
    "other_psychological_two_years": ("Övriga psykologiska behandlingar två år", "Other psychological treatments in two years"),
    "mmr_over_time": ("MMR över tid", "MMR over time"),
    "mmr_suppliers": ("Leverantörer av MMR", "Suppliers of MMR"),
    "mmr_compensation": ("Ersättningsnivåer för MMR", "Compensation for MMR"),
    "kbt_ipt_compensation": ("Ersättningsnivåer för KBT och IPT", "Compensation for KBT and IPT"),
    "coordinators": ("Rehabkoordinatorer i psykiatrin", "Coordinators in psychiatry"),
}  # fmt: skip
_COLUMNS = {
    "region": ("Region", "Region"),
    "year": ("År", "Year"),
    "form": ("Behandlingsform", "Form of treatment"),
    "previous_count": ("Antal året före", "Number the year before"),
    "previous_share": ("Andel året före", "Share the year before"),
    "count": ("Antal", "Number"),
    "share": ("Andel", "Share"),
    "change": ("Förändring", "Change"),
    "base": ("Grundbelopp", "Base amount"),
    "contacts": ("Ersättning för kontakter", "Compensation for contacts"),
    "appropriation": ("Anslag", "Appropriation"),
    "specified": ("Varav avsatt för ett ändamål", "Of which for a purpose"),
    "purpose": ("Ändamål", "Purpose"),
    "private_share": ("Andel privat", "Private share"),
    "public_share": ("Andel offentlig", "Public share"),
    "men_share": ("Andel män", "Share of men"),
    "women_share": ("Andel kvinnor", "Share of women"),
    "KBT_IPT_per_1000": ("KBT och IPT per 1 000 invånare{ages}", "KBT and IPT per 1,000 inhabitants{ages}"),
    "MMR_per_1000": ("MMR per 1 000 invånare{ages}", "MMR per 1,000 inhabitants{ages}"),
    "level": ("Nivå", "Level"),
    "suppliers": ("Leverantörer", "Suppliers"),
    "component": ("Del", "Part"),
    "amount": ("Belopp", "Amount"),
    "basis": ("Gäller", "Basis"),
    "answer": ("Svar", "Answer"),
    "per_10000": ("Per 10 000 invånare{ages}", "Per 10,000 inhabitants{ages}"),
    "per_1000": ("Per 1 000 invånare{ages}", "Per 1,000 inhabitants{ages}"),
}  # fmt: skip
_PURPOSES = {
    "research_and_development": ("forskning och utveckling", "research and development"),
    "addition_contact_employer_or_employment_service": ("kontakt med arbetsgivare och Arbetsförmedlingen", "contact with employers and Arbetsförmedlingen"),
    "contacts": ("kontakt med arbetsgivare och Arbetsförmedlingen", "contact with employers and Arbetsförmedlingen"),
}  # fmt: skip


def title(table: str, lang: str = "sv") -> str:
    """A table's name."""
    return _TITLES[table][lang == "en"]


def label(key: str, lang: str = "sv", ages: str = "") -> str:
    """A column's heading; a rate names its ``ages`` (16–67) where all its people are of the same."""
    if key in _COLUMNS:
        of_ages = (f" {ages} år", f" aged {ages}")[lang == "en"] if ages else ""
        return _COLUMNS[key][lang == "en"].format(ages=of_ages)
    if key in LINE or key in INDICATORS:
        return name_of(key, lang)[:1].upper() + name_of(key, lang)[1:]
    return key


def purpose(code: str | None, lang: str = "sv") -> str:
    """What part of an appropriation is for."""
    return _PURPOSES[code][lang == "en"] if code in _PURPOSES else code or ""
