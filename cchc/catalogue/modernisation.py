"""Modernisation of the administration: electronic documents and working tools (II.2.6)."""

from ..indicator import Indicator, Law, Whole

AREA = ("Hiện đại hóa nền hành chính", "Modernisation of the administration", "II.2.6")
EVERY = ("district", "commune", "all")
WORK_ONLINE = Law("942/QĐ-TTg", "15/6/2021")


def _share(code: str, vi: str, en: str, kind: str = "stock", **more) -> Indicator:
    return Indicator(code, vi, en, "%", kind, EVERY, better="higher", **more)


INDICATORS = (
    _share(
        "computers_connected_share",
        "Tỷ lệ máy tính kết nối Internet phục vụ công việc",
        "Computers connected to the internet, share",
        shown="sentence",
    ),
    _share(
        "document_software_share",
        "Tỷ lệ cơ quan sử dụng phần mềm Quản lý văn bản",
        "Bodies that use the document management software, share",
    ),
    _share(
        "documents_exchanged_electronically_share",
        "Tỷ lệ văn bản trao đổi hoàn toàn trên phần mềm Quản lý văn bản",
        "Documents exchanged only electronically, share",
        kind="flow",
        law=WORK_ONLINE,
        shown="headline",
    ),
    _share(
        "documents_signed_share",
        "Tỷ lệ văn bản phát hành qua phần mềm được ký số",
        "Documents issued electronically that are digitally signed, share",
        kind="flow",
        law=WORK_ONLINE,
        shown="sentence",
    ),
    _share(
        "work_records_online_share",
        "Tỷ lệ hồ sơ công việc được xử lý trên môi trường mạng",
        "Work records handled online, share",
        kind="flow",
        law=WORK_ONLINE,
        shown="sentence",
    ),
    _share(
        "official_email_share",
        "Tỷ lệ cán bộ, công chức sử dụng thư điện tử công vụ",
        "Officials who use official e-mail, share",
        shown="sentence",
    ),
    _share(
        "leaders_digital_certificate_share",
        "Tỷ lệ lãnh đạo cơ quan sử dụng chứng thư số cá nhân",
        "Heads of bodies who use a digital certificate, share",
    ),
    Indicator(
        code="paperless_meetings",
        shown="sentence",
        vi="Cuộc họp không giấy qua hệ thống eCabinet",
        en="Paperless meetings held through e-cabinet",
        measure_unit="cuộc",
        kind="flow",
        levels=EVERY,
        better="higher",
    ),
)

WHOLES: tuple[Whole, ...] = ()
