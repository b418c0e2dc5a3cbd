"""REFUSE results that would take the place of something: a register, data, an older result."""

from collections.abc import Iterator
from pathlib import Path

from ..errors import Fault
from .order import Order


def output_faults(order: Order) -> Iterator[Fault]:
    """What is against the files that an order wants written; each is named by its option."""
    results = {"--aside": order.aside, "--form": order.form}
    if order.table not in (None, "-"):
        results["--csv"] = Path(order.table)
    wanted = {option: path for option, path in results.items() if path is not None}
    read = {*(path.resolve() for path in order.files), order.columns.resolve()}
    taken: dict[Path, str] = {}
    for option, path in wanted.items():
        against = _against(path, read, order.data)
        other = taken.setdefault(path.resolve(), option)
        if not against and other != option:
            against = f"tệp kết quả trùng với {other}", "chọn tên khác"
        if against:
            yield Fault(against[0], f"{option} {path}", against[1])
    if order.form and order.form.suffix.lower() not in (".xlsx", ".csv"):
        yield Fault("tệp biểu phải là .xlsx hoặc .csv", f"--form {order.form}", "đổi đuôi tệp")


def _against(path: Path, read: set[Path], data: Path) -> tuple[str, str] | None:
    """What is against a result by itself, and how to mend it."""
    place = path.resolve()
    if place in read:
        return "tệp kết quả trùng với tệp được đọc", "chọn tên khác"
    if place.is_relative_to(data.resolve()):
        mend = "chọn chỗ khác; đưa số vào thư mục dữ liệu thì dùng --write"
        return "tệp kết quả nằm trong thư mục dữ liệu", mend
    if not place.parent.is_dir():
        return "không có thư mục của tệp kết quả", "tạo thư mục ấy trước"
    if place.exists() or path.is_symlink():
        return "đã có tệp này", "chọn tên khác, hoặc tự xóa tệp cũ"
    return None
