"""SAY: the sentences of a report, each made from the data and from nothing else."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from .catalogue import AREAS
from .checks import SEVERITIES as GRAVEST_FIRST
from .checks import level_name
from .ledger import Key
from .marks import change_words, distance, mark, with_unit
from .numerals import day
from .page import (
    Bullets,
    Callout,
    KeyFigure,
    KeyFigures,
    Letterhead,
    Paragraph,
    Run,
    Runs,
    Shown,
    Signature,
)
from .phrases import (
    DEMO,
    DEMO_WHY,
    NO_DATA,
    SEVERITIES,
    VERDICTS,
    asked,
    capital,
    draft_day,
    lower,
    period_name,
)
from .review import Line, Review


def title(review: Review) -> Shown:
    """The head of the document: who reports to whom, on what, at whose request."""
    office, unit = review.folder.office, review.folder.unit
    mandate = office.mandate
    subject = f"Hai năm thực hiện cải cách hành chính ({review.span}) trên địa bàn {unit.title}"
    head = Letterhead(
        superior=office.letterhead.superior,
        issuer=office.letterhead.issuer,
        number=f"Số:          /BC-{office.letterhead.abbreviation}",
        place_and_date=draft_day(office.letterhead.place),
        kind="BÁO CÁO",
        subject=subject,
        addressee=office.addressee.to,
    )
    basis = f"Căn cứ {mandate.resolution}" if mandate.resolution else ""
    basis += f" {lower(mandate.title)}" if basis and mandate.title else ""
    request = f"thực hiện {mandate.request}" if mandate.request else ""
    if mandate.request_date and day(mandate.request_date) not in mandate.request:
        request += f" ngày {day(mandate.request_date)}" if request else ""
    why = "; ".join(part for part in (basis, request) if part)
    opening = f"{capital(why)}, " if why else ""
    text = f"{opening}{unit.title} báo cáo kết quả hai năm {review.first} và {review.second}."
    blocks = [head, Paragraph((capital(text),))]
    if unit.invented:
        blocks.insert(0, Callout("demo", DEMO, ((DEMO_WHY,),)))
    return Shown(blocks)


def headline(review: Review) -> Shown:
    """What must be known first: a blocking fault, the key figures, and how far the data reach."""
    blocks = []
    if review.is_blocked:
        count = sum(finding.severity == "block" for finding in review.findings)
        why = f"Có {count} chỗ số liệu không thể cùng đúng; xem mục Đối chiếu số liệu."
        blocks.append(Callout("block", "SỐ LIỆU CHƯA ĐỐI CHIẾU ĐƯỢC", ((why,),)))
    items = tuple(_key_figures(review))
    if items:
        blocks.append(KeyFigures(items))
    blocks += [Paragraph((text,)) for text in (_verdicts(review), _coverage(review)) if text]
    return Shown(blocks)


def _key_figures(review: Review) -> Iterator[KeyFigure]:
    for indicator in review.catalogue.values():
        if indicator.shown != "headline":
            continue
        lines = [line for line in review.lines if line.indicator is indicator and line.second]
        if lines:
            line = next((each for each in lines if each.level == "all"), lines[0])
            key = Key(indicator.code, review.second, line.level)
            detail = change_words(line, review.first) or distance(line)
            period = period_name(review.second)
        else:
            spans = [k for k in review.ledger if k[:2] == (indicator.code, review.span)]
            if not spans:
                continue
            key, detail, period = spans[0], "", period_name(review.span)
        whom = level_name(key.level, review.folder.unit.type)
        yield KeyFigure(mark(review, key), f"{indicator.vi}, {whom}, {period}", detail)


def _verdicts(review: Review) -> str:
    """How many targets stand how."""
    order = [verdict for verdict in VERDICTS if verdict]
    judged = sorted((line.verdict for line in review.lines if line.verdict), key=order.index)
    if not judged:
        return ""
    counts = ", ".join(f"{len(list(same))} {VERDICTS[v]}" for v, same in groupby(judged))
    return f"Đối chiếu với mục tiêu đang có hiệu lực (tính theo chỉ tiêu và cấp): {counts}."


def _coverage(review: Review) -> str:
    asked_for = [i for i in review.catalogue.values() if not i.is_computed and not i.states]
    held = {key.code for key in review.ledger}
    count = sum(indicator.code in held for indicator in asked_for)
    return (
        f"Trong {len(asked_for)} số liệu mà danh mục chỉ tiêu hỏi, đơn vị có {count};"
        " phần còn lại ghi rõ là chưa có số liệu, không tính là 0."
    )


def reconciliation(review: Review) -> Shown:
    """What does not add up, gravest first, each with its arithmetic and where both sides stand."""
    blocks = []
    for severity in GRAVEST_FIRST:
        items = tuple(
            (finding.message, f" [{'; '.join(finding.places)}]" if finding.places else "")
            for finding in review.findings
            if finding.severity == severity
        )
        if items:
            blocks.append(Callout(severity, f"{SEVERITIES[severity]} ({len(items)})", items))
    if not blocks:
        blocks.append(Paragraph(("Không phát hiện số liệu nào mâu thuẫn với nhau.",)))
    return Shown(blocks)


def sentences(review: Review, area: str) -> Shown:
    """An area in words: a sentence an indicator, what the office did, and what has no data."""
    told = [tuple(runs) for runs in _area_sentences(review, area)]
    blocks = [Bullets(tuple(told))] if told else []
    done = [
        point
        for point in review.folder.narrative.points
        if point.heading == ("Kết quả", AREAS[area].vi)
    ]
    if done:
        blocks.append(Paragraph(("Những việc đã làm, theo báo cáo của đơn vị:",)))
        blocks.append(Bullets(tuple((f"{p.text} ({p.place})",) for p in done)))
    absent = _absent(review, area)
    if absent:
        blocks.append(Paragraph((f"{capital(NO_DATA)} về: {'; '.join(absent)}.",), "note"))
    return Shown(blocks)


def _area_sentences(review: Review, area: str) -> Iterator[Iterable[Run]]:
    for indicator in review.catalogue.values():
        if indicator.area != area or indicator.shown == "table":
            continue
        lines = [line for line in review.lines if line.indicator is indicator]
        if lines and any(line.first or line.second for line in lines):
            yield _sentence(review, lines)
        spans = [key for key in review.ledger if key[:2] == (indicator.code, review.span)]
        for key in spans:
            whom = level_name(key.level, review.folder.unit.type)
            value = mark(review, key, with_unit(indicator, review.ledger[key]))
            start = f"{indicator.vi} trong {period_name(review.span)} của {whom} là "
            yield start, value, "."


def _sentence(review: Review, lines: list[Line]) -> Runs:
    """One indicator at its levels: value, unit, direction, distance to the target."""
    indicator = lines[0].indicator
    runs: list[Run] = [f"{indicator.vi} {period_name(review.second)} "]
    for number, line in enumerate(lines):
        whom = level_name(line.level, review.folder.unit.type)
        runs.append("; " if number else "")
        key = Key(indicator.code, review.second, line.level)
        if line.second is None:
            was = mark(
                review,
                key._replace(period=review.first),
                with_unit(indicator, line.first),
            )
            runs += [f"của {whom} {NO_DATA} (năm {review.first}: ", was, ")"]
            continue
        runs += [f"của {whom} là ", mark(review, key, with_unit(indicator, line.second))]
        more = [change_words(line, review.first), distance(line)]
        runs.append("".join(f", {text}" for text in more if text))
    goal = lines[0].goal
    runs.append(f". Mục tiêu: {asked(goal, indicator.measure_unit)}." if goal else ".")
    return tuple(run for run in runs if run)


def _absent(review: Review, area: str) -> list[str]:
    held = {key.code for key in review.ledger}
    return [
        lower(indicator.vi)
        for indicator in review.catalogue.values()
        if indicator.area == area
        and not indicator.is_computed
        and not indicator.states
        and indicator.code not in held
    ]


def signature(review: Review) -> Shown:
    """The end of the document: who gets it, and room for signature and seal."""
    office = review.folder.office
    sign = office.signature
    blocks = [
        Signature(office.addressee.copies, sign.authority, sign.position, sign.name),
    ]
    return Shown(blocks)
