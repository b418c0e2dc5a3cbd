"""What the command line was asked for, checked before any work."""

from os.path import exists, isdir
from pathlib import Path

from .errors import Fault, UsageError

FORMATS = ("html", "pdf")


def data_folder(data: Path | None) -> Path:
    """The data folder that was named, or the nearest one. Raises UsageError."""
    from .registers import find_data

    return find_data(data)


def chosen_units(units: tuple[str, ...], every: bool, data: Path | None) -> tuple[Path, list[str]]:
    """The data folder and the units that were asked for. Raises UsageError."""
    if every == bool(units):
        what = "vừa nêu đơn vị vừa có --all" if every else "chưa nói làm cho đơn vị nào"
        mend = "nêu mã đơn vị, hoặc --all. Xem tất cả: cchc list units"
        raise UsageError([Fault(what, "dòng lệnh", mend)])
    from .registry import unit_ids_with_figures

    root = data_folder(data)
    chosen = list(dict.fromkeys(units)) or unit_ids_with_figures(root)
    if not chosen:
        mend = "tạo thư mục của đơn vị với figures.csv"
        raise UsageError([Fault("chưa có đơn vị nào có số liệu", str(root), mend)])
    return root, chosen


def chosen_formats(text: str) -> tuple[str, ...]:
    """The formats in a list with commas. Raises UsageError."""
    wanted = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    unknown = [part for part in wanted if part not in FORMATS]
    if unknown or not wanted:
        names = ", ".join(f"'{part}'" for part in unknown)
        what = f"không có định dạng {names}" if unknown else "chưa nói định dạng nào"
        raise UsageError([Fault(what, "--formats", f"dùng: {', '.join(FORMATS)}")])
    return wanted


def out_folder(out: Path) -> Path:
    """The folder for the outputs, which need not be there yet."""
    standing = next(place for place in (out, *out.absolute().parents) if exists(place))
    if not isdir(standing):
        what = f"{standing} là tệp, không phải thư mục"
        raise UsageError([Fault(what, "--out", "chọn một thư mục khác")])
    return out


def font_folder(folder: Path | None) -> Path | None:
    """The folder with fonts, as long as there is one. Raises UsageError."""
    if folder is not None and not isdir(folder):
        mend = "nêu thư mục có các tệp .ttf hoặc .otf"
        raise UsageError([Fault(f"không có thư mục '{folder}'", "--font-path", mend)])
    return folder
