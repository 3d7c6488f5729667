"""Publishers' keys and signatures: Ed25519 (RFC 8032) over the bytes of a package's manifest.

The manifest names every file with its hash, so that one signature covers the package. It is the plain signature of
the file ``configs/manifest.sha256``: anybody can check it without MedView.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from medview.catalog.manifest import MANIFEST, SIGNATURE
from medview.core.errors import ModelError, WriteError
from medview.core.files import write_whole
from medview.core.strict_json import NotStrict, read_object
from medview.core.text import tr

_ALGORITHM = "ed25519"
_KEY_BYTES, _SIGNATURE_BYTES = 32, 64
_MOST_BYTES = 4096
"""Files of keys and signatures are small; larger ones are something else."""


@dataclass(frozen=True)
class Publisher:
    """Who signs packages.

    Args:
        name: For people, as the publisher calls itself.
        public_key: The Ed25519 public key, base64.
    """

    name: str
    public_key: str

    @property
    def key_id(self) -> str:
        """Short name of the key: the beginning of its sha256, hexadecimal."""
        return hashlib.sha256(_decoded(self.public_key, _KEY_BYTES)).hexdigest()[:32]


@dataclass(frozen=True)
class SignatureFile:
    """What ``configs/manifest.sig`` says.

    Args:
        publisher: Who says to have signed, with the key to check it by.
        signature: The Ed25519 signature of the manifest, base64.
    """

    publisher: Publisher
    signature: str

    def is_right(self, folder: Path) -> bool:
        """Whether it is the key's signature of the folder's manifest."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        key = Ed25519PublicKey.from_public_bytes(_decoded(self.publisher.public_key, _KEY_BYTES))
        try:
            key.verify(_decoded(self.signature, _SIGNATURE_BYTES), (folder / MANIFEST).read_bytes())
        except (InvalidSignature, OSError):
            return False
        return True


def make_key(name: str, path: Path) -> Publisher:
    """Make a key to sign with: the secret one at ``path``, readable by its owner only; the public one at ``path.pub``.

    Raises:
        WriteError: One of the files is there already, or cannot be written.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public = public_path(path)
    for file in (path, public):
        if file.exists():
            raise WriteError(
                tr("{path} is there already, and keys are never written over.").format(path=file),
                tr("Choose another name."),
            )
    secret = Ed25519PrivateKey.generate()
    publisher = Publisher(name, _encoded(secret.public_key().public_bytes_raw()))
    _write_secret(path, _key_json(publisher) | {"secret_key": _encoded(secret.private_bytes_raw())})
    write_whole(public, _text(_key_json(publisher)))
    return publisher


def public_path(secret: Path) -> Path:
    """Where the public part of a key is written."""
    return secret.with_name(f"{secret.name}.pub")


def read_publisher(path: Path) -> Publisher:
    """Read the public part of a key.

    Raises:
        ModelError: The file holds none.
    """
    return _publisher(_read(path), path)


def sign(folder: Path, key: Path) -> SignatureFile:
    """Sign a package whose manifest is written.

    Args:
        folder: The package.
        key: File of the secret key.

    Raises:
        ModelError: The key cannot be read, or the package has no manifest.
        WriteError: The signature cannot be written.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    data = _read(key)
    if "secret_key" not in data:
        raise _unreadable(key, tr("it holds no secret key; sign with the file keygen wrote, not with its .pub"))
    try:
        secret = Ed25519PrivateKey.from_private_bytes(_decoded(data["secret_key"], _KEY_BYTES))
        manifest = (folder / MANIFEST).read_bytes()
    except (OSError, ValueError) as error:
        raise _unreadable(key if isinstance(error, ValueError) else folder / MANIFEST, str(error)) from error
    publisher = Publisher(_publisher(data, key).name, _encoded(secret.public_key().public_bytes_raw()))
    signed = SignatureFile(publisher, _encoded(secret.sign(manifest)))
    write_whole(folder / SIGNATURE, _text(_signature_json(signed)))
    return signed


def read_signature(folder: Path) -> SignatureFile | None:
    """The signature that came with a package, not yet checked; None where none did.

    Raises:
        ModelError: The file is no signature.
    """
    path = folder / SIGNATURE
    if not path.is_file():
        return None
    data = _read(path)
    publisher = _publisher(data, path)
    try:
        _decoded(data.get("signature"), _SIGNATURE_BYTES)
    except ValueError as error:
        raise _unreadable(path, tr("its signature is not one")) from error
    if data.get("key") != publisher.key_id:
        raise _unreadable(path, tr("its key and its identifier of the key differ"))
    return SignatureFile(publisher, data["signature"])


def _publisher(data: dict[str, Any], path: Path) -> Publisher:
    name, key = data.get("publisher"), data.get("public_key")
    try:
        _decoded(key, _KEY_BYTES)
    except ValueError as error:
        raise _unreadable(path, tr("it holds no Ed25519 key")) from error
    if data.get("algorithm") != _ALGORITHM or not isinstance(name, str) or not name.strip() or not name.isprintable():
        raise _unreadable(path, tr("it does not name its publisher and algorithm"))
    return Publisher(name, str(key))


def _read(path: Path) -> dict[str, Any]:
    try:
        return read_object(path, most=_MOST_BYTES)
    except OSError as error:
        raise _unreadable(path, error.strerror or type(error).__name__) from error
    except NotStrict as error:
        raise _unreadable(path, tr("it is not the JSON MedView writes ({why})").format(why=error)) from error


def _unreadable(path: Path, why: str) -> ModelError:
    return ModelError(
        tr("{file} is no key or signature: {why}.").format(file=path.name, why=why),
        tr("Ask the publisher for the file that medview models keygen or sign wrote."),
    )


def _key_json(publisher: Publisher) -> dict[str, Any]:
    return {"format": 1, "algorithm": _ALGORITHM, "key": publisher.key_id, **_named(publisher)}


def _signature_json(signed: SignatureFile) -> dict[str, Any]:
    return _key_json(signed.publisher) | {"signature": signed.signature}


def _named(publisher: Publisher) -> dict[str, str]:
    data = asdict(publisher)
    return {"publisher": data["name"], "public_key": data["public_key"]}


def _write_secret(path: Path, data: dict[str, Any]) -> None:
    """Write a file nobody else may read, from its first byte on."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(_text(data))
    except OSError as error:
        raise WriteError(
            tr("{path} could not be written: {reason}.").format(
                path=path, reason=error.strerror or type(error).__name__
            ),
            tr("Choose a folder you may write to."),
        ) from error


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _decoded(text: Any, length: int) -> bytes:
    """The bytes of a base64 text.

    Raises:
        ValueError: It is none, or of another length.
    """
    if not isinstance(text, str):
        raise ValueError("no base64 text")  # noqa: TRY004 (one error for all that is wrong with it)
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
    if len(raw) != length:
        raise ValueError(f"{len(raw)} bytes instead of {length}")
    return raw
