"""A whole data folder of an invented unit whose figures agree: what tests start from and spoil.

Nothing in it is true of anybody. Every number of `AGREEING` can be checked by hand: parts make up
their wholes, levels their totals, months their year, and what was pending is carried over.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from cchc.review import Review, load_review
from sample_unit import FILES

PROVINCE, UNIT = "tinh-minh-hoa", "huyen-minh-hoa-01"
COMMUNES = ("xa-minh-hoa-01", "xa-minh-hoa-02", "thi-tran-minh-hoa-03")
SOURCE = "bao-cao"
LONGEST_TOLD = 20_000
"""Characters in which an example that failed tells its figures."""

AGREEING = """\
code                                     level     2021   2022
legal_sessions                           district   140    140
legal_conferences                        district    20     22
legal_meetings                           district    40     42
legal_club_sessions                      district    60     55
legal_day_sessions                       district    12     12
legal_aid_sessions                       district     8      9
legal_bookcase_readings                  district   300    320
legal_broadcast_minutes                  district  2000   2100
legal_attendances                        district  5000   5200
normative_documents_checked              commune     12     15
normative_documents_faulty               commune      1      0
plan_tasks                               district    50     48
plan_tasks_done                          district    45     47
bodies_to_inspect                        district     6      6
bodies_inspected                         district     6      7
dossiers_received                        district  3000   3500
dossiers_received_online                 district  1200   1900
dossiers_received_direct                 district  1700   1450
dossiers_carried_over                    district   100    150
dossiers_resolved                        district  2840   3320
dossiers_resolved_in_time                district  2800   3260
dossiers_resolved_early                  district   900   1200
dossiers_resolved_on_due_date            district  1900   2060
dossiers_resolved_late                   district    40     60
dossiers_pending                         district   150    160
dossiers_pending_in_time                 district   120    140
dossiers_pending_overdue                 district    30     20
dossiers_withdrawn                       district    10     20
dossiers_on_time_share_stated            district 98.59  98.19
dossiers_late_share_stated               district  1.41   1.81
dossiers_received                        commune  10000  11000
dossiers_received_online                 commune   3000   4200
dossiers_received_direct                 commune   6800   6480
dossiers_carried_over                    commune    200    320
dossiers_resolved                        commune   9650  10620
dossiers_resolved_in_time                commune   9500  10500
dossiers_resolved_early                  commune   4000   5000
dossiers_resolved_on_due_date            commune   5500   5500
dossiers_resolved_late                   commune    150    120
dossiers_pending                         commune    320    350
dossiers_pending_in_time                 commune    260    300
dossiers_pending_overdue                 commune     60     50
dossiers_withdrawn                       commune     30     30
dossiers_on_time_share_stated            commune   98.4   98.9
dossiers_late_share_stated               commune    1.6    1.1
dossiers_received                        all      13000  14500
dossiers_resolved                        all      12490  13940
procedures_total                         district   280    270
procedures_online_level_3                district    40     35
procedures_online_level_4                district   100    150
procedures_online_share_stated           district    50   68.5
procedures_total                         commune    140    130
procedures_online_level_3                commune     20     20
procedures_online_level_4                commune     60     70
procedures_online_share_stated           commune   57.1   69.2
satisfaction_share                       all         85     88
departments                              district    12     12
public_units                             district     4      4
schools                                  district    38     36
function_decisions_issued                district     2      1
posts_total                              district  1005   1005
posts_administrative                     district    60     60
posts_other_public_units                 district    45     45
posts_education                          district   900    900
contracts_total                          district    57     57
contracts_administrative                 district     4      4
contracts_other_public_units             district     3      3
contracts_education                      district    50     50
posts_needed_administrative              district    70     70
posts_gap_administrative_stated          district    10     10
staff_total                              district   980    985
staff_qualified                          district   961    966
staff_doctorate                          district     1      1
staff_master                             district    20     25
staff_university                         district   700    720
staff_college                            district   150    140
staff_intermediate                       district    90     80
staff_lower                              district    19     19
admin_bodies                             district    12     12
admin_bodies                             commune      3      3
admin_bodies                             all         15     15
admin_bodies_autonomous                  all         15     15
public_units_fully_autonomous            district     1      2
documents_exchanged_electronically_share district    85     96
documents_signed_share                   district    95    100
documents_signed_share                   commune     90     99
documents_signed_share                   all         92   99.5
paperless_meetings                       all          2      4
communes                                 commune      3      3
communes_with_scanner                    commune      2      3
it_departments                           district     1      1
households                               all      20000  20100
wallet_households                        all       2000   3500
wallet_accounts                          all       2500   4200
app_households                           all       3000   5000
public_service_accounts                  all       1800   3000
ecommerce_seller_accounts                all         80    150
"""

ELSEWHERE = """\
code                         period    level     value
departments                  2020      district     13
public_units                 2020      district      5
departments_reduced_stated   2021-2022 district      1
public_units_reduced_stated  2021-2022 district      1
schools_merged               2021-2022 district      2
dossiers_resolved            2021-2022 all       26430
dossiers_received            2021-2022 all       27030
dossiers_pending             2022-M11  district    155
dossiers_carried_over        2022-M12  district    155
schools                      2022-M12  district     36
legal_conferences            2022-Q1   district      5
legal_conferences            2022-Q2   district      6
legal_conferences            2022-Q3   district      5
legal_conferences            2022-Q4   district      6
"""
"""27030 = 13000 + 14500 less the 150 + 320 carried over into 2022; 26430 = 12490 + 13940."""

UNITS = f"""\
id,code,name,type,level,parent,valid_from,valid_to,invented
{PROVINCE},90,Minh Họa,tỉnh,province,,,,yes
{UNIT},901,Minh Họa 01,huyện,district,{PROVINCE},,,yes
xa-minh-hoa-01,39001,Minh Họa 01,xã,commune,{UNIT},,,yes
xa-minh-hoa-02,39002,Minh Họa 02,xã,commune,{UNIT},,,yes
thi-tran-minh-hoa-03,39003,Minh Họa 03,thị trấn,commune,{UNIT},,,yes
"""
TARGETS = """\
id,scope,indicator,level,operator,value,due,law,clause,verified,note
online-2023,,procedures_online_share,all,>=,70,2023-12-31,1/MH,,no,
online-2025,,procedures_online_share,all,>=,80,2025-12-31,1/MH,,no,
satisfaction-2022,,satisfaction_share,all,>=,90,2022-12-31,2/MH,,no,
records-2025,,work_records_online_share,district,>=,80,2025-12-31,3/MH,,no,
signed-2025,,documents_signed_share,all,>=,99,2025-12-31,4/MH,,no,
"""
PERIODS = """\
period,start,end,complete,note
2020,2020-01-01,2020-12-31,yes,
2021,2021-01-01,2021-12-31,yes,
2022,2022-01-01,2022-12-31,yes,
2021-2022,2021-01-01,2022-12-31,yes,
"""
PARTS_OF_2022 = "".join(f"2022-{part},,,no,\n" for part in ["M11", "M12", "Q1", "Q2", "Q3", "Q4"])
SOURCES = f"""\
id,title,issuer,date,kind,note
{SOURCE},Báo cáo hai năm,UBND huyện Minh Họa 01,2023-01-15,báo cáo,
phu-luc,Phụ lục số liệu,UBND huyện Minh Họa 01,2023-02-15,phụ lục,
"""
DOCUMENTS = f"""\
id,number,date,issuer,tier,kind,area,subject,validity_note,source,place
nd-61-2018,61/2018/NĐ-CP,2018-04-23,Chính phủ,central,nghị định,procedures,Một cửa,,{SOURCE},II.2
kh-1,01/KH-UBND,2021-02-01,UBND huyện,district,kế hoạch,direction,Kế hoạch,,{SOURCE},II.1
"""
NARRATIVE = """\
# Tổ chức triển khai thực hiện

- Huyện ban hành Kế hoạch số 01/KH-UBND ngày 01/02/2021, giai đoạn 2021-2025. (II.1; direction)

# Kết quả

## Cải cách thủ tục hành chính

- Năm 2022 tiếp nhận 14.500 hồ sơ; cấp xã đúng hạn 98,87%. (II.2; procedures)
"""


class Figure(NamedTuple):
    """One row of figures.csv."""

    code: str
    period: str
    level: str
    value: str
    qualifier: str = ""
    source: str = SOURCE
    place: str = "II.2"
    note: str = ""


@dataclass(frozen=True, repr=False)
class Invented:
    """Everything that is written about an invented unit; a change gives another one."""

    figures: tuple[Figure, ...]
    unit: str = UNIT
    years: tuple[int, int] = (2021, 2022)
    units: str = UNITS
    targets: str = TARGETS
    periods: str = PERIODS + PARTS_OF_2022
    sources: str = SOURCES
    documents: str = DOCUMENTS
    narrative: str = NARRATIVE
    beside: tuple["Invented", ...] = field(default=())

    def __repr__(self) -> str:
        told = "; ".join(" ".join(filter(None, figure[:5])) for figure in self.figures)
        if len(told) > LONGEST_TOLD:  # hypothesis warns of more; the blob it prints has all
            told = f"{told[:LONGEST_TOLD]} … {len(self.figures)} figures in all"
        return f"<{self.unit} {self.years}: {told}>"

    def value(self, code: str, period: str, level: str) -> str:
        """The value of a figure as typed."""
        [found] = [f.value for f in self.figures if f[:3] == (code, period, level)]
        return found

    def stating(self, code: str, period: str, level: str, value: object, **more: str) -> "Invented":
        """The unit with one figure of another value, or with one more figure."""
        new = Figure(code, period, level, str(value), **more)
        known = [f[:3] for f in self.figures]
        if new[:3] not in known:
            return self.stating_again(code, period, level, value, **more)
        return replace(self, figures=tuple(new if f[:3] == new[:3] else f for f in self.figures))

    def stating_again(
        self, code: str, period: str, level: str, value: object, **more: str
    ) -> "Invented":
        """The unit with one more row, whether or not the fact is stated already."""
        return replace(
            self, figures=(*self.figures, Figure(code, period, level, str(value), **more))
        )

    def without(self, *codes: str) -> "Invented":
        """The unit without the figures of these codes."""
        return replace(self, figures=tuple(f for f in self.figures if f.code not in codes))

    def changing(self, file: str, old: str, new: str) -> "Invented":
        """The unit with one place of a text changed."""
        text = getattr(self, file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        return replace(self, **{file: text.replace(old, new)})

    def write(self, folder: Path) -> Path:
        """The data folder, made below `folder`."""
        data = folder / "data"
        shared = {"units.csv": self.units, "targets.csv": self.targets}
        for name, text in shared.items():
            _write(data / name, text)
        for each in (self, *self.beside):
            for name, text in each.own_files():
                _write(data / each.unit / name, text)
        return data

    def own_files(self) -> Iterator[tuple[str, str]]:
        """The files of the unit's own folder, by name."""
        yield "periods.csv", self.periods
        yield "sources.csv", self.sources
        yield "documents.csv", self.documents
        yield "narrative.md", self.narrative
        [(name, kind)] = [
            row.split(",")[2:4]
            for row in self.units.splitlines()
            if row.startswith(f"{self.unit},")
        ]
        office = FILES["huyen-minh-hoa-01/office.toml"].replace(
            "huyện Minh Họa 01", f"{kind} {name}"
        )
        office = office.replace("2021", str(self.years[0])).replace(
            "second_year = 2022", f"second_year = {self.years[1]}"
        )
        yield "office.toml", office
        lines = [",".join(Figure._fields), *(_line(figure) for figure in self.figures)]
        yield "figures.csv", "\n".join(lines) + "\n"

    def review(self, folder: Path) -> Review:
        """The review that the product makes of it, from its files."""
        return load_review(self.unit, *self.years, self.write(folder))


def agreeing() -> Invented:
    """The invented unit whose figures agree."""
    figures = [
        Figure(code, period, level, value)
        for code, level, *values in _rows(AGREEING)
        for period, value in zip(("2021", "2022"), values, strict=True)
    ]
    figures += [Figure(*row) for row in _rows(ELSEWHERE)]
    return Invented(tuple(figures))


def commune(unit: str, *figures: Figure) -> Invented:
    """A commune with a folder of its own."""
    return Invented(figures, unit, documents=DOCUMENTS.splitlines()[0] + "\n", narrative="")


def _rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.splitlines()[1:]]


def _line(figure: Figure) -> str:
    return ",".join(f'"{cell}"' if "," in cell else cell for cell in figure)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
