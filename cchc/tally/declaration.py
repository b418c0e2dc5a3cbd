"""READ a declaration of columns: a small TOML file, with every fault in it."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from ..cells import quoted, suggestion, unmatched
from ..errors import CchcError, Fault
from ..textfile import read_text
from .columns import CODES, COLUMNS, EXCEL, REQUIRED, Columns, folded, strptime_format

EXAMPLE = Path(__file__).with_name("example.toml")

_WORDS = {"level": "levels", "channel": "channels", "status": "statuses"}
_TABLES: Mapping[str, tuple[str, ...] | None] = {
    "columns": COLUMNS,
    "constants": ("level", "field"),
    "dates": ("formats",),
    "levels": None,
    "channels": None,
    "statuses": None,
    "calendar": ("holidays", "workdays"),
    "excel": ("sheet",),
}
_MAKE = "viết tệp mẫu rồi sửa: cchc tally --example TỆP.toml"
_FORMATS = 'viết như "dd/mm/yyyy", "yyyymmdd" hoặc "excel"'


def read_declaration(path: Path) -> Columns:
    """The declaration in a TOML file. Raises `CchcError` with every fault."""
    path = Path(path).resolve()
    file = read_text(path, path.parent, _MAKE, printed=False)
    try:
        content = tomllib.loads(file.text)
    except (ValueError, RecursionError) as error:
        mend = 'mỗi dòng là khóa = "giá trị"; chữ đặt trong dấu ngoặc kép, mỗi khóa ghi một lần'
        fault = Fault(f"tệp không đúng cú pháp TOML: {error}", file.shown, mend)
        raise CchcError([fault]) from None
    faults = list(_shape_faults(content, file.shown))
    if not faults:
        faults = [*_column_faults(content, file.shown), *_value_faults(content, file.shown)]
    if faults:
        raise CchcError(faults)
    return _columns(content)


def _columns(content: Mapping[str, Any]) -> Columns:
    calendar = content.get("calendar", {})
    return Columns(
        names=content["columns"],
        constants=content.get("constants", {}),
        formats=tuple(map(strptime_format, content.get("dates", {}).get("formats", ()))),
        words={
            name: {folded(word): code for word, code in content.get(table, {}).items()}
            for name, table in _WORDS.items()
        },
        holidays=tuple(calendar.get("holidays", ())),
        workdays=tuple(calendar.get("workdays", ())),
        sheet=content.get("excel", {}).get("sheet", ""),
    )


def _shape_faults(content: Mapping[str, Any], shown: str) -> Iterator[Fault]:
    """Unknown or missing names, and values that are not what they have to be."""
    unknown, _ = unmatched(content, _TABLES)
    for name, near in unknown.items():
        mend = suggestion(name, near, f"các mục là: {', '.join(_TABLES)}")
        yield Fault(f"không có mục {quoted(name)}", shown, mend)
    if "columns" not in content:
        yield Fault("thiếu mục [columns]", shown, _MAKE)
    for name, table in content.items():
        if name in unknown:
            continue
        where = f"{shown}, [{name}]"
        if not isinstance(table, dict):
            yield Fault(
                f"{quoted(name)} không phải là một mục", where, f"viết [{name}] trên một dòng"
            )
            continue
        for key in unmatched(table, _TABLES[name])[0] if _TABLES[name] else ():
            mend = suggestion(key, _TABLES[name], f"các khóa là: {', '.join(_TABLES[name])}")
            yield Fault(f"không có khóa {quoted(key)}", where, mend)
        yield from _type_faults(name, table, where)


def _type_faults(name: str, table: Mapping[str, Any], where: str) -> Iterator[Fault]:
    for key, value in table.items():
        here = f"{where}, khóa {quoted(key)}"
        if name == "calendar":
            is_day = lambda day: isinstance(day, date) and not isinstance(day, datetime)  # noqa: E731
            if not isinstance(value, list) or not all(map(is_day, value)):
                yield Fault(
                    "không phải là danh sách ngày", here, "viết như [2022-09-01, 2022-09-03]"
                )
        elif name == "dates":
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                yield Fault("không phải là danh sách dạng ngày", here, 'viết như ["dd/mm/yyyy"]')
        elif not isinstance(value, str) or not value.strip():
            yield Fault("không phải là chữ, hoặc trống", here, 'viết chữ trong dấu ngoặc kép: "…"')


def _column_faults(content: Mapping[str, Any], shown: str) -> Iterator[Fault]:
    names, where = content["columns"], f"{shown}, [columns]"
    for name in REQUIRED:
        if name not in names:
            yield Fault(f"thiếu khóa '{name}'", where, f'thêm dòng: {name} = "tên cột trong sổ"')
    if not {"due", "working_days"} & set(names):
        mend = "khai cột hạn trả (due), hoặc cột số ngày làm việc (working_days)"
        yield Fault("không có gì cho biết hạn trả kết quả", where, mend)
    for first, second in combinations(names, 2):
        if names[first] == names[second]:
            what = f"cột {quoted(names[first])} khai cho cả '{first}' và '{second}'"
            yield Fault(what, where, "khai mỗi cột một lần")
    constants = content.get("constants", {})
    for name in ("level", "field"):
        if (name in names) == (name in constants):
            said = "khai ở cả [columns] và [constants]" if name in names else "chưa khai"
            mend = f"khai {name} ở một trong hai mục: [columns] hoặc [constants]"
            yield Fault(f"'{name}' {said}", shown, mend)
    if constants.get("level", "district") not in CODES["level"]:
        yield _unknown_code(
            constants["level"], CODES["level"], f"{shown}, [constants], khóa 'level'"
        )


def _value_faults(content: Mapping[str, Any], shown: str) -> Iterator[Fault]:
    yield from _format_faults(content.get("dates", {}).get("formats", ()), f"{shown}, [dates]")
    for name, table in _WORDS.items():
        words, where = content.get(table, {}), f"{shown}, [{table}]"
        if name in content["columns"] and not words:
            mend = f"ghi mỗi chữ trong cột đó nghĩa là gì: {', '.join(CODES[name])}"
            yield Fault(f"có cột '{name}' mà chưa khai các chữ của nó", where, mend)
        for word, code in words.items():
            if code not in CODES[name]:
                yield _unknown_code(code, CODES[name], f"{where}, khóa {quoted(word)}")
        for first, second in combinations(words, 2):
            if folded(first) == folded(second) and words[first] != words[second]:
                what = f"{quoted(first)} và {quoted(second)} là một chữ mà mang hai nghĩa"
                yield Fault(what, where, "giữ một dòng")
    calendar = content.get("calendar", {})
    for day in set(calendar.get("holidays", ())) & set(calendar.get("workdays", ())):
        what = f"{day} vừa là ngày nghỉ vừa là ngày làm việc"
        yield Fault(what, f"{shown}, [calendar]", "ghi ngày đó ở một khóa")


def _format_faults(texts: Iterable[str], where: str) -> Iterator[Fault]:
    formats = {}
    for text in texts:
        try:
            formats[text] = strptime_format(text)
        except ValueError as error:
            yield Fault(str(error), where, _FORMATS)
    for (text, one), (other, two) in combinations(formats.items(), 2):
        marks = [fmt.replace("%d", "?").replace("%m", "?") for fmt in (one, two)]
        if marks[0] == marks[1] and one != two and EXCEL not in (one, two):
            what = f"{quoted(text)} và {quoted(other)} đọc một ngày thành hai ngày khác nhau"
            yield Fault(what, where, "giữ dạng mà sổ dùng")


def _unknown_code(code: str, known: tuple[str, ...], where: str) -> Fault:
    mend = suggestion(code, known, f"chọn trong: {', '.join(known)}")
    return Fault(f"{quoted(code)} không có trong các mã", where, mend)
