"""What each rule about lists is for, with an example: see `rulebook`."""

from collections.abc import Mapping
from typing import Any

from agreement.findings import Weight

_E, _Q, _N = Weight.ERROR, Weight.QUERY, Weight.NOTE
_FILE = {"name": "serielista.xlsx", "year": 2026, "file_year": 2025, "row": 200_001, "limit": 200_000}
_CELLS = _FILE | {
    "column": "D", "heading": "Behandlingsform", "text": "MMR", "number": 12, "first_rows": [14, 15, 31],
}  # fmt: skip
_NAMED = _CELLS | {
    "other": "vårdcentralen.xlsx", "exact": True, "sheet": "Lista", "sheets": "Blad2",
    "provider": "Vårdcentralen Björken", "providers": ["Björkens VC", "Björkens vårdcentral"],
    "columns": "B", "kinds": "identity", "lines": ["KBT"], "said": 412, "value": 391,
    "sides": [["forms", 391], ["sex", 389]], "contacts": 40, "treatments": 31,
    "together": 40, "employer": 21, "employment_service": 19, "both": 12, "smallest": 9,
    "now": 412, "before": 41,
}  # fmt: skip
_STOPPED = (
    "En lista som inte går att läsa säkert stoppas hel, så att inget halvt räknas.",
    "A list that cannot be read safely is stopped whole, so that nothing is half counted.",
)
_LEFT_OUT = (
    "En rad som inte går att förstå räknas inte, så den behöver rättas.",
    "A row that is not understood is not counted, so it has to be corrected.",
)
_TOLD = (
    "Det som har tolkats eller lämnats utanför ska synas.",
    "What was interpreted or left out is shown.",
)
_TWICE = (
    "Det som finns i två filer räknas annars två gånger.",
    "What is in two files would otherwise be counted twice.",
)
_ROW = (
    "Ett skrivfel hos en vårdgivare syns bäst på vårdgivarens egen rad.",
    "A slip of one care provider is best seen in that provider's own row.",
)

BOOK: dict[str, tuple[Weight, str, str, tuple[str, ...], Mapping[str, Any]]] = {
    **{
        f"file.{rule}": (_E, *_STOPPED, (), _NAMED)
        for rule in (
            "list_no_heading", "list_too_long", "list_too_wide", "list_other_year", "list_mixed",
            "list_quote",
        )
    },
    "file.personal_data": (
        _E,
        "Listor är utan personuppgifter: en sådan kolumn tas inte emot och filen raderas.",
        "Lists hold no personal data: such a column is not taken in and the file is erased.",
        (),
        _NAMED,
    ),
    **{
        f"whole.{rule}": (_E, *_LEFT_OUT, (), _NAMED)
        for rule in (
            "list_unknown", "list_level", "list_blank", "list_unread", "list_date", "list_period",
            "list_count", "list_more",
        )
    },
    **{
        f"complete.{rule}": (_N, *_TOLD, (), _NAMED)
        for rule in (
            "list_outside_age", "list_blank_contacts", "list_no_rows", "list_unread_sheets", "list_unnamed",
            "list_hidden_lists",
        )
    },
    **{
        f"complete.{rule}": (_Q, *_TOLD, (), _NAMED)
        for rule in ("list_blank_end", "list_unread_lists", "list_hidden")
    },
    "copies.list_same_file": (_N, *_TWICE, (), _NAMED),
    "copies.list_same_rows": (_Q, *_TWICE, ("list_rows_percent",), _NAMED),
    "copies.list_sum_row": (_Q, *_TWICE, (), _NAMED),
    "copies.list_same_provider": (_Q, *_TWICE, (), _NAMED),
    "copies.list_same_counts": (_Q, *_ROW, ("list_same_lines", "list_same_smallest"), _NAMED),
    "change.list_provider": (_Q, *_ROW, ("line_times", "line_floor"), _NAMED),
    "copies.list_spellings": (
        _N,
        "Namn som liknar varandra kan vara samma vårdgivare, men slås aldrig ihop utan er.",
        "Names that are alike may be one care provider, but are never merged without you.",
        (),
        _NAMED,
    ),
    "balance.list_total": (
        _Q,
        "En summarad som skiljer sig från raderna betyder ofta att rader saknas.",
        "A total that differs from the rows often means that rows are missing.",
        (),
        _NAMED,
    ),
    "balance.list_row": (_Q, *_ROW, (), _NAMED),
    **{f"limits.{rule}": (_Q, *_ROW, (), _NAMED) for rule in ("list_row", "list_together", "list_both")},
    "whole.list_year": (_Q, *_ROW, ("year_percent",), _NAMED | {"value": 2026}),
    "silence.list_no_contacts": (_Q, *_ROW, ("silent_treatments",), _NAMED),
    "silence.list_only_contacts": (
        _Q, *_ROW, ("only_contacts_percent", "only_contacts_smallest"),
        _NAMED | {"contacts": 60, "treatments": 61},
    ),
}  # fmt: skip
