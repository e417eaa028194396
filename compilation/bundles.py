"""Several files as one zip, the same bytes each time."""

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The oldest moment that a zip file can name.
ZIP_START = (1980, 1, 1, 0, 0, 0)


def packed(files: Mapping[str, bytes]) -> bytes:
    """The zip."""
    out = BytesIO()
    with ZipFile(out, "w") as made:
        for name, content in files.items():
            entry = ZipInfo(name, ZIP_START)
            entry.compress_type = ZIP_DEFLATED
            made.writestr(entry, content)
    return out.getvalue()


def one_file(files: Mapping[str, bytes]) -> bytes:
    """The only file as it is, or several as a zip."""
    return next(iter(files.values())) if len(files) == 1 else packed(files)
