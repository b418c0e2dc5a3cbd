"""Institutional reform: legal dissemination and normative documents (II.2.1)."""

from ..indicator import Indicator, Whole

AREA = ("Cải cách thể chế", "Institutional reform", "II.2.1")
BOTH = ("district", "commune", "all")


def _dissemination(code: str, vi: str, en: str, measure_unit="cuộc", **more) -> Indicator:
    return Indicator(code, vi, en, measure_unit, kind="flow", levels=BOTH, **more)


INDICATORS = (
    _dissemination(
        "legal_sessions",
        "Cuộc phổ biến, giáo dục pháp luật, cộng các hình thức",
        "Legal dissemination sessions, all forms",
        shown="sentence",
    ),
    _dissemination(
        "legal_conferences",
        "Hội nghị triển khai văn bản luật",
        "Conferences presenting laws",
    ),
    _dissemination(
        "legal_meetings",
        "Tuyên truyền pháp luật tập trung và lồng ghép vào cuộc họp",
        "Legal dissemination in meetings",
    ),
    _dissemination(
        "legal_club_sessions",
        "Sinh hoạt Câu lạc bộ pháp luật",
        "Law club sessions",
    ),
    _dissemination(
        "legal_day_sessions",
        "Sinh hoạt Ngày pháp luật",
        "Law day sessions",
    ),
    _dissemination(
        "legal_aid_sessions",
        "Truyền thông và trợ giúp pháp lý",
        "Legal communication and aid sessions",
    ),
    _dissemination(
        "legal_bookcase_readings",
        "Lượt xem Tủ sách pháp luật",
        "Readings of the law bookcase",
        "lượt",
    ),
    _dissemination(
        "legal_broadcast_minutes",
        "Thời lượng phát trên mạng lưới truyền thanh cơ sở",
        "Minutes on the local broadcasting network",
        "phút",
    ),
    _dissemination(
        "legal_attendances",
        "Lượt người dự các hình thức phổ biến, giáo dục pháp luật",
        "Attendances at legal dissemination",
        "lượt người",
        shown="sentence",
    ),
    Indicator(
        code="normative_documents_issued",
        vi="Văn bản quy phạm pháp luật đã ban hành",
        en="Normative documents issued",
        measure_unit="văn bản",
        kind="flow",
        levels=BOTH,
    ),
    Indicator(
        code="normative_documents_checked",
        shown="sentence",
        vi="Văn bản quy phạm pháp luật được kiểm tra theo thẩm quyền",
        en="Normative documents checked",
        measure_unit="văn bản",
        kind="flow",
        levels=BOTH,
        definition="Cấp là cấp của cơ quan ban hành văn bản được kiểm tra.",
    ),
    Indicator(
        code="normative_documents_faulty",
        vi="Văn bản quy phạm pháp luật phát hiện có nội dung trái pháp luật",
        en="Normative documents found contrary to law",
        measure_unit="văn bản",
        kind="flow",
        levels=BOTH,
        better="lower",
        within="normative_documents_checked",
    ),
    Indicator(
        code="normative_documents_faulty_share",
        shown="sentence",
        vi="Tỷ lệ văn bản có nội dung trái pháp luật trên số đã kiểm tra",
        en="Normative documents found contrary to law, share of checked",
        measure_unit="%",
        kind="flow",
        levels=BOTH,
        better="lower",
        formula="100 * normative_documents_faulty / normative_documents_checked",
    ),
)

WHOLES = (
    Whole(
        "legal_sessions",
        (
            "legal_conferences",
            "legal_meetings",
            "legal_club_sessions",
            "legal_day_sessions",
            "legal_aid_sessions",
        ),
    ),
)
