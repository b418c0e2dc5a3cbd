"""SAY: the sentences of a report, each made from the data and from nothing else."""

from collections.abc import Iterable, Iterator

from .catalogue import AREAS
from .checks import SEVERITIES as GRAVEST_FIRST
from .checks import Finding, level_name
from .glance import banner
from .ledger import Key
from .marks import change_words, distance, mark, with_unit
from .numerals import day
from .page import (
    Bullets,
    Callout,
    Letterhead,
    Paragraph,
    Run,
    Runs,
    Shown,
    Signature,
)
from .phrases import (
    NO_DATA,
    SEVERITIES,
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
    what = f"thực hiện {mandate.resolution} {lower(mandate.title)}".strip()
    if not mandate.resolution:
        what = f"cải cách hành chính trên địa bàn {unit.title}"
    head = Letterhead(
        superior=office.letterhead.superior,
        issuer=office.letterhead.issuer,
        number=f"Số:          /BC-{office.letterhead.abbreviation}",
        place_and_date=draft_day(office.letterhead.place),
        kind="BÁO CÁO",
        subject=f"Sơ kết hai năm {review.span} {what}",
        addressee=office.addressee.to,
        short_title=f"Báo cáo hai năm cải cách hành chính {review.span}, {unit.title}",
    )
    request = f"Thực hiện {mandate.request}" if mandate.request else ""
    if request and mandate.request_date and day(mandate.request_date) not in request:
        request += f" ngày {day(mandate.request_date)}"
    reports = f"{unit.title} báo cáo kết quả năm {review.first} và năm {review.second} như sau."
    opening = Paragraph((f"{request}, {reports}" if request else capital(reports),))
    return Shown([*banner(unit), head, opening])


NOTHING_FOUND = (
    "Các phép đối chiếu không phát hiện số liệu nào mâu thuẫn với nhau; số liệu chưa được so với hồ"
    " sơ gốc."
)


def reconciliation(review: Review) -> Shown:
    """What does not add up, gravest first, each with its arithmetic and where both sides stand."""
    found = list(findings_told(review, review.findings))
    return Shown(found or [Paragraph((NOTHING_FOUND,))])


def findings_told(review: Review, findings: Iterable[Finding]) -> Iterator[Callout]:
    """A box for each severity that some of a review's findings have, gravest first."""
    for severity in GRAVEST_FIRST:
        items = tuple(
            (finding.message, _where(review, finding.places))
            for finding in findings
            if finding.severity == severity
        )
        if items:
            yield Callout(severity, f"{SEVERITIES[severity]} ({len(items)})", items)


def _where(review: Review, places: tuple[str, ...]) -> str:
    """Where the numbers of a finding stand; a unit's only source is not named each time."""
    only = f"{review.folder.sources['id'].iloc[0]}: " if len(review.folder.sources) == 1 else ""
    short = dict.fromkeys(place.removeprefix(only) for place in places)
    return f" [{'; '.join(short)}]" if short else ""


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
            yield sentence(review, lines)
        spans = [key for key in review.ledger if key[:2] == (indicator.code, review.span)]
        for key in spans:
            whom = level_name(key.level, review.folder.unit.type)
            value = mark(review, key, with_unit(indicator, review.ledger[key]))
            start = f"{indicator.vi} trong {period_name(review.span)} của {whom} là "
            yield start, value, "."


def sentence(review: Review, lines: list[Line]) -> Runs:
    """One indicator at its levels: value, unit, direction, distance to the target."""
    indicator = lines[0].indicator
    unit = indicator.measure_unit
    shared = len({line.goal and asked(line.goal, unit) for line in lines}) == 1
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
        goal = "" if shared or not line.goal else f"mục tiêu {asked(line.goal, unit)}"
        more = [change_words(line, review.first), distance(line), goal]
        runs.append("".join(f", {text}" for text in more if text))
    goal = lines[0].goal if shared else None
    runs.append(f". Mục tiêu: {asked(goal, unit)}." if goal else ".")
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
        Signature(_recipients(office.addressee.copies), sign.authority, sign.position, sign.name),
    ]
    return Shown(blocks)


def _recipients(copies: tuple[str, ...]) -> tuple[str, ...]:
    """Who gets it: a semicolon after each, a stop after the last (decree 30/2020, annex I, 9)."""
    ends = [";"] * (len(copies) - 1) + ["."]
    return tuple(
        name if name.endswith((".", ";", ",")) else name + end
        for name, end in zip(copies, ends, strict=False)
    )
