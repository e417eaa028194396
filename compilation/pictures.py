"""Charts as pictures: SVG for pages and PDF, PNG for docx, in the agency's own type.

The agency's type comes as woff2 alone, which neither the drawer nor typst reads; it is unpacked once.
"""

import hashlib
import json
from base64 import b64encode
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Literal

import vl_convert
from django.conf import settings
from django.core.cache import cache
from fontTools.ttLib import TTFont

from compilation.charts import Chart

WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")
LOCALES: dict[str, Literal["sv-SE", "en-GB"]] = {"sv": "sv-SE", "en": "en-GB"}
# The grid of a chart is drawn at 96 to the inch; on paper three dots are wanted for each.
PNG_SCALE = 3.0
# For so many seconds a drawn chart is kept.
KEPT = 24 * 3600


def svg(chart: Chart, lang: str = "sv") -> bytes:
    """The chart as SVG, the same bytes each time."""
    return _drawn(_spec(chart), lang).encode()


@lru_cache(maxsize=32)
def _drawn(spec: str, lang: str) -> str:
    """Drawn once for the formats that are written together."""
    fonts()
    drawn: str = vl_convert.vegalite_to_svg(spec, format_locale=LOCALES[lang])
    return drawn


def as_source(chart: Chart, lang: str = "sv") -> str:
    """The chart as the source of an img: drawn once, then kept by what it shows."""
    key = f"chart:{lang}:{hashlib.sha256(_spec(chart).encode()).hexdigest()}"
    drawn: bytes | None = cache.get(key)
    if drawn is None:
        drawn = svg(chart, lang)
        cache.set(key, drawn, KEPT)
    return f"data:image/svg+xml;base64,{b64encode(drawn).decode()}"


def png(chart: Chart, lang: str = "sv") -> bytes:
    """The chart as PNG, three dots for each of the page's."""
    drawn: bytes = vl_convert.svg_to_png(_drawn(_spec(chart), lang), scale=PNG_SCALE)
    return drawn


@lru_cache(maxsize=1)
def fonts() -> Path:
    """The folder with the agency's type as files that drawers read; made where it is not there."""
    folder = Path(settings.DATA_DIR) / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        made = folder / f"Inter-{weight}.ttf"
        if not made.exists():
            _put(made, _unpacked(Path(settings.FONT_DIR) / f"Inter-{weight}.woff2"))
    vl_convert.register_font_directory(str(folder))
    return folder


def _put(path: Path, data: bytes) -> None:
    """The whole file or none, whoever else writes it at the same time."""
    with NamedTemporaryFile(dir=path.parent, delete=False) as made:
        made.write(data)
    Path(made.name).replace(path)


def _unpacked(packed: Path) -> bytes:
    out, font = BytesIO(), TTFont(packed)
    font.flavor = None
    font.save(out)
    return out.getvalue()


def _spec(chart: Chart) -> str:
    return json.dumps(chart.spec, ensure_ascii=False)
