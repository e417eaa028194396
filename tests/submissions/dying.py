"""`python -m tests.submissions.dying PK seconds|memory`: check a delivery with too little of something."""

import os
import resource
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from submissions.checking import check  # noqa: E402 - after the setting up
from submissions.models import Delivery  # noqa: E402

ROOM = 8 * 1024 * 1024


def main(delivery: int, lacking: str) -> None:
    """Raises, or the system ends the process; that is what it is for."""
    # The database answers before there is too little of anything, as it does to a worker.
    Delivery.objects.get(pk=delivery)
    if lacking == "seconds":
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    else:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + ROOM
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    check(delivery)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
