"""A file's bytes as text: encodings, what is no text, and what is no file of ours."""

from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

import pytest

import cchc.textfile
from cchc.errors import CchcError
from cchc.textfile import read_text, shown_path

SAVE = "lưu lại bằng UTF-8: trong Excel chọn kiểu 'CSV UTF-8', trong Notepad chọn Mã hóa 'UTF-8'"


def written(folder: Path, raw: bytes) -> Path:
    path = folder / "data" / "ghi.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(raw)
    return path


def message(path: Path) -> str:
    with pytest.raises(CchcError) as refused:
        read_text(path, path.parent, "tạo tệp này")
    return str(refused.value)


@pytest.mark.parametrize(
    "raw",
    [
        "Mỹ".encode(),
        b"\xef\xbb\xbf" + "Mỹ".encode(),
        normalize("NFD", "Mỹ").encode(),
    ],
    ids=["plain", "BOM", "NFD"],
)
def test_the_text_is_nfc_without_bom_and_the_hash_is_of_the_bytes(tmp_path, raw):
    path = written(tmp_path, raw)
    file = read_text(path, path.parent, "")
    assert (file.shown, file.text) == ("data/ghi.csv", "Mỹ")
    assert file.sha256 == sha256(raw).hexdigest()


def test_line_ends_are_left_to_the_reader_of_the_format(tmp_path):
    path = written(tmp_path, b"a\r\nb\n")
    assert read_text(path, path.parent, "").text == "a\r\nb\n"


REFUSED = [
    (
        "a\nMỹ".encode("utf-16"),
        "tệp được lưu bằng UTF-16, không phải UTF-8\n  tại:  data/ghi.csv\n  sửa:  " + SAVE,
    ),
    (
        b"a\nM?\xe9",
        "tệp không phải UTF-8: không đọc được byte 0xE9\n"
        f"  tại:  data/ghi.csv, dòng 2, byte thứ 3\n  sửa:  {SAVE}",
    ),
    (
        b"\xff\n",
        "tệp không phải UTF-8: không đọc được byte 0xFF\n"
        f"  tại:  data/ghi.csv, dòng 1, byte thứ 1\n  sửa:  {SAVE}",
    ),
    (
        b"a\nb\0c",
        "tệp có ký tự NUL (U+0000): “b[U+0000]c”\n"
        f"  tại:  data/ghi.csv, dòng 2, ký tự thứ 2\n  sửa:  xóa ký tự đó, {SAVE}",
    ),
    (
        b"\x1b[31m",
        "tệp có ký tự điều khiển U+001B: “[U+001B][31m”\n"
        f"  tại:  data/ghi.csv, dòng 1, ký tự thứ 1\n  sửa:  xóa ký tự đó, {SAVE}",
    ),
]


@pytest.mark.parametrize(
    ("raw", "expected"), REFUSED, ids=["UTF-16", "one byte a letter", "0xFF", "NUL", "escape"]
)
def test_what_is_no_utf8_text_is_named_with_its_line(tmp_path, raw, expected):
    assert message(written(tmp_path, raw)) == expected


def test_a_file_that_is_not_there_says_how_to_make_it(tmp_path):
    path = tmp_path / "data" / "ghi.csv"
    assert message(path) == "thiếu tệp ghi.csv\n  tại:  data/ghi.csv\n  sửa:  tạo tệp này"


def test_a_folder_in_place_of_a_file_is_named(tmp_path):
    path = tmp_path / "data" / "ghi.csv"
    path.mkdir(parents=True)
    assert message(path).startswith("ghi.csv không phải là tệp thường\n")


def test_a_link_within_the_data_folder_is_followed(tmp_path):
    target = written(tmp_path, b"x")
    link = target.with_name("link.csv")
    link.symlink_to(target)
    assert read_text(link, link.parent, "").text == "x"


def test_a_link_out_of_the_data_folder_is_refused(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("x")
    link = written(tmp_path, b"").with_name("link.csv")
    link.symlink_to(secret)
    assert message(link) == (
        "link.csv là liên kết ra ngoài thư mục số liệu\n"
        "  tại:  data/link.csv\n  sửa:  chép chính tệp đó vào đây"
    )


def test_a_device_is_never_opened(tmp_path):
    link = written(tmp_path, b"").with_name("zero.csv")
    link.symlink_to("/dev/zero")
    assert message(link).startswith("zero.csv không phải là tệp thường\n")


def test_a_file_that_is_far_too_large_is_refused(tmp_path):
    path = written(tmp_path, b"")
    with path.open("wb") as file:
        file.truncate(cchc.textfile.LARGEST + 1)
    assert message(path) == (
        "ghi.csv lớn hơn 50 MB\n  tại:  data/ghi.csv\n"
        "  sửa:  kiểm tra có đúng tệp số liệu của đơn vị không"
    )


def test_a_path_outside_the_data_folder_is_shown_whole(tmp_path):
    assert shown_path(Path("/elsewhere/a.csv"), tmp_path / "data") == "/elsewhere/a.csv"
