"""SAY: what must be known first."""

from collections.abc import Iterator

from .checks import level_name
from .ledger import Key
from .marks import change_words, distance, mark, with_unit_named
from .page import Bullets, Callout, KeyFigure, KeyFigures, Paragraph, Shown
from .phrases import findings_counted, period_name, verdicts_counted
from .review import Line, Review
from .words import sentence


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
    told = tuple(sentence(review, [line]) for line in _headlines(review))
    blocks += [Bullets(told)] if told else []
    texts = (_verdicts(review), _found(review), _coverage(review))
    blocks += [Paragraph((text,)) for text in texts if text]
    return Shown(blocks)


def _headlines(review: Review) -> Iterator[Line]:
    """The line of each headline indicator that has a number: of all levels together, if any."""
    for indicator in review.catalogue.values():
        if indicator.shown != "headline":
            continue
        lines = [x for x in review.lines if x.indicator is indicator and x.second]
        whole = any(key[:2] == (indicator.code, review.span) for key in review.ledger)
        if lines and not whole:
            yield next((line for line in lines if line.level == "all"), lines[0])


def _key_figures(review: Review) -> Iterator[KeyFigure]:
    for line in _headlines(review):
        key = Key(line.indicator.code, review.second, line.level)
        detail = change_words(line, review.first) or distance(line)
        yield _key_figure(review, key, detail)
    for key in review.ledger:
        if key.period == review.span and review.catalogue[key.code].shown == "headline":
            yield _key_figure(review, key, "")


def _key_figure(review: Review, key: Key, detail: str) -> KeyFigure:
    indicator = review.catalogue[key.code]
    whom = level_name(key.level, review.folder.unit.type)
    label = f"{with_unit_named(indicator)}, {whom}, {period_name(key.period)}"
    return KeyFigure(mark(review, key), label, detail)


def _verdicts(review: Review) -> str:
    """How many targets stand how."""
    said = verdicts_counted(line.verdict for line in review.lines)
    if not said:
        return ""
    return f"Đối chiếu với mục tiêu đang có hiệu lực (tính theo chỉ tiêu và cấp): {said}."


def _found(review: Review) -> str:
    """How many findings the reconciliation has, by severity."""
    said = findings_counted(finding.severity for finding in review.findings)
    return f"Kết quả đối chiếu: {said}." if said else ""


def _coverage(review: Review) -> str:
    """Of how many indicators something is known: of those that are neither computed nor stated."""
    asked_for = [i for i in review.catalogue.values() if not i.is_computed and not i.states]
    held = {key.code for key in review.ledger}
    count = sum(indicator.code in held for indicator in asked_for)
    if count == len(asked_for):
        return f"Đơn vị có số liệu về đủ {count} chỉ tiêu mà danh mục hỏi số liệu."
    return (
        f"Trong {len(asked_for)} chỉ tiêu mà danh mục hỏi số liệu, đơn vị có số liệu về {count};"
        " các chỉ tiêu còn lại ghi rõ là chưa có số liệu, không tính là 0."
    )
