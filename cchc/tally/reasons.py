"""Why a row is set aside: every reason, in the order in which the first that holds is given."""

from typing import NamedTuple


class Reason(NamedTuple):
    """A reason: its code, in Vietnamese, and whether the row is `faulty` or of another period."""

    code: str
    vi: str
    faulty: bool = True


CELLS = (
    Reason("unreadable_date", "ngày không đọc được"),
    Reason("implausible_date", "ngày ngoài các năm 2000 đến 2099"),
    Reason("unreadable_days", "số ngày làm việc không đọc được"),
)
"""What a cell alone can have against it."""
ROWS = (
    Reason("blank", "dòng trống"),
    Reason("no_id", "không có mã hồ sơ"),
    *CELLS,
    Reason("no_received", "không có ngày tiếp nhận"),
    Reason("no_due", "không có hạn trả kết quả"),
    Reason("no_field", "không ghi lĩnh vực"),
    Reason("no_level", "không ghi cấp"),
    Reason("unknown_level", "cấp không có trong tệp khai báo"),
    Reason("no_channel", "không ghi hình thức nộp"),
    Reason("unknown_channel", "hình thức nộp không có trong tệp khai báo"),
    Reason("no_status", "không ghi trạng thái"),
    Reason("unknown_status", "trạng thái không có trong tệp khai báo"),
    Reason("two_endings", "vừa có ngày trả kết quả, vừa có ngày dừng, trả lại, rút"),
    Reason("status_without_date", "trạng thái đã kết thúc mà không có ngày kết thúc"),
    Reason("date_against_status", "ngày kết thúc trái với trạng thái"),
    Reason("due_before_received", "hạn trả trước ngày tiếp nhận"),
    Reason("ended_before_received", "kết thúc trước ngày tiếp nhận"),
)
"""What a row by itself can have against it."""
REPEATED = (
    Reason("conflict", "mã hồ sơ có nhiều dòng khác nhau: không biết dòng nào đúng"),
    Reason("repeat", "lặp lại đúng một dòng trước, dòng đầu đã được tính"),
)
OUTSIDE = (
    Reason("received_after", "tiếp nhận sau kỳ", faulty=False),
    Reason("ended_before", "đã kết thúc trước kỳ", faulty=False),
)
REASONS = {reason.code: reason for reason in (*ROWS, *REPEATED, *OUTSIDE)}
