"""What keeps the event loop from waiting for the threads beside it and for Python's garbage collector."""

from __future__ import annotations

import gc
import sys

SWITCH_SECONDS = 0.001
"""How long a thread at work may go on once the event loop wants to: Python's own 0.005 adds up where several are at work."""


def stay_responsive() -> None:
    """Call it once, when everything is built: what is there by then stays for good, so no later collection looks at it again.

    A whole collection holds up every thread: of a bot that has just been built 60 ms (two cores), of what came since some 10 to 20 ms.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.collect()
    gc.freeze()
