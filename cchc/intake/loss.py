"""REFUSE what would remove figures, until somebody says that they may go."""

from typing import TYPE_CHECKING

import click

from ..errors import CchcError, Fault
from ..textfile import shown_path
from ..usage import say

if TYPE_CHECKING:
    from .changes import Changes
    from .drafts import FileChange

loss_option = click.option(
    "--allow-loss", is_flag=True, help="Cho bỏ số liệu đang có mà lần này không nêu số nào thay."
)


def refuse_loss(changes: "Changes", allowed: bool) -> None:
    """Show the changes and raise `CchcError` where they remove figures and may not."""
    from .told import told

    lost = {file.name: _lost(file) for file in changes.files}
    if allowed or not any(lost.values()):
        return
    say("\n".join(told(changes)))
    folder = changes.data / changes.unit.id
    mend = (
        "xem các dòng “bỏ”, “sửa” ở trên và kiểm tra lại tệp đưa vào; đúng là phải bỏ thì chạy lại"
        " với --allow-loss"
    )
    raise CchcError(
        Fault(
            f"mất {count} số liệu đang có mà không có số nào thay; chưa ghi gì",
            shown_path(folder / name, changes.data),
            mend,
        )
        for name, count in lost.items()
        if count
    )


def _lost(file: "FileChange") -> int:
    """How many figures of a file would be gone, with none in their place."""
    from ..dossier_fields import FIELDS_FILE, FORM_CODES

    if file.name == FIELDS_FILE:
        gone = [*((row, {}) for row in file.removed), *file.changed]
        return sum(bool(old[c] and not new.get(c)) for old, new in gone for c in FORM_CODES)
    return len(file.removed) if file.name == "figures.csv" else 0
