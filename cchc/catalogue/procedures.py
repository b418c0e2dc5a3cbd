"""Reform of administrative procedures: dossiers by form II.06a, procedures online (II.2.2)."""

from ..indicator import Indicator, Law, Whole

AREA = ("Cải cách thủ tục hành chính", "Reform of administrative procedures", "II.2.2")
BOTH = ("district", "commune", "all")


def _form(column: str) -> Law:
    return Law("01/2020/TT-VPCP", f"biểu II.06a, cột {column}")


def _dossiers(code: str, vi: str, en: str, column: str = "", **more) -> Indicator:
    kind = more.pop("kind", "flow")
    law = _form(column) if column else None
    return Indicator(f"dossiers_{code}", vi, en, "hồ sơ", kind, BOTH, law=law, **more)


def _dossier_share(code: str, vi: str, en: str, formula: str, **more) -> Indicator:
    law = more.pop("law", Law("01/2020/TT-VPCP", "biểu II.06a"))
    return Indicator(code, vi, en, "%", "flow", BOTH, formula=f"100 * {formula}", law=law, **more)


def _procedures(code: str, vi: str, en: str, **more) -> Indicator:
    return Indicator(f"procedures_{code}", vi, en, "thủ tục", "stock", BOTH, **more)


def _share(code: str, vi: str, en: str, kind: str = "stock", **more) -> Indicator:
    return Indicator(code, vi, en, "%", kind, BOTH, better="higher", **more)


DOSSIERS = (
    _dossiers("received", "Hồ sơ tiếp nhận", "Dossiers received", "3", shown="headline"),
    _dossiers("received_online", "Hồ sơ tiếp nhận trực tuyến", "Dossiers received online", "4"),
    _dossiers(
        "received_direct",
        "Hồ sơ tiếp nhận trực tiếp hoặc qua bưu chính",
        "Dossiers received in person or by post",
        "5",
    ),
    _dossiers(
        "carried_over",
        "Hồ sơ từ kỳ trước chuyển sang",
        "Dossiers carried over from the previous period",
        "6",
    ),
    _dossiers("resolved", "Hồ sơ đã giải quyết", "Dossiers resolved", "7"),
    _dossiers(
        "resolved_early",
        "Hồ sơ giải quyết trước hạn",
        "Dossiers resolved early",
        "8",
        better="higher",
    ),
    _dossiers(
        "resolved_on_due_date",
        "Hồ sơ giải quyết đúng hạn",
        "Dossiers resolved on the due date",
        "9",
    ),
    _dossiers(
        "resolved_in_time",
        "Hồ sơ giải quyết trước hạn và đúng hạn",
        "Dossiers resolved early or on the due date",
        "8 + 9",
    ),
    _dossiers(
        "resolved_late",
        "Hồ sơ giải quyết quá hạn",
        "Dossiers resolved late",
        "10",
        better="lower",
    ),
    _dossiers(
        "pending",
        "Hồ sơ đang giải quyết",
        "Dossiers pending",
        "11",
        kind="stock",
        within="dossiers_received",
    ),
    _dossiers(
        "pending_in_time",
        "Hồ sơ đang giải quyết trong hạn",
        "Dossiers pending, not yet due",
        "12",
        kind="stock",
    ),
    _dossiers(
        "pending_overdue",
        "Hồ sơ đang giải quyết quá hạn",
        "Dossiers pending, overdue",
        "13",
        kind="stock",
        better="lower",
    ),
    _dossiers(
        "withdrawn",
        "Hồ sơ dừng giải quyết, trả lại hoặc rút",
        "Dossiers stopped, returned or withdrawn",
        within="dossiers_received",
        definition="Không gồm hồ sơ chờ bổ sung giấy tờ: đó là hồ sơ đang giải quyết.",
    ),
)

DOSSIER_SHARES = (
    _dossier_share(
        "on_time_share_resolved",
        "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn trên số đã giải quyết",
        "Dossiers resolved on time, share of resolved",
        "dossiers_resolved_in_time / dossiers_resolved",
        better="higher",
        shown="headline",
    ),
    _dossier_share(
        "on_time_share_received",
        "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn trên số tiếp nhận",
        "Dossiers resolved on time, share of received",
        "dossiers_resolved_in_time / dossiers_received",
        better="higher",
        shown="sentence",
    ),
    _dossier_share(
        "on_time_share_due",
        "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn trên số đã giải quyết và đang quá hạn",
        "Dossiers resolved on time, share of those resolved or overdue",
        "dossiers_resolved_in_time / (dossiers_resolved + dossiers_pending_overdue)",
        better="higher",
    ),
    _dossier_share(
        "on_time_share_766",
        "Tỷ lệ hồ sơ đã giải quyết trước hạn, đúng hạn và đang giải quyết trong hạn"
        " trên số tiếp nhận",
        "Dossiers resolved on time or pending and not yet due, share of received",
        "(dossiers_resolved_in_time + dossiers_pending_in_time) / dossiers_received",
        better="higher",
        law=Law("766/QĐ-TTg", "chỉ số 2.1"),
    ),
    _dossier_share(
        "late_share_resolved",
        "Tỷ lệ hồ sơ giải quyết quá hạn trên số đã giải quyết",
        "Dossiers resolved late, share of resolved",
        "dossiers_resolved_late / dossiers_resolved",
        better="lower",
    ),
    _dossier_share(
        "late_share_received",
        "Tỷ lệ hồ sơ giải quyết quá hạn trên số tiếp nhận",
        "Dossiers resolved late, share of received",
        "dossiers_resolved_late / dossiers_received",
        better="lower",
    ),
    _dossier_share(
        "late_or_overdue_share_received",
        "Tỷ lệ hồ sơ giải quyết quá hạn và đang quá hạn trên số tiếp nhận",
        "Dossiers resolved late or pending and overdue, share of received",
        "(dossiers_resolved_late + dossiers_pending_overdue) / dossiers_received",
        better="lower",
        shown="sentence",
    ),
    _dossier_share(
        "overdue_share_pending",
        "Tỷ lệ hồ sơ quá hạn trên số đang giải quyết",
        "Dossiers overdue, share of pending",
        "dossiers_pending_overdue / dossiers_pending",
        better="lower",
    ),
    _dossier_share(
        "resolved_share_received",
        "Tỷ lệ hồ sơ đã giải quyết trên số tiếp nhận",
        "Dossiers resolved, share of received",
        "dossiers_resolved / dossiers_received",
        better="higher",
    ),
    _dossier_share(
        "dossiers_online_share",
        "Tỷ lệ hồ sơ tiếp nhận trực tuyến trên số tiếp nhận mới",
        "Dossiers received online, share of newly received",
        "dossiers_received_online / (dossiers_received_online + dossiers_received_direct)",
        better="higher",
        shown="sentence",
    ),
)

STATED = (
    Indicator(
        code="dossiers_on_time_share_stated",
        vi="Tỷ lệ hồ sơ đúng hạn ghi trong báo cáo",
        en="On-time share as stated by the source",
        measure_unit="%",
        kind="flow",
        levels=BOTH,
        states=(
            "on_time_share_resolved",
            "on_time_share_received",
            "on_time_share_due",
            "on_time_share_766",
        ),
    ),
    Indicator(
        code="dossiers_late_share_stated",
        vi="Tỷ lệ hồ sơ trễ hạn ghi trong báo cáo",
        en="Late share as stated by the source",
        measure_unit="%",
        kind="flow",
        levels=BOTH,
        states=(
            "late_share_resolved",
            "late_share_received",
            "late_or_overdue_share_received",
        ),
    ),
    Indicator(
        code="procedures_online_share_stated",
        vi="Tỷ lệ thủ tục trực tuyến mức độ 3, 4 ghi trong báo cáo",
        en="Share of procedures online at level 3 or 4 as stated by the source",
        measure_unit="%",
        kind="stock",
        levels=BOTH,
        states=("procedures_online_share", "procedures_online_level_4_share"),
    ),
)

ONLINE = (
    _procedures("total", "Thủ tục hành chính thuộc thẩm quyền", "Procedures handled"),
    _procedures(
        "online_level_3",
        "Thủ tục cung cấp trực tuyến mức độ 3",
        "Procedures online at level 3",
        better="higher",
        within="procedures_total",
    ),
    _procedures(
        "online_level_4",
        "Thủ tục cung cấp trực tuyến mức độ 4",
        "Procedures online at level 4",
        better="higher",
        within="procedures_total",
    ),
    _procedures(
        "online_partial",
        "Thủ tục cung cấp dịch vụ công trực tuyến một phần",
        "Procedures partly online",
        better="higher",
        within="procedures_total",
        law=Law("42/2022/NĐ-CP"),
    ),
    _procedures(
        "online_full",
        "Thủ tục cung cấp dịch vụ công trực tuyến toàn trình",
        "Procedures fully online",
        better="higher",
        within="procedures_total",
        law=Law("42/2022/NĐ-CP"),
    ),
    _share(
        "procedures_online_share",
        "Tỷ lệ thủ tục cung cấp trực tuyến mức độ 3, 4",
        "Procedures online at level 3 or 4, share",
        formula="100 * (procedures_online_level_3 + procedures_online_level_4) / procedures_total",
        law=Law("76/NQ-CP", "15/7/2021"),
        definition="Mẫu số là mọi thủ tục thuộc thẩm quyền, không chỉ thủ tục đủ điều kiện.",
        shown="headline",
    ),
    _share(
        "procedures_online_level_3_share",
        "Tỷ lệ thủ tục cung cấp trực tuyến mức độ 3",
        "Procedures online at level 3, share",
        formula="100 * procedures_online_level_3 / procedures_total",
    ),
    _share(
        "procedures_online_level_4_share",
        "Tỷ lệ thủ tục cung cấp trực tuyến mức độ 4",
        "Procedures online at level 4, share",
        formula="100 * procedures_online_level_4 / procedures_total",
    ),
    _share(
        "procedures_online_full_share",
        "Tỷ lệ thủ tục cung cấp dịch vụ công trực tuyến toàn trình",
        "Procedures fully online, share",
        formula="100 * procedures_online_full / procedures_total",
        law=Law("42/2022/NĐ-CP"),
    ),
    _share(
        "procedures_online_partial_share",
        "Tỷ lệ thủ tục cung cấp dịch vụ công trực tuyến một phần",
        "Procedures partly online, share",
        formula="100 * procedures_online_partial / procedures_total",
        law=Law("42/2022/NĐ-CP"),
    ),
    _share(
        "procedures_on_national_portal_share",
        "Tỷ lệ thủ tục trực tuyến tích hợp lên Cổng Dịch vụ công quốc gia",
        "Online procedures on the national portal, share",
        law=Law("76/NQ-CP", "15/7/2021"),
    ),
    _share(
        "fee_procedures_payable_online_share",
        "Tỷ lệ thủ tục có yêu cầu nghĩa vụ tài chính được thanh toán trực tuyến",
        "Procedures with a fee that can be paid online, share",
        law=Law("76/NQ-CP", "15/7/2021"),
        shown="sentence",
    ),
    _share(
        "dossiers_digitised_share",
        "Tỷ lệ hồ sơ, kết quả giải quyết được số hóa",
        "Dossiers and results digitised, share",
        kind="flow",
        shown="sentence",
    ),
    _share(
        "satisfaction_share",
        "Mức độ hài lòng của người dân, doanh nghiệp về giải quyết thủ tục hành chính",
        "Satisfaction of people and businesses with procedures",
        kind="flow",
        law=Law("76/NQ-CP", "15/7/2021"),
        shown="sentence",
    ),
)

INDICATORS = DOSSIERS + DOSSIER_SHARES + STATED + ONLINE

WHOLES = (
    Whole(
        "dossiers_received",
        ("dossiers_received_online", "dossiers_received_direct", "dossiers_carried_over"),
        law=_form("3 = 4 + 5 + 6"),
    ),
    Whole(
        "dossiers_resolved_in_time",
        ("dossiers_resolved_early", "dossiers_resolved_on_due_date"),
        law=_form("8 + 9"),
    ),
    Whole(
        "dossiers_resolved",
        ("dossiers_resolved_in_time", "dossiers_resolved_late"),
        law=_form("7 = 8 + 9 + 10"),
    ),
    Whole(
        "dossiers_pending",
        ("dossiers_pending_in_time", "dossiers_pending_overdue"),
        law=_form("11 = 12 + 13"),
    ),
    Whole(
        "dossiers_received",
        ("dossiers_resolved", "dossiers_pending"),
        leaks=("dossiers_withdrawn",),
        law=_form("3 = 7 + 11"),
    ),
)
