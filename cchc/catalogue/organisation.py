"""Reform of the apparatus: departments, public units, schools (II.2.3)."""

from ..indicator import Indicator, Law, Whole

AREA = (
    "Cải cách tổ chức bộ máy hành chính nhà nước",
    "Reform of the state apparatus",
    "II.2.3",
)
DISTRICT = ("district",)
APPARATUS = Law("18-NQ/TW", "25/10/2017")
PUBLIC_UNITS = Law("19-NQ/TW", "25/10/2017")


def _count(code: str, vi: str, en: str, measure_unit: str, kind: str = "flow", **more) -> Indicator:
    return Indicator(code, vi, en, measure_unit, kind, DISTRICT, **more)


INDICATORS = (
    _count(
        "departments",
        "Cơ quan chuyên môn thuộc Ủy ban nhân dân",
        "Specialised departments",
        "phòng, ban",
        "stock",
        shown="sentence",
    ),
    _count(
        "departments_reorganised",
        "Cơ quan chuyên môn được tổ chức lại",
        "Departments reorganised",
        "phòng, ban",
    ),
    _count(
        "departments_reduction",
        "Cơ quan chuyên môn giảm so với trước kỳ",
        "Reduction of departments",
        "phòng, ban",
        better="higher",
        formula="opening(departments) - departments",
        law=APPARATUS,
        shown="headline",
    ),
    _count(
        "departments_reduction_share",
        "Tỷ lệ giảm cơ quan chuyên môn so với trước kỳ",
        "Reduction of departments, share",
        "%",
        better="higher",
        formula="100 * (opening(departments) - departments) / opening(departments)",
        law=APPARATUS,
        interval=False,
    ),
    _count(
        "departments_reduced_stated",
        "Số cơ quan chuyên môn đã giảm ghi trong báo cáo",
        "Reduction of departments as stated by the source",
        "phòng, ban",
        states=("departments_reduction",),
    ),
    _count(
        "function_decisions_issued",
        "Quyết định quy định chức năng, nhiệm vụ của cơ quan chuyên môn",
        "Decisions on functions of departments",
        "quyết định",
    ),
    _count(
        "public_units",
        "Đơn vị sự nghiệp công lập trực thuộc, không gồm trường học",
        "Public service units, without schools",
        "đơn vị",
        "stock",
        shown="sentence",
    ),
    _count(
        "public_units_reorganised",
        "Đơn vị sự nghiệp công lập được tổ chức lại",
        "Public service units reorganised",
        "đơn vị",
    ),
    _count(
        "public_units_reduction",
        "Đơn vị sự nghiệp công lập giảm so với trước kỳ",
        "Reduction of public service units",
        "đơn vị",
        better="higher",
        formula="opening(public_units) - public_units",
        law=PUBLIC_UNITS,
        shown="sentence",
    ),
    _count(
        "public_units_reduction_share",
        "Tỷ lệ giảm đơn vị sự nghiệp công lập so với trước kỳ",
        "Reduction of public service units, share",
        "%",
        better="higher",
        formula="100 * (opening(public_units) - public_units) / opening(public_units)",
        law=PUBLIC_UNITS,
        interval=False,
    ),
    _count(
        "public_units_and_schools_reduction",
        "Đơn vị sự nghiệp công lập giảm, cộng cả số trường sáp nhập",
        "Reduction of public service units, schools included",
        "đơn vị",
        better="higher",
        formula="opening(public_units) - public_units + schools_merged",
        law=PUBLIC_UNITS,
    ),
    _count(
        "public_units_reduced_stated",
        "Số đơn vị sự nghiệp công lập đã giảm ghi trong báo cáo",
        "Reduction of public service units as stated by the source",
        "đơn vị",
        states=("public_units_reduction", "public_units_and_schools_reduction"),
    ),
    _count(
        "schools",
        "Trường học (mầm non, tiểu học, trung học cơ sở)",
        "Schools",
        "trường",
        "stock",
        shown="sentence",
    ),
    _count(
        "schools_merged",
        "Trường học giảm do sáp nhập",
        "Schools merged away",
        "trường",
    ),
    _count(
        "schools_reduction_share",
        "Tỷ lệ trường học giảm do sáp nhập",
        "Reduction of schools by merging, share",
        "%",
        better="higher",
        formula="100 * schools_merged / (schools + schools_merged)",
        definition="Hiểu là mỗi trường sáp nhập bớt một đầu mối; mẫu số là số hiện có"
        " cộng số đã sáp nhập.",
        interval=False,
        shown="sentence",
    ),
)

WHOLES: tuple[Whole, ...] = ()
