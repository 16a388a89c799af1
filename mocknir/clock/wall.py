"""The one place that reads the wall clock."""

import time


def wall_time() -> float:
    """Seconds since 1970, as the machine sees it."""
    return time.time()
