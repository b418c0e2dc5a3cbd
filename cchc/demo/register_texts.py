"""The words of an invented register of dossiers, and its rows as an office writes them."""

from .register_rows import KINDS, NONE

LEVELS = ("district", "commune")
FIELDS = ("Bảo trợ xã hội", "Chứng thực", "Công thương", "Đất đai", "Giáo dục", "Hộ kinh doanh",
          "Hộ tịch", "Môi trường", "Người có công", "Nuôi con nuôi", "Quy hoạch, kiến trúc",
          "Thi đua, khen thưởng", "Thủy lợi", "Trẻ em", "Văn hóa", "Xây dựng")  # fmt: skip
_STATUSES = ("Đã trả kết quả", "Đang giải quyết", "Đã rút")
_CHANNELS = ("Trực tuyến", "Trực tiếp", "Bưu chính")


def texts() -> str:
    """The query for the rows of `drawn` as texts, each with what was planted in it."""
    channel = "CASE WHEN origin = 3 THEN number % 3 ELSE origin END"
    days = f"CASE WHEN days <> {NONE} THEN days::VARCHAR ELSE '' END"
    cells = {
        "Mã hồ sơ": _unless("printf('MINH-HOA-%09d', number)", no_id=""),
        "Ngày tiếp nhận": _unless(_day("received"), no_received="", unreadable_date="31/02/2022"),
        "Ngày hẹn trả": _unless(_day("due")),
        "Ngày trả kết quả": _unless(_day("finished"), implausible_date="01/01/1900"),
        "Ngày dừng, trả, rút": _unless(_day("withdrawn")),
        "Số ngày làm việc": _unless(days, unreadable_days="vài ngày"),
        "Trạng thái": _unless(_word("status", _STATUSES), no_status="", unknown_status="Không rõ"),
        "Cấp": _unless(
            _word("level", ("Cấp huyện", "Cấp xã")), no_level="", unknown_level="Cấp bộ"
        ),
        "Lĩnh vực": _unless(_word("field", FIELDS), no_field=""),
        "Hình thức nộp": _unless(_word(channel, _CHANNELS), no_channel="", unknown_channel="Fax"),
    }
    columns = ", ".join(f'{cell} AS "{name}"' for name, cell in cells.items())
    return f"SELECT {columns} FROM drawn"


def _unless(cell: str, **faults: str) -> str:
    """The cell, or what stands there instead for a kind of fault; a blank row has nothing."""
    cases = " ".join(
        f"WHEN {KINDS.index(code)} THEN '{other}'"
        for code, other in {**faults, "blank": ""}.items()
    )
    return f"CASE kind {cases} ELSE {cell} END"


def _day(name: str) -> str:
    known = f"strftime(DATE '1970-01-01' + {name}::INTEGER, '%d/%m/%Y')"
    return f"CASE WHEN {name} <> {NONE} THEN {known} ELSE '' END"


def _word(place: str, words: tuple[str, ...]) -> str:
    return f"{list(words)}[{place} + 1]"
