"""Waiting for a state, never for a time: how long it takes says nothing of what is tested."""

import time
from collections.abc import Callable

PATIENCE = 120
"""Seconds after which a state is taken never to come, on a machine that is busy with other work."""
HANGING = 15
"""Seconds in which a cell that never ends has started, on a busy machine too."""


def wait_until(is_so: Callable[[], object]) -> bool:
    """Whether something comes true."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True
