"""What the exit code of a process says of its death: its own end, a crash, or somebody's kill."""

import signal

FROM_OUTSIDE = {"SIGKILL", "SIGTERM", "SIGHUP", "SIGINT"}
"""Signals that somebody sends: an operator, or a system that is short of memory."""
WORTH_ANOTHER_TRY = {"killed", "start"}
"""Kinds of failure that are not the notebook's fault."""


def died(code: int | None) -> tuple[str, str]:
    """The kind of a death, as `Made` has it, and what to say of it in Vietnamese.

    `code` is an exit code as subprocess gives it, None where nobody knows.

    >>> died(3)
    ('exit', 'tự kết thúc (mã thoát 3)')
    >>> died(-9)
    ('killed', 'bị dừng từ bên ngoài (SIGKILL)')
    """
    if code is None:
        return "killed", "dừng đột ngột, không rõ vì sao"
    if code >= 0:
        return "exit", f"tự kết thúc (mã thoát {code})"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"tín hiệu {-code}"
    if name in FROM_OUTSIDE:
        return "killed", f"bị dừng từ bên ngoài ({name})"
    return "crash", f"hỏng giữa chừng ({name})"
