"""The words of an invented register of dossiers, and its rows as an office writes them."""

LEVELS = ("district", "commune")
FIELDS = ("Bảo trợ xã hội", "Chứng thực", "Công thương", "Đất đai", "Giáo dục", "Hộ kinh doanh",
          "Hộ tịch", "Môi trường", "Người có công", "Nuôi con nuôi", "Quy hoạch, kiến trúc",
          "Thi đua, khen thưởng", "Thủy lợi", "Trẻ em", "Văn hóa", "Xây dựng")  # fmt: skip
_WORDS = {
    "level": ("Cấp huyện", "Cấp xã"),
    "channel": ("Trực tuyến", "Trực tiếp", "Bưu chính"),
    "status": ("Đã trả kết quả", "Đang giải quyết", "Đã rút"),
}


def texts() -> str:
    """The query for the rows as an office writes them, each with what was planted in it."""
    from .register_rows import KINDS, NONE

    def unless(cell: str, **faults: str) -> str:
        """The cell, or what stands there instead for a kind of fault; a blank row has nothing."""
        cases = " ".join(
            f"WHEN {KINDS.index(code)} THEN '{other}'" for code, other in (faults | blank).items()
        )
        return f"CASE kind {cases} ELSE {cell} END"

    def day(name: str) -> str:
        known = f"CASE WHEN {name} <> {NONE} THEN strftime(DATE '1970-01-01' + {name}::INTEGER"
        return f"{known}, '%d/%m/%Y') ELSE '' END"

    def word(place: str, words: tuple[str, ...]) -> str:
        return f"{list(words)}[{place} + 1]"

    blank = {"blank": ""}
    channel = "CASE WHEN origin = 3 THEN number % 3 ELSE origin END"
    cells = {
        "Mã hồ sơ": unless("printf('MINH-HOA-%09d', number)", no_id=""),
        "Ngày tiếp nhận": unless(day("received"), no_received="", unreadable_date="31/02/2022"),
        "Ngày hẹn trả": unless(day("due")),
        "Ngày trả kết quả": unless(day("finished"), implausible_date="01/01/1900"),
        "Ngày dừng, trả, rút": unless(day("withdrawn")),
        "Số ngày làm việc": unless(
            f"CASE WHEN days <> {NONE} THEN days::VARCHAR ELSE '' END", unreadable_days="vài ngày"
        ),
        "Trạng thái": unless(
            word("status", _WORDS["status"]), no_status="", unknown_status="Không rõ"
        ),
        "Cấp": unless(word("level", _WORDS["level"]), no_level="", unknown_level="Cấp bộ"),
        "Lĩnh vực": unless(word("field", FIELDS), no_field=""),
        "Hình thức nộp": unless(
            word(channel, _WORDS["channel"]), no_channel="", unknown_channel="Fax"
        ),
    }
    columns = ", ".join(f'{cell} AS "{name}"' for name, cell in cells.items())
    return f"SELECT {columns} FROM drawn"
