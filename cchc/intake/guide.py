"""The first sheet's words: how an office fills in the workbook."""

from .layout import OWN_SOURCE

_TEXT = """
Bảng tính để làm gì
Đơn vị ghi số liệu cải cách hành chính vào đây; phần mềm cchc đọc lại, kiểm tra và cho xem mọi
thay đổi trước khi ghi.

1. Đơn vị báo cáo
Ghi căn cứ, cơ quan ban hành, nơi nhận. Chỗ nào chưa biết thì để trống.

2. Kỳ số liệu
Mỗi kỳ một dòng: 2022 là cả năm, 2022-H1 sáu tháng đầu năm, 2022-Q3 quý 3, 2022-M03 tháng 3,
2021-2022 là số gộp của hai năm. Kỳ chưa hết thì chọn “không” ở cột Đã trọn kỳ.

3. Nguồn số liệu
Mỗi văn bản, báo cáo hoặc hệ thống có số là một dòng, với một mã ngắn không dấu, ví dụ
bao-cao-2022.

4. Các trang số liệu
Mỗi lĩnh vực một trang, mỗi chỉ tiêu ở mỗi cấp một dòng, mỗi kỳ một cột. Chỉ điền ô màu vàng nhạt;
ô xám tự tính từ các ô đã điền. Cần thêm cột cho kỳ khác thì làm lại bảng tính với kỳ đó.

Ô trống và số 0
Ô trống nghĩa là chưa có số liệu. Số 0 nghĩa là đã đếm và không có.

Cách ghi số
Số đếm là số nguyên. Tỷ lệ ghi theo phần trăm, từ 0 đến 100, không kèm dấu %: 99,95. Không ghi đơn
vị tính vào ô số.

Cột Mức
Nếu nguồn chỉ nêu khoảng, trên, dưới, từ … trở lên hoặc không quá thì ghi số và chọn từ đó ở cột
Mức.

Nhiều năm, nhiều nguồn
Một dòng có chung mức, nguồn, nơi ghi cho mọi năm. Số năm 2021 lấy từ báo cáo 2021, số năm 2022
lấy từ báo cáo 2022 thì ghi năm thứ hai ở dòng thêm.

Một số ghi ở nhiều nơi
Dùng các dòng thêm ở cuối bảng: chọn chỉ tiêu, chọn cấp, rồi ghi số, nguồn, nơi ghi như ở dòng
thường. Số của nguồn mới nhất được dùng; số khác nhau được nêu khi đối chiếu.

Nguồn và Nơi ghi
Chọn mã nguồn và ghi mục trong nguồn, ví dụ II.2.2 hoặc trang 4. Để trống cả hai nếu số chỉ được
ghi ở bảng tính này: khi đó nguồn là “{own}” và nơi ghi là tên trang.

Bảo vệ trang
Các trang được khóa để không gõ nhầm vào ô tự tính; không có mật khẩu. Không đổi tên cột, không ẩn
dòng có số: số trong dòng, cột hoặc trang bị ẩn không được nhận.

Trang ẩn
Hai trang ẩn giữ danh sách để chọn và số liệu lúc làm bảng tính, nhờ đó nhiều người điền nhiều bản
rồi nhập lần lượt mà không xóa số của nhau. Không cần mở.

Nộp lại
Lưu thành tệp .xlsx hoặc .ods, không đặt mật khẩu, không macro, không liên kết tới tệp khác, rồi
chạy lệnh: cchc import TỆP
"""


def guide() -> list[tuple[str, str]]:
    """The paragraphs, each with its heading.

    >>> guide()[5][0]
    'Ô trống và số 0'
    """
    paragraphs = _TEXT.format(own=OWN_SOURCE).strip().split("\n\n")
    return [
        (heading, " ".join(lines))
        for heading, *lines in (paragraph.split("\n") for paragraph in paragraphs)
    ]
