"""What an invented unit says in words: `narrative.md`, with no number that is not its figure."""

from collections.abc import Iterator
from typing import NamedTuple

from ..catalogue import AREAS, CATALOGUE
from ..ledger import Key
from ..narrative import HEADINGS
from ..numerals import as_typed
from .chance import Chance
from .draft import SECOND, Draft


class _Saying(NamedTuple):
    """One point in several wordings; each `{}` takes the figure of a (code, level) in order."""

    heading: tuple[str, ...]
    wordings: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    ending: str


def _done(area: str, wording: str, *figures: tuple[str, str]) -> _Saying:
    return _Saying(("Kết quả", AREAS[area].vi), (wording,), figures, AREAS[area].place)


SAYINGS = (
    _Saying(
        ("Bối cảnh", "Thuận lợi"),
        (
            "Người dân quen dần với việc nộp hồ sơ qua mạng.",
            "Cán bộ một cửa ở các xã gắn bó lâu năm với công việc.",
            "Đường truyền và máy tính ở trụ sở các xã được thay mới.",
        ),
        (),
        "I.1; procedures",
    ),
    _Saying(
        ("Bối cảnh", "Khó khăn"),
        (
            "Nhiều hộ ở xa trung tâm chưa có thiết bị để dùng dịch vụ trực tuyến.",
            "Cán bộ phụ trách thống kê thay đổi giữa năm.",
            "Một số phần mềm chưa liên thông, phải nhập số liệu hai lần.",
        ),
        (),
        "I.2; e_government",
    ),
    _Saying(
        ("Tổ chức triển khai thực hiện",),
        ("Kế hoạch cải cách hành chính năm 2022 có {} nhiệm vụ, đã hoàn thành {}.",),
        (("plan_tasks", "district"), ("plan_tasks_done", "district")),
        "II.1; direction",
    ),
    _done(
        "institutions",
        "Năm 2022 tổ chức {} cuộc phổ biến pháp luật, trong đó có {} hội nghị.",
        ("legal_sessions", "district"),
        ("legal_conferences", "district"),
    ),
    _done(
        "procedures",
        "Năm 2022 hai cấp tiếp nhận {} hồ sơ, giải quyết xong {} hồ sơ.",
        ("dossiers_received", "all"),
        ("dossiers_resolved", "all"),
    ),
    _done(
        "organisation",
        "Cuối năm 2022 huyện có {} cơ quan chuyên môn và {} trường học.",
        ("departments", "district"),
        ("schools", "district"),
    ),
    _done(
        "civil_service",
        "Có {} người trình độ đại học trong số {} người từ trung cấp trở lên.",
        ("staff_university", "district"),
        ("staff_qualified", "district"),
    ),
    _done(
        "public_finance",
        "Toàn bộ {} xã được giao tự chủ về biên chế và kinh phí.",
        ("admin_bodies_autonomous", "commune"),
    ),
    _done(
        "modernisation",
        "Tỷ lệ văn bản được ký số đạt {}; có {} cuộc họp không giấy.",
        ("documents_signed_share", "all"),
        ("paperless_meetings", "district"),
    ),
    _done(
        "e_government",
        "Đến cuối năm 2022 có {} tài khoản dịch vụ công trên {} hộ dân.",
        ("public_service_accounts", "all"),
        ("households", "all"),
    ),
    _Saying(
        ("Đánh giá", "Mặt được"),
        ("Hồ sơ được theo dõi trên phần mềm từ khi nhận đến khi trả kết quả.",),
        (),
        "III.1; procedures",
    ),
    _Saying(
        ("Đánh giá", "Hạn chế"),
        ("Số liệu của một số xã gửi chậm so với hạn báo cáo.",),
        (),
        "III.2; direction",
    ),
    _Saying(
        ("Nhiệm vụ, giải pháp",),
        ("Đối chiếu số liệu của các xã hằng tháng trước khi tổng hợp.",),
        (),
        "IV; procedures",
    ),
    _Saying(
        ("Đề xuất, kiến nghị",),
        ("Đề nghị tỉnh thống nhất một biểu mẫu thống kê cho mọi huyện.",),
        (),
        "V",
    ),
)


def narrative(draft: Draft, seed: int) -> str:
    """The text of `narrative.md`; what needs a figure that the unit does not state is not said."""
    chance = Chance(seed, draft.number, 2)
    order = {path: place for place, path in enumerate(_paths())}
    points: dict[tuple[str, ...], list[str]] = {}
    for saying in SAYINGS:
        wording = chance.pick(saying.wordings)
        keys = [Key(code, SECOND, level) for code, level in saying.figures]
        if all(key in draft.figures for key in keys):
            said = wording.format(*(_printed(draft, key) for key in keys))
            points.setdefault(saying.heading, []).append(f"- {said} ({saying.ending})")
    for remark in draft.remarks:
        heading = ("Kết quả", AREAS["e_government"].vi)
        points.setdefault(heading, []).append(f"- {remark} ({AREAS['e_government'].place})")
    return "\n".join(_lines(sorted(points.items(), key=lambda item: order[item[0]])))


def _paths() -> Iterator[tuple[str, ...]]:
    for part, titles in HEADINGS.items():
        yield (part,)
        yield from ((part, title) for title in titles)


def _printed(draft: Draft, key: Key) -> str:
    return as_typed(draft.figures[key], CATALOGUE[key.code].measure_unit)


def _lines(points: list[tuple[tuple[str, ...], list[str]]]) -> Iterator[str]:
    part = ""
    for heading, lines in points:
        if heading[0] != part:
            part = heading[0]
            yield from (f"# {part}", "")
        if len(heading) > 1:
            yield from (f"## {heading[1]}", "")
        yield from (*lines, "")
