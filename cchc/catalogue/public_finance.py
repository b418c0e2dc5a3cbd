"""Reform of public finance: financial autonomy of bodies and units (II.2.5)."""

from ..indicator import Indicator, Law, Whole

AREA = ("Cải cách tài chính công", "Reform of public finance", "II.2.5")
BOTH = ("district", "commune", "all")

INDICATORS = (
    Indicator(
        code="admin_bodies",
        vi="Cơ quan, đơn vị sử dụng kinh phí quản lý hành chính",
        en="Bodies financed by the administrative budget",
        measure_unit="đơn vị",
        kind="stock",
        levels=BOTH,
    ),
    Indicator(
        code="admin_bodies_autonomous",
        vi="Cơ quan, đơn vị được giao tự chủ về biên chế và kinh phí",
        en="Administrative bodies given autonomy in posts and budget",
        measure_unit="đơn vị",
        kind="stock",
        levels=BOTH,
        better="higher",
        within="admin_bodies",
    ),
    Indicator(
        code="admin_bodies_autonomous_share",
        shown="sentence",
        vi="Tỷ lệ cơ quan, đơn vị được giao tự chủ về biên chế và kinh phí",
        en="Administrative bodies given autonomy, share",
        measure_unit="%",
        kind="stock",
        levels=BOTH,
        better="higher",
        formula="100 * admin_bodies_autonomous / admin_bodies",
    ),
    Indicator(
        code="public_units_fully_autonomous",
        vi="Đơn vị sự nghiệp công lập tự chủ toàn phần về tài chính",
        en="Public service units with full financial autonomy",
        measure_unit="đơn vị",
        kind="stock",
        levels=("district",),
        better="higher",
        within="public_units",
        law=Law("16/2015/NĐ-CP"),
    ),
    Indicator(
        code="public_units_fully_autonomous_share",
        shown="headline",
        vi="Tỷ lệ đơn vị sự nghiệp công lập tự chủ toàn phần về tài chính",
        en="Public service units with full financial autonomy, share",
        measure_unit="%",
        kind="stock",
        levels=("district",),
        better="higher",
        formula="100 * public_units_fully_autonomous / public_units",
        law=Law("16/2015/NĐ-CP"),
    ),
    Indicator(
        code="public_units_autonomous_share",
        vi="Tỷ lệ đơn vị sự nghiệp công lập tự chủ tài chính, mọi mức độ",
        en="Public service units with financial autonomy of any degree, share",
        measure_unit="%",
        kind="stock",
        levels=("district",),
        better="higher",
        law=Law("19-NQ/TW", "25/10/2017"),
    ),
)

WHOLES: tuple[Whole, ...] = ()
