"""Units x notebook: the reports that the command line asked for, a few at a time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue
from time import perf_counter
from typing import Any

from filelock import FileLock, Timeout

from . import REPORT
from .errors import CchcError, Fault
from .gather import STATES, worst
from .index import write_index
from .journal import Journal
from .numerals import number
from .plan import Order, Step, plan
from .run import Made, Outcome, Preload, keep
from .run.folders import sweep_folders
from .run.keep import forget_failure
from .run.publish import recover
from .usage import say

LOCK = ".lock"
WORDS = tuple(f"{__package__}.{home}" for home in dict.fromkeys((*REPORT.values(), "picture")))
"""The modules that the words of a notebook stand in, and what draws for them."""
PRELOAD = Preload(makers=f"{__package__}.preloaded", kernels=WORDS)
MOST_NAMED = 20
"""Failures that a summary names, and notes; the index has them all."""


class Refused(CchcError):
    """The run cannot write its reports, so none of them was made."""

    exit_code = 4


def run_units(order: Order) -> int:
    """Make the report of each unit and say what came of it; the worst exit code.

    A report that stands as it would be made is not made again. A unit whose data have faults does
    not stop the others. An unknown unit does, before any work. Raises UsageError, and `Refused`
    where another run is at work or the folder cannot be written.
    """
    steps = plan(order)
    journal = Journal(len(order.units), order.as_json)
    if order.dry_run:
        for step in steps:
            what = f"sẽ làm ({step.why})" if step.why else step.note
            text = "\n  ".join((f"{step.unit}: {what}", *step.notes))
            journal.tell("plan", text, unit=step.unit, why=step.why, notes=step.notes)
        journal.close()
        return 0
    with _alone(order.out):
        recover(order.out)
        sweep_folders()
        return _Batch(order, journal).run(steps)


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """No other run writes to the folder meanwhile; a run that was killed stands in nobody's way."""
    lock = FileLock(out / LOCK)
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        what = "một lần chạy khác đang ghi vào thư mục kết quả"
        mend = "chờ lần chạy kia xong rồi chạy lại, hoặc dùng --out với thư mục khác"
        raise Refused([Fault(what, str(out), mend)]) from None
    except OSError as error:
        what = f"không ghi được vào thư mục kết quả: {error.strerror}"
        raise Refused([Fault(what, str(out), "xem lại quyền ghi, hoặc dùng --out")]) from None
    with lock:
        yield


class _Batch:
    """One run while it is under way."""

    def __init__(self, order: Order, journal: Journal):
        self.order, self.journal = order, journal
        self.start = perf_counter()
        self.codes: dict[str, int] = {}
        self.index_code = 0
        self.said: dict[str, str] = {}
        self.troubles: list[str] = []
        self.notes: list[str] = []
        self.waiting: dict[Any, Step] = {}
        self.done: SimpleQueue = SimpleQueue()

    def run(self, steps: Iterator[Step]) -> int:
        """Take all steps; the worst exit code. The index is written however it ends."""
        try:
            with ExitStack() as stack:
                engine = None
                for step in steps:
                    if not step.why:
                        self._leave(step)
                        continue
                    if step.fault:
                        self._keep(step, step.fault)
                        continue
                    engine = engine or stack.enter_context(_engine(self.order))
                    while len(self.waiting) >= 2 * engine.slots:
                        self._take()
                    future = engine.submit(step.job)
                    self.waiting[future] = step
                    future.add_done_callback(self.done.put)
                while self.waiting:
                    self._take()
        except KeyboardInterrupt:
            self.journal.close()
            self._say_where_it_stopped()
            raise
        finally:
            self.journal.close()
            self._write_index()
        self._summarise()
        return self._worst()

    def _worst(self) -> int:
        return worst([*self.codes.values(), self.index_code])

    def _leave(self, step: Step) -> None:
        """Let the report of a unit stand as it is."""
        forget_failure(step.job)
        outcome = Outcome(step.exit_code, step.job.final, 0, attempts=0)
        self._settle(step, step.note, step.text, outcome)

    def _take(self) -> None:
        """Wait for a report and keep it."""
        future = self.done.get()
        step = self.waiting.pop(future)
        try:
            made = future.result()
        except Exception as error:  # of the engine, not of the work: it has its own reasons
            reason = f"không nhận được kết quả: {type(error).__name__}: {error}"
            made = Made(4, {}, kind="start", reason=reason)
        self._keep(step, made)

    def _keep(self, step: Step, made: Made) -> None:
        outcome = keep(step.job, made)
        note, text = STATES[outcome.exit_code], _said(outcome)
        self._settle(step, note, text, outcome)
        if outcome.exit_code == 1:
            self.journal.explain(outcome.reason)

    def _settle(self, step: Step, note: str, text: str, outcome: Outcome) -> None:
        code, unit = outcome.exit_code, step.unit
        self.codes[unit], self.said[unit] = code, note
        if outcome.kind:
            self.troubles.append(f"{unit}: {note}: {outcome.reason.splitlines()[0]}")
        facts = {"unit": unit, "state": note, "why": step.why, "folder": str(outcome.folder)}
        facts |= {"seconds": outcome.seconds, "kind": outcome.kind, "reason": outcome.reason}
        facts |= {"attempts": outcome.attempts, "notes": outcome.notes}
        self.notes += (f"{unit}: {each}" for each in outcome.notes)
        self.journal.tell("unit", f"{unit}: {text}", code, **facts)
        self.journal.advance()

    def _write_index(self) -> None:
        try:
            write_index(self.order.out)
        except OSError as error:
            what = f"không ghi được trang tổng hợp: {error.strerror}"
            self.index_code = 4
            self.troubles.append(what)
            self.journal.tell("index", what, 4)

    def _say_where_it_stopped(self) -> None:
        units = self.order.units
        left = [unit for unit in units if unit not in self.codes]
        text = (
            f"Dừng theo yêu cầu: xong {len(self.codes)} trong {len(units)} đơn vị; chưa làm:"
            f" {', '.join(_some(left))}. Báo cáo cũ của các đơn vị chưa làm vẫn nguyên như trước."
        )
        self.journal.tell("stopped", text, 3, done=len(self.codes), left=left)

    def _summarise(self) -> None:
        counts = Counter(self.said.values())
        seconds = round(perf_counter() - self.start, 1)
        index = self.order.out / "index.html"
        facts = {"units": len(self.said), "counts": counts, "seconds": seconds, "index": str(index)}
        states = ", ".join(f"{count} {note}" for note, count in counts.items())
        lines = [f"Tổng cộng {len(self.said)} đơn vị, {seconds:.0f} giây: {states}."]
        lines += [f"  {each}" for each in (*_some(self.troubles), *_some(self.notes))]
        lines.append(f"Trang tổng hợp: {index}")
        if self.order.as_json:
            self.journal.tell("summary", lines[0], self._worst(), **facts)
        elif len(self.said) > 1:
            say("\n".join(lines))


def _some(told: Sequence[str]) -> list[str]:
    more = len(told) - MOST_NAMED
    return [*told[:MOST_NAMED], *([f"và {more} đơn vị khác"] if more > 0 else [])]


def _engine(order: Order):
    is_stock = order.kernel == "stock"
    if order.scheduler:
        from .run.cluster import cluster_engine

        return cluster_engine(order.scheduler, PRELOAD, is_stock)
    from .run.local import local_engine

    slots = min(order.jobs, len(order.units))
    return local_engine(slots, PRELOAD, is_stock)


def _said(outcome: Outcome) -> str:
    said = f"{STATES[outcome.exit_code]} ({number(outcome.seconds, 1)} giây) → {outcome.folder}"
    if outcome.attempts > 1:
        said += ", sau hai lần làm"
    if outcome.exit_code == 4:
        return f"{said}\n  lý do: {outcome.reason}"
    heard = len(outcome.warnings)
    warned = [f"{heard} cảnh báo của phần mềm, xem run.json"] if heard else []
    return "\n  ".join((said, *outcome.notes, *warned))
