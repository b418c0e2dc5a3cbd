"""Building e-government: infrastructure, people, adoption by officials and households (II.2.7)."""

from ..indicator import Indicator, Whole

AREA = ("Xây dựng Chính quyền điện tử", "Building e-government", "II.2.7")
EVERY = ("district", "commune", "all")
TERRITORY = ("all",)


def _officials(code: str, vi: str, en: str) -> Indicator:
    return Indicator(code, vi, en, "%", "stock", EVERY, better="higher")


def _territory(code: str, vi: str, en: str, measure_unit: str, **more) -> Indicator:
    return Indicator(code, vi, en, measure_unit, "stock", TERRITORY, better="higher", **more)


BODIES = (
    _officials(
        "it_staff_assigned_share",
        "Tỷ lệ cơ quan, đơn vị phân công cán bộ phụ trách công nghệ thông tin",
        "Bodies with an assigned information technology officer, share",
    ),
    Indicator(
        code="it_departments",
        vi="Cơ quan chuyên trách về công nghệ thông tin",
        en="Departments in charge of information technology",
        measure_unit="phòng, ban",
        kind="stock",
        levels=("district",),
        within="departments",
    ),
    Indicator(
        code="communes",
        vi="Xã, thị trấn",
        en="Communes",
        measure_unit="xã, thị trấn",
        kind="stock",
        levels=("commune",),
    ),
    Indicator(
        code="communes_with_scanner",
        vi="Xã, thị trấn được hỗ trợ máy quét",
        en="Communes equipped with a scanner",
        measure_unit="xã, thị trấn",
        kind="stock",
        levels=("commune",),
        better="higher",
        within="communes",
    ),
    Indicator(
        code="communes_with_scanner_share",
        shown="sentence",
        vi="Tỷ lệ xã, thị trấn được hỗ trợ máy quét",
        en="Communes equipped with a scanner, share",
        measure_unit="%",
        kind="stock",
        levels=("commune",),
        better="higher",
        formula="100 * communes_with_scanner / communes",
    ),
    _officials(
        "portal_use_share",
        "Tỷ lệ cơ quan tiếp nhận, giải quyết, trả kết quả trên cổng dịch vụ công trực tuyến",
        "Bodies that handle procedures on the online service portal, share",
    ),
    _officials(
        "one_stop_system_share",
        "Tỷ lệ cơ quan sử dụng hệ thống một cửa điện tử, dịch vụ công trực tuyến",
        "Bodies that use the electronic one-stop system, share",
    ),
    _officials(
        "officials_wallet_share",
        "Tỷ lệ cán bộ sử dụng ví điện tử",
        "Officials who use an electronic wallet, share",
    ),
    _officials(
        "officials_internet_banking_share",
        "Tỷ lệ cán bộ sử dụng ngân hàng trực tuyến",
        "Officials who use internet banking, share",
    ),
)

PEOPLE = (
    _territory("households", "Hộ dân", "Households", "hộ"),
    _territory(
        "public_service_accounts",
        "Tài khoản dịch vụ công trực tuyến",
        "Online public service accounts",
        "tài khoản",
    ),
    _territory(
        "public_service_accounts_per_100_households",
        "Tài khoản dịch vụ công trực tuyến trên 100 hộ",
        "Online public service accounts per 100 households",
        "tài khoản/100 hộ",
        formula="100 * public_service_accounts / households",
        shown="sentence",
    ),
    _territory(
        "wallet_households",
        "Hộ có ví điện tử",
        "Households with an electronic wallet",
        "hộ",
        within="households",
    ),
    _territory(
        "wallet_households_share",
        "Tỷ lệ hộ có ví điện tử",
        "Households with an electronic wallet, share",
        "%",
        formula="100 * wallet_households / households",
        shown="sentence",
    ),
    _territory("wallet_accounts", "Tài khoản ví điện tử", "Wallet accounts", "tài khoản"),
    _territory(
        "wallet_accounts_per_household",
        "Tài khoản ví điện tử trên một hộ có ví",
        "Wallet accounts per household with a wallet",
        "tài khoản/hộ",
        formula="wallet_accounts / wallet_households",
    ),
    _territory(
        "ecommerce_seller_accounts",
        "Tài khoản bán hàng trên sàn thương mại điện tử",
        "Seller accounts on e-commerce platforms",
        "tài khoản",
    ),
    _territory(
        "ecommerce_seller_accounts_per_1000_households",
        "Tài khoản bán hàng trên sàn thương mại điện tử trên 1.000 hộ",
        "Seller accounts on e-commerce platforms per 1,000 households",
        "tài khoản/1.000 hộ",
        formula="1000 * ecommerce_seller_accounts / households",
    ),
    _territory(
        "app_households",
        "Hộ cài ứng dụng của tỉnh",
        "Households with the province's app",
        "hộ",
        within="households",
    ),
    _territory(
        "app_households_share",
        "Tỷ lệ hộ cài ứng dụng của tỉnh",
        "Households with the province's app, share",
        "%",
        formula="100 * app_households / households",
        shown="headline",
    ),
    _territory(
        "personal_id_share",
        "Tỷ lệ người dân có mã định danh",
        "People with a personal identification number, share",
        "%",
        shown="sentence",
    ),
)

INDICATORS = BODIES + PEOPLE

WHOLES: tuple[Whole, ...] = ()
