"""Connect with a Dask cluster, or say before any work why it cannot make the reports."""

import warnings
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..errors import CchcError, Fault, UsageError
from .alike import difference, in_short, made_with
from .job import FAILURE

PATIENCE = 15
"""Seconds for the scheduler, a first worker and the workers' answers to be there."""
OPTION = "--scheduler"
CERTIFICATE = "DASK_DISTRIBUTED__COMM__TLS__"
"""How the variables begin that name this machine's certificate to Dask."""


class ClusterUnfit(CchcError):
    """The cluster cannot make the reports, or would make other ones: none of them was begun."""

    exit_code = FAILURE


def checked_address(address: str, fonts: Path | None) -> str:
    """The address of a scheduler, "" for none. Raises UsageError for what can never be met."""
    if not address:
        return ""
    if not _is_address(address):
        what = f"'{address}' không phải là địa chỉ của một bộ điều phối (scheduler) Dask"
        raise UsageError(
            [Fault(what, OPTION, "viết dạng tcp://MÁY:CỔNG, ví dụ tcp://10.0.0.1:8786")]
        )
    if find_spec("distributed") is None:
        what, mend = "chưa cài phần dùng cho cụm máy (distributed)", "pip install 'cchc[cluster]'"
        raise UsageError([Fault(what, OPTION, mend)])
    if fonts:
        what = "thư mục phông chữ ở máy này không có trên các máy của cụm"
        raise UsageError([Fault(what, f"--font-path, {OPTION}", "bỏ một trong hai tùy chọn")])
    return address


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("tcp", "tls") and bool(parts.hostname and parts.port)
    except ValueError:
        return False


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """A client of the cluster at `address`, whose workers make what this process would make.

    Raises ClusterUnfit where nobody answers there, where no worker is, where one has other versions
    than this process has, and for TLS without a certificate.
    """
    from distributed import Client

    _require_certificate(address)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of versions: `_require_same` looks at them all
            client = Client(address, timeout=PATIENCE, set_as_default=False)
    except Exception as error:
        what = f"không kết nối được với bộ điều phối Dask ({type(error).__name__}: {error})"
        mend = "xem lại địa chỉ, và bộ điều phối (dask scheduler) có đang chạy không"
        raise _unfit(what, address, mend) from None
    with client:
        _require_workers(client, address)
        _require_same(client, address)
        yield client


def _require_certificate(address: str) -> None:
    """Dask would stay for half a minute over an address of TLS, and end with a traceback."""
    from distributed import Security

    security = Security()
    own = (security.tls_ca_file, security.tls_client_cert, security.tls_client_key)
    if address.startswith("tls:") and not all(own):
        mend = f"đặt các biến môi trường {CERTIFICATE}CA_FILE, CLIENT__CERT và CLIENT__KEY"
        raise _unfit("máy này chưa có chứng thư TLS", address, mend)


def _require_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        what, mend = "cụm máy chưa có worker nào", f"trên các máy của cụm: dask worker {address}"
        raise _unfit(what, address, mend) from None


def _require_same(client: Any, address: str) -> None:
    """Ask every worker what it would make reports with. Raises ClusterUnfit, with all that differ.

    It is asked beside the work that a worker has in hand.
    """
    try:
        answers = client.run(made_with, on_error="return", callback_timeout=PATIENCE)
    except TimeoutError:
        what, mend = f"có worker không trả lời trong {PATIENCE} giây", "xem lại các máy của cụm"
        raise _unfit(what, address, mend) from None
    others: dict[str, list[str]] = defaultdict(list)
    for worker, answer in answers.items():
        if other := difference(answer, made_with()):
            others[other].append(worker)
    if others:
        mend = "cài cùng mã nguồn và cùng requirements.lock như máy này, rồi khởi động lại worker"
        faults = (f"worker có phiên bản khác với máy này: {other}" for other in others)
        places = (in_short(workers, ", ") for workers in others.values())
        raise ClusterUnfit(Fault(*fault, mend) for fault in zip(faults, places, strict=True))


def _unfit(what: str, where: str, mend: str) -> ClusterUnfit:
    return ClusterUnfit([Fault(what, where, mend)])
