"""Quality of cadres, civil servants and public employees: posts and staff (II.2.4)."""

from ..indicator import Indicator, Law, Whole

AREA = (
    "Nâng cao năng lực đội ngũ cán bộ, công chức, viên chức",
    "Quality of cadres, civil servants and public employees",
    "II.2.4",
)
BOTH = ("district", "commune", "all")
CONTRACTS = Law("161/2018/NĐ-CP")


def _count(code: str, vi: str, en: str, measure_unit: str = "người", **more) -> Indicator:
    return Indicator(code, vi, en, measure_unit, "stock", BOTH, **more)


def _staff_share(code: str, vi: str, en: str, numerator: str, **more) -> Indicator:
    return Indicator(
        code,
        vi,
        en,
        "%",
        "stock",
        BOTH,
        formula=f"100 * {numerator} / staff_qualified",
        definition="Mẫu số là số người có trình độ từ trung cấp trở lên.",
        **more,
    )


POSTS = (
    _count(
        "posts_total",
        "Biên chế và số lượng người làm việc được giao",
        "Posts given",
        "biên chế",
        shown="sentence",
    ),
    _count(
        "posts_administrative",
        "Biên chế công chức hành chính được giao",
        "Administrative posts given",
        "biên chế",
    ),
    _count(
        "posts_other_public_units",
        "Số lượng người làm việc được giao, sự nghiệp khác",
        "Posts given to other public service units",
        "biên chế",
    ),
    _count(
        "posts_education",
        "Số lượng người làm việc được giao, sự nghiệp giáo dục",
        "Posts given to education",
        "biên chế",
    ),
    _count(
        "contracts_total", "Hợp đồng lao động được giao", "Labour contracts given", law=CONTRACTS
    ),
    _count(
        "contracts_administrative",
        "Hợp đồng lao động trong cơ quan hành chính",
        "Labour contracts in administrative bodies",
        law=CONTRACTS,
    ),
    _count(
        "contracts_other_public_units",
        "Hợp đồng lao động trong đơn vị sự nghiệp khác",
        "Labour contracts in other public service units",
        law=CONTRACTS,
    ),
    _count(
        "contracts_education",
        "Hợp đồng lao động trong sự nghiệp giáo dục và đào tạo",
        "Labour contracts in education and training",
        law=CONTRACTS,
    ),
    _count(
        "posts_needed_administrative",
        "Biên chế công chức hành chính cần có theo đề xuất",
        "Administrative posts needed, as proposed",
        "biên chế",
    ),
    _count(
        "posts_gap_administrative",
        "Biên chế công chức hành chính còn thiếu so với đề xuất",
        "Administrative posts missing against the proposal",
        "biên chế",
        formula="posts_needed_administrative - posts_administrative",
        shown="sentence",
    ),
    _count(
        "posts_gap_administrative_stated",
        "Biên chế đề nghị điều tiết ghi trong báo cáo",
        "Posts asked for as stated by the source",
        "biên chế",
        states=("posts_gap_administrative",),
    ),
)

STAFF = (
    _count("staff_total", "Cán bộ, công chức, viên chức có mặt", "Staff present"),
    _count(
        "staff_qualified",
        "Cán bộ, công chức, viên chức có trình độ từ trung cấp trở lên",
        "Staff with an intermediate diploma or higher",
        shown="sentence",
    ),
    _count("staff_doctorate", "Trình độ tiến sĩ", "Staff with a doctorate"),
    _count("staff_master", "Trình độ thạc sĩ", "Staff with a master's degree"),
    _count("staff_university", "Trình độ đại học", "Staff with a university degree"),
    _count("staff_college", "Trình độ cao đẳng", "Staff with a college degree"),
    _count("staff_intermediate", "Trình độ trung cấp", "Staff with an intermediate diploma"),
    _count(
        "staff_lower",
        "Trình độ sơ cấp hoặc chưa qua đào tạo",
        "Staff with elementary or no training",
    ),
)

STAFF_SHARES = (
    _staff_share(
        "staff_university_or_higher_share",
        "Tỷ lệ có trình độ đại học trở lên",
        "Staff with a university degree or higher, share",
        "(staff_doctorate + staff_master + staff_university)",
        shown="headline",
    ),
    _staff_share(
        "staff_doctorate_share", "Tỷ lệ trình độ tiến sĩ", "Doctorates, share", "staff_doctorate"
    ),
    _staff_share(
        "staff_master_share", "Tỷ lệ trình độ thạc sĩ", "Master's degrees, share", "staff_master"
    ),
    _staff_share(
        "staff_university_share",
        "Tỷ lệ trình độ đại học",
        "University degrees, share",
        "staff_university",
    ),
    _staff_share(
        "staff_college_share", "Tỷ lệ trình độ cao đẳng", "College degrees, share", "staff_college"
    ),
    _staff_share(
        "staff_intermediate_share",
        "Tỷ lệ trình độ trung cấp",
        "Intermediate diplomas, share",
        "staff_intermediate",
    ),
)

INDICATORS = POSTS + STAFF + STAFF_SHARES

WHOLES = (
    Whole(
        "posts_total",
        ("posts_administrative", "posts_other_public_units", "posts_education"),
    ),
    Whole(
        "contracts_total",
        ("contracts_administrative", "contracts_other_public_units", "contracts_education"),
    ),
    Whole("staff_total", ("staff_qualified", "staff_lower")),
    Whole(
        "staff_qualified",
        (
            "staff_doctorate",
            "staff_master",
            "staff_university",
            "staff_college",
            "staff_intermediate",
        ),
    ),
)
