"""Downloads over a loopback server that stands for an allowed host: resumed, bounded, and from nowhere else."""

from __future__ import annotations

import hashlib
import http.client
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from medview.catalog.fetching import Broken, Part, check_address, drop, fetched, is_address
from medview.core.errors import ModelError

HOST = "models.example"
URL = f"https://{HOST}/tiny.zip"
DATA = bytes(range(256)) * 4096


@dataclass
class Site:
    """What the server says."""

    data: bytes = DATA
    tag: str = '"one"'
    moved: dict[str, str] = field(default_factory=dict)
    break_after: int | None = None
    ignore_ranges: bool = False
    status: int = 0
    wrong_range: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    port: int = 0

    def open(self, request: urllib.request.Request, timeout: float) -> Any:
        """Send what goes to the allowed host to the loopback server, without TLS."""
        assert request.type == "https"
        self.hosts.append(urlsplit(request.full_url).netloc)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        connection.request("GET", urlsplit(request.full_url).path, headers=dict(request.header_items()))
        return connection.getresponse()


class Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        site = self.site
        site.asked.append({name.lower(): value for name, value in self.headers.items()})
        if self.path in site.moved:
            self._head(302, Location=site.moved[self.path])
            return
        if site.status:
            self._head(site.status)
            return
        start = self._start()
        body = site.data[start:]
        parts = {"Content-Range": f"bytes {0 if site.wrong_range else start}-{len(site.data) - 1}/{len(site.data)}"}
        self._head(206 if start else 200, **{"Content-Length": str(len(body)), "ETag": site.tag}, **parts)
        self.wfile.write(body if site.break_after is None else body[: site.break_after])

    def _start(self) -> int:
        wanted = self.headers.get("Range")
        if wanted is None or self.site.ignore_ranges or self.headers.get("If-Range") != self.site.tag:
            return 0
        return int(wanted.removeprefix("bytes=").removesuffix("-"))

    def _head(self, status: int, **headers: str) -> None:
        self.close_connection = True
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"site": found}))
    found.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def get(site: Site, tmp_path: Path) -> Callable[..., bytes]:
    def call(url: str = URL, **more: Any) -> bytes:
        with fetched(url, tmp_path / "cache", (HOST,), open_=site.open, **more) as path:
            return path.read_bytes()

    return call


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache").iterdir())


@pytest.mark.network
def test_a_file_is_downloaded_once(get: Callable[..., bytes], site: Site, tmp_path: Path) -> None:
    steps: list[float] = []
    assert get(step=steps.append) == DATA
    assert steps == sorted(steps)
    assert steps[-1] == 1.0
    assert get(sha256=hashlib.sha256(DATA).hexdigest()) == DATA
    assert len(site.asked) == 1
    drop(URL, tmp_path / "cache")
    assert kept(tmp_path) == []


@pytest.mark.network
def test_an_interrupted_download_goes_on_where_it_stopped(
    get: Callable[..., bytes], site: Site, tmp_path: Path
) -> None:
    site.break_after = 300_000
    with pytest.raises(Broken, match="broke off after 300000 of 1048576 bytes"):
        get()
    site.break_after = None
    assert get(sha256=hashlib.sha256(DATA).hexdigest()) == DATA
    assert site.asked[1]["range"] == "bytes=300000-"
    assert site.asked[1]["if-range"] == '"one"'
    assert Part.of(URL, tmp_path / "cache").size == len(DATA)


@pytest.mark.network
def test_a_cancelled_download_can_be_resumed(get: Callable[..., bytes], site: Site) -> None:
    def stop(done: float) -> None:
        if done > 0.4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        get(step=stop)
    assert get() == DATA
    assert 0 < int(site.asked[1]["range"][6:-1]) < len(DATA)


@pytest.mark.network
@pytest.mark.parametrize("ignore_ranges", [False, True])
def test_a_file_that_changed_meanwhile_is_read_anew(get: Callable[..., bytes], site: Site, ignore_ranges: bool) -> None:
    site.break_after = 1000
    with pytest.raises(Broken):
        get()
    site.break_after, site.data, site.tag, site.ignore_ranges = None, b"new" * 999, '"two"', ignore_ranges
    assert get() == b"new" * 999


@pytest.mark.network
def test_a_part_cannot_be_resumed_by_a_weak_tag(get: Callable[..., bytes], site: Site) -> None:
    site.tag, site.break_after = 'W/"one"', 1000
    with pytest.raises(Broken):
        get()
    site.break_after = None
    assert get() == DATA
    assert "range" not in site.asked[1]


@pytest.mark.network
def test_another_part_than_was_asked_for_is_not_used(get: Callable[..., bytes], site: Site, tmp_path: Path) -> None:
    site.break_after = 1000
    with pytest.raises(Broken):
        get()
    site.break_after, site.wrong_range = None, True
    with pytest.raises(Broken, match="another part"):
        get()
    assert kept(tmp_path) == []


@pytest.mark.network
def test_a_wrong_hash_is_refused_and_nothing_kept(get: Callable[..., bytes], tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not what was promised"):
        get(sha256="0" * 64)
    assert kept(tmp_path) == []


@pytest.mark.network
def test_what_is_found_wrong_is_not_kept(site: Site, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="bad"), fetched(URL, tmp_path / "cache", (HOST,), open_=site.open):
        raise ModelError("bad")
    assert kept(tmp_path) == []


@pytest.mark.network
def test_a_redirect_within_the_host_is_followed(get: Callable[..., bytes], site: Site) -> None:
    site.moved = {"/tiny.zip": "/files/tiny.zip"}
    assert get() == DATA


@pytest.mark.network
@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("https://other.example/tiny.zip", "not among the hosts"),
        ("https://second.example/tiny.zip", "leads to another host"),
        (f"http://{HOST}/tiny.zip", "only https"),
        ("file:///etc/passwd", "only https"),
        (f"https://me@{HOST}/tiny.zip", "a name or a password"),
        (f"https://{HOST}:8443/tiny.zip", "not among the hosts"),
        ("/tiny.zip", "on and on"),
    ],
)
def test_a_redirect_elsewhere_is_refused(site: Site, tmp_path: Path, target: str, said: str) -> None:
    site.moved = {"/tiny.zip": target}
    with (
        pytest.raises(ModelError, match=said),
        fetched(URL, tmp_path / "cache", (HOST, "second.example"), open_=site.open),
    ):
        pass
    assert set(site.hosts) == {HOST}


@pytest.mark.network
@pytest.mark.parametrize("status", [204, 403, 404, 416, 500])
def test_other_answers_are_told(get: Callable[..., bytes], site: Site, status: int) -> None:
    site.status = status
    with pytest.raises(Broken):
        get()


@pytest.mark.network
@pytest.mark.parametrize("told", [True, False])
def test_a_file_larger_than_any_package_is_refused(
    get: Callable[..., bytes], site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: bool
) -> None:
    monkeypatch.setattr("medview.catalog.fetching.MOST_BYTES", 5000)
    if not told:
        monkeypatch.setattr(Handler, "_head", _without_length)
    with pytest.raises(ModelError, match="large"):
        get()
    assert kept(tmp_path) == []


def _without_length(handler: Handler, status: int, **_: str) -> None:
    handler.close_connection = True
    handler.send_response(status)
    handler.end_headers()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (f"http://{HOST}/a.zip", "only https"),
        ("file:///etc/passwd", "only https"),
        (f"ftp://{HOST}/a.zip", "only https"),
        ("data:application/zip;base64,AAAA", "only https"),
        ("https://evil.example/a.zip", "not among the hosts"),
        (f"https://{HOST}.evil.example/a.zip", "not among the hosts"),
        (f"https://evil.example/{HOST}", "not among the hosts"),
        (f"https://{HOST}@evil.example/a.zip", "a name or a password"),
        (f"https://{HOST}:444/a.zip", "not among the hosts"),
        (f"https://{HOST}:x/a.zip", "no address"),
        ("https:///a.zip", "not among the hosts"),
    ],
)
def test_addresses_beside_the_list_are_refused_without_a_request(url: str, said: str, tmp_path: Path) -> None:
    assert is_address(url)
    with pytest.raises(ModelError, match=said), fetched(url, tmp_path, (HOST,), open_=_never):
        pass


def _never(*_: object) -> None:
    raise AssertionError("a request was sent")


def test_an_empty_list_allows_nothing() -> None:
    with pytest.raises(ModelError, match="not among the hosts") as caught:
        check_address(URL, ())
    assert "none" in caught.value.hint
    check_address(URL, ("MODELS.example",))
    check_address(f"https://{HOST}:8443/a", (f"{HOST}:8443",))


@pytest.mark.parametrize("path", ["a.zip", "/a/b.zip", "C:\\models\\a.zip", "folder"])
def test_files_are_not_addresses(path: str) -> None:
    assert not is_address(path)


@pytest.mark.network
def test_the_real_opener_speaks_tls_only(site: Site, tmp_path: Path) -> None:
    """To a server that does not: the handshake fails, and nothing is sent in clear."""
    host = f"127.0.0.1:{site.port}"
    with pytest.raises(Broken), fetched(f"https://{host}/tiny.zip", tmp_path / "cache", (host,)):
        pass
    assert site.asked == []
