"""Downloading a package: https from hosts on a list and nothing else, resumed where it stopped."""

from __future__ import annotations

import errno
import hashlib
import http.client
import json
import os
import ssl
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urljoin, urlsplit

from medview.catalog.archive import MOST_BYTES, Step
from medview.catalog.manifest import sha256 as sha256_of
from medview.core.errors import ModelError, WriteError
from medview.core.files import write_whole
from medview.core.text import tr

_TIMEOUT_S = 30.0
_CHUNK = 1 << 18
_REDIRECTS = 4
_MOVED = (301, 302, 303, 307, 308)
_AGENT = "MedView"
_OF_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG)
"""Errors of the disk the download is written to; all others without a file's name are the network's."""


class Answer(Protocol):
    """An HTTP answer, as ``http.client`` gives it."""

    status: int
    headers: Mapping[str, str]

    def read(self, size: int) -> bytes:
        """Read at most so many bytes."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


Open = Callable[[urllib.request.Request, float], Any]
"""Sends one request and gives an ``Answer``, whatever its status; follows no redirect."""


@dataclass(frozen=True)
class Part:
    """A download that is under way or complete, in the cache.

    Args:
        path: The bytes so far.
        url: Where they are from.
    """

    path: Path
    url: str

    @classmethod
    def of(cls, url: str, folder: Path) -> Part:
        """The place of a download in the cache."""
        return cls(folder / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}.zip", url)

    @property
    def size(self) -> int:
        """Bytes so far."""
        return self.path.stat().st_size if self.path.is_file() else 0

    @property
    def _notes(self) -> Path:
        return self.path.with_suffix(".json")

    def noted(self) -> dict[str, Any]:
        """What was noted of it: ``validator`` and ``complete``."""
        try:
            notes = json.loads(self._notes.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return notes if isinstance(notes, dict) and notes.get("url") == self.url else {}

    def note(self, validator: str, complete: bool) -> None:
        """Note the server's word for this state of the file, and whether all of it is here."""
        write_whole(self._notes, json.dumps({"url": self.url, "validator": validator, "complete": complete}))

    def drop(self) -> None:
        """Remove it."""
        self.path.unlink(missing_ok=True)
        self._notes.unlink(missing_ok=True)


def is_address(source: str) -> bool:
    """Whether something to be installed is an address rather than a file; of whatever scheme."""
    return "://" in source or source.casefold().startswith(("http:", "https:", "file:", "ftp:", "data:"))


def check_address(url: str, hosts: tuple[str, ...]) -> None:
    """Refuse every address that is not https on a host of the list.

    Args:
        url: The address.
        hosts: Allowed hosts, with ``:port`` where it is not 443.

    Raises:
        ModelError: The message says what is wrong with it.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
    except ValueError as error:
        raise _refused(url, tr("it is no address")) from error
    if parts.scheme != "https":
        raise _refused(url, tr("only https is used"))
    if parts.username is not None or parts.password is not None:
        raise _refused(url, tr("it holds a name or a password"))
    named = host if port == 443 else f"{host}:{port}"
    if named not in {allowed.strip().casefold() for allowed in hosts}:
        raise ModelError(
            tr("{host} is not among the hosts models may be downloaded from.").format(host=named or url),
            tr("If you trust it, add it to the allowed hosts in the settings. Allowed now: {hosts}.").format(
                hosts=", ".join(hosts) or tr("none")
            ),
        )


@contextmanager
def fetched(
    url: str,
    cache: Path,
    hosts: tuple[str, ...],
    sha256: str = "",
    step: Step = lambda _: None,
    open_: Open | None = None,
) -> Iterator[Path]:
    """Download a file; it is kept in the cache until it was used, or found not to be what it should be.

    Args:
        url: The address.
        cache: Folder of downloads.
        hosts: Allowed hosts.
        sha256: Its hash, hexadecimal, where one was given beside the address; compared before anything is unpacked.
        step: Told the part that is done; what it raises ends the download, which can be resumed.
        open_: Sends requests, in tests.

    Yields:
        The file; ``drop`` its ``Part`` once it is of no more use.

    Raises:
        ModelError: The address is refused, the download broke off, or the file is not the one that was promised.
        WriteError: The cache cannot be written.
    """
    check_address(url, hosts)
    part = Part.of(url, cache)
    with _writing(cache):
        cache.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not part.noted().get("complete"):
            _download(part, hosts, step, open_ or _open)
        found = sha256_of(part.path)
    if sha256 and found != sha256.strip().casefold():
        part.drop()
        raise ModelError(
            tr("The download from {url} is not what was promised: expected sha256 {expected}, found {found}.").format(
                url=url, expected=sha256[:12], found=found[:12]
            ),
            tr("Compare the address and the hash with what the publisher says."),
        )
    try:
        yield part.path
    except ModelError:
        part.drop()
        raise


def drop(url: str, cache: Path) -> None:
    """Remove a download from the cache."""
    Part.of(url, cache).drop()


def _download(part: Part, hosts: tuple[str, ...], step: Step, open_: Open) -> None:
    validator = str(part.noted().get("validator") or "")
    start = part.size if validator else 0
    asked = {"Range": f"bytes={start}-", "If-Range": validator} if start else {}
    try:
        with closing(_followed(part.url, asked, hosts, open_)) as answer:
            if answer.status == 416:  # what is here is not a beginning of what is there
                part.drop()
                raise _broken(part.url, tr("the file there has changed"))
            _receive(part, answer, start, step)
    except (OSError, http.client.HTTPException) as error:
        if isinstance(error, OSError) and (error.filename is not None or error.errno in _OF_DISK):
            raise
        raise _broken(part.url, str(getattr(error, "reason", "")) or type(error).__name__) from error


def _receive(part: Part, answer: Answer, start: int, step: Step) -> None:
    if answer.status not in (200, 206):
        raise _broken(part.url, tr("the server answers {status}").format(status=answer.status))
    resumed = answer.status == 206
    if resumed and not answer.headers.get("Content-Range", "").startswith(f"bytes {start}-"):
        part.drop()
        raise _broken(part.url, tr("the server sent another part than it was asked for"))
    at = start if resumed else 0
    length = answer.headers.get("Content-Length", "")
    total = at + int(length) if length.isdigit() else None
    if total is not None and total > MOST_BYTES:
        part.drop()
        raise _too_large(part.url, total)
    part.note(_validator(answer.headers), complete=False)
    with part.path.open("ab" if resumed else "wb") as file:
        while chunk := answer.read(_CHUNK):
            at += len(chunk)
            if at > MOST_BYTES:
                break
            file.write(chunk)
            step(at / total if total else 0.0)
        file.flush()
        os.fsync(file.fileno())
    if at > MOST_BYTES:
        part.drop()
        raise _too_large(part.url, at)
    if total is not None and at != total:
        raise _broken(part.url, tr("it broke off after {done} of {total} bytes").format(done=at, total=total))
    part.note(_validator(answer.headers), complete=True)


def _validator(headers: Mapping[str, str]) -> str:
    """What a server calls this state of a file; a weak ETag cannot be used for parts (RFC 9110 §13.1.5)."""
    tag = headers.get("ETag", "")
    return headers.get("Last-Modified", "") if not tag or tag.startswith("W/") else tag


def _followed(url: str, asked: Mapping[str, str], hosts: tuple[str, ...], open_: Open) -> Answer:
    """The answer behind redirects, which may lead to other places of the same host only."""
    host = urlsplit(url).netloc.casefold()
    for _ in range(_REDIRECTS):
        request = urllib.request.Request(url, headers={**asked, "User-Agent": _AGENT, "Accept-Encoding": "identity"})
        answer: Answer = open_(request, _TIMEOUT_S)
        if answer.status not in _MOVED:
            return answer
        answer.close()
        url = urljoin(url, answer.headers.get("Location", ""))
        check_address(url, hosts)
        if urlsplit(url).netloc.casefold() != host:
            raise _refused(url, tr("{host} leads to another host").format(host=host))
    raise _refused(url, tr("it leads on and on"))


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Redirects are answers like others here: ``_followed`` checks where they lead."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _open(request: urllib.request.Request, timeout: float) -> Any:
    """Send a request over TLS with the system's certificates; no other scheme has a handler."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPSHandler(context=ssl.create_default_context()),
        _NoRedirect(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    try:
        return opener.open(request, timeout=timeout)
    except urllib.error.HTTPError as error:
        return error


def _refused(url: str, why: str) -> ModelError:
    return ModelError(
        tr("{url} is not downloaded: {why}.").format(url=url, why=why),
        tr("Give an https address on an allowed host, or download it yourself and install the file."),
    )


def _too_large(url: str, size: int) -> ModelError:
    return _refused(url, tr("it is {size:.0f} GB large").format(size=size / 1e9))


class Broken(ModelError):
    """A download that broke off; what is here already is kept."""


def _broken(url: str, why: str) -> ModelError:
    return Broken(
        tr("The download from {url} did not end well: {why}.").format(url=url, why=why),
        tr("Try again: it goes on where it stopped."),
    )


@contextmanager
def _writing(cache: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WriteError(
            tr("{path} could not be written: {reason}.").format(
                path=cache, reason=error.strerror or type(error).__name__
            ),
            tr("Free some disk space there."),
        ) from error
