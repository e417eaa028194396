"""What a note says of comparisons that could not be made: see `wording`."""

from collections.abc import Callable, Mapping
from typing import Any

from agreement import numerals
from agreement.naming import listed, name_of
from agreement.phrases_comparing import NO_EARLIER, NOT_COMPARED, SHARE_NAMES


def _no_comparison(params: Mapping[str, Any], lang: str) -> str:
    """One sentence for each reason: lines without an earlier figure first, then shares."""
    words = []
    if params["lines"]:
        names = listed([name_of(code, lang) for code in params["lines"]], params["count"], lang)
        words.append(NO_EARLIER[lang == "en"].format(names=names))
    for reason, sentence in NOT_COMPARED.items():
        shares = [SHARE_NAMES[name][lang == "en"] for name, why in params.get("skipped", ()) if why == reason]
        if shares:
            named = listed(shares, len(shares), lang)
            limits = {
                key: numerals.count(params[key], lang) for key in ("fewest", "smallest") if key in params
            }
            words.append(sentence[lang == "en"].format(names=named[:1].upper() + named[1:], **limits))
    return " ".join(words)


MADE: dict[str, Callable[[Mapping[str, Any], str], str]] = {"no_comparison": _no_comparison}
