"""Every guard of the database: what the trail's check looks for, and what tests lift to empty the tables."""

from audit.guards import TRAIL
from compilation.guards import COMPILATIONS
from payouts.guards import PAYOUTS
from submissions.guards import SUBMISSIONS
from survey.guards import VERSIONS

GUARDS = (*TRAIL, *SUBMISSIONS, *VERSIONS, *PAYOUTS, *COMPILATIONS)
