"""Direction and organisation of the work (II.1)."""

from ..indicator import Indicator, Whole

AREA = (
    "Công tác tổ chức triển khai thực hiện",
    "Direction and organisation",
    "II.1",
)
BOTH = ("district", "commune", "all")

INDICATORS = (
    Indicator(
        code="plan_tasks",
        vi="Nhiệm vụ trong kế hoạch cải cách hành chính",
        en="Tasks in the administrative reform plan",
        measure_unit="nhiệm vụ",
        kind="flow",
        levels=BOTH,
    ),
    Indicator(
        code="plan_tasks_done",
        vi="Nhiệm vụ trong kế hoạch đã hoàn thành",
        en="Tasks of the plan completed",
        measure_unit="nhiệm vụ",
        kind="flow",
        levels=BOTH,
        better="higher",
    ),
    Indicator(
        code="plan_tasks_done_share",
        shown="sentence",
        vi="Tỷ lệ hoàn thành nhiệm vụ trong kế hoạch",
        en="Tasks of the plan completed, share",
        measure_unit="%",
        kind="flow",
        levels=BOTH,
        better="higher",
        formula="100 * plan_tasks_done / plan_tasks",
    ),
    Indicator(
        code="bodies_to_inspect",
        vi="Cơ quan, đơn vị phải kiểm tra cải cách hành chính theo kế hoạch",
        en="Bodies to be inspected on administrative reform, by plan",
        measure_unit="cơ quan, đơn vị",
        kind="flow",
        levels=BOTH,
    ),
    Indicator(
        code="bodies_inspected",
        shown="sentence",
        vi="Cơ quan, đơn vị đã được kiểm tra cải cách hành chính",
        en="Bodies inspected on administrative reform",
        measure_unit="cơ quan, đơn vị",
        kind="flow",
        levels=BOTH,
        better="higher",
    ),
    Indicator(
        code="bodies_inspected_ratio",
        vi="Số cơ quan, đơn vị đã kiểm tra so với kế hoạch",
        en="Bodies inspected against the plan",
        measure_unit="lần",
        kind="flow",
        levels=BOTH,
        better="higher",
        formula="bodies_inspected / bodies_to_inspect",
        definition="Có thể lớn hơn 1 khi kiểm tra nhiều hơn kế hoạch.",
    ),
)

WHOLES: tuple[Whole, ...] = ()
