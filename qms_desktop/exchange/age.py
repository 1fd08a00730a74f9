"""age (age-encryption.org/v1) as the exchange uses it: receiving keys, and payloads locked for several of them.

Only X25519 keys are made and tried. `pyrage` and `cryptography` are imported when they are first needed.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import IO, Any, Protocol

from qms_desktop.exchange import limits
from qms_desktop.exchange.signatures import KEY_BYTES

_PUBLIC, _SECRET = "age", "age-secret-key-"
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_STANZA, _END = b"\n-> ", b"\n--- "
_NONE_FITS = "No matching keys found"


class NoKey(Exception):
    """None of the keys opens the payload."""


class Altered(Exception):
    """The payload is not one that `encrypt` made: damaged, cut short, longer, or of another sort."""


def public_of(secret: bytes) -> bytes:
    """The public half of a receiving key."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def is_usable(public_key: bytes) -> bool:
    """Whether something can be locked for the key; not for one of the points that make every secret zero."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    if len(public_key) != KEY_BYTES:
        return False
    try:
        X25519PrivateKey.generate().exchange(X25519PublicKey.from_public_bytes(public_key))
    except ValueError:
        return False
    return True


def key_id(public_key: bytes) -> str:
    """How a header names a receiving key."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def derive_receiving_key(secret: bytes, invitation: str) -> bytes:
    """The private receiving key of everybody who joined by an invitation: from its secret and its id."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, None, b"qms-receiving-1\n" + invitation.encode()).derive(secret)


def public_text(public_key: bytes) -> str:
    """A public key in age's notation: `age1…`."""
    return _bech32(_PUBLIC, public_key)


def secret_text(secret: bytes) -> str:
    """A private key in age's notation, as `age -d -i` takes it: `AGE-SECRET-KEY-1…`."""
    return _bech32(_SECRET, secret).upper()


def secret_from(text: str) -> bytes:
    """The private key that `secret_text` wrote; ValueError for anything else."""
    prefix, _one, letters = text.lower().rpartition("1")
    number = 0
    for letter in letters[:-6]:
        number = number << 5 | _LETTERS.index(letter)
    secret = (number >> 5 * len(letters[:-6]) - 8 * KEY_BYTES).to_bytes(KEY_BYTES) if len(letters) == 58 else b""
    if prefix != _SECRET or text != secret_text(secret):
        raise ValueError("not a private key in age's notation")
    return secret


def _bech32(prefix: str, data: bytes) -> str:
    """BIP 173: five bits a letter, and six letters that check the rest."""
    bits = len(data) * 8
    number, length = int.from_bytes(data) << -bits % 5, -(-bits // 5)
    values = [number >> 5 * place & 31 for place in reversed(range(length))]
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = 1
    for value in [*expanded, *values, 0, 0, 0, 0, 0, 0]:
        top, check = check >> 25, (check & 0x1FFFFFF) << 5 ^ value
        for place, mask in enumerate(_GENERATOR):
            check ^= mask if top >> place & 1 else 0
    sums = [(check ^ 1) >> 5 * place & 31 for place in reversed(range(6))]
    return f"{prefix}1" + "".join(_LETTERS[value] for value in values + sums)


class Keyring:
    """The private receiving keys with which a PC opens what is locked for it.

    `own` are those that others may lock for: the device's own, and the one derived from its invitation. `also` only
    open what was locked before: an earlier device's, an imported key backup's.
    """

    def __init__(self, own: Sequence[bytes] = (), also: Sequence[bytes] = ()) -> None:
        self._own, self._also = tuple(own), tuple(also)

    @cached_property
    def public_keys(self) -> tuple[bytes, ...]:
        """The public halves of its own keys."""
        return tuple(map(public_of, self._own))

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all keys that it opens with."""
        return frozenset(key_id(key) for key in (*self.public_keys, *map(public_of, self._also)))

    @cached_property
    def _identities(self) -> list[Any]:
        from pyrage import x25519

        return [x25519.Identity.from_str(secret_text(secret)) for secret in (*self._own, *self._also)]


def encrypt(plain: IO[bytes], locked: IO[bytes], public_keys: Iterable[bytes]) -> None:
    """Lock what `plain` holds for the holders of any of these keys, each of which is usable."""
    import pyrage

    recipients = [pyrage.x25519.Recipient.from_str(public_text(key)) for key in sorted(set(public_keys))]
    writer = _Told(locked)
    try:
        pyrage.encrypt_io(plain, writer, recipients)
    except (OSError, pyrage.EncryptError) as problem:
        raise writer.problem or problem from None


class Readable(Protocol):
    """What can be read from its first byte to its last."""

    def read(self, length: int, /) -> bytes: ...


def decrypt(locked: Readable, plain: IO[bytes], keyring: Keyring) -> None:
    """Open a payload piece by piece; NoKey or Altered (what has been written by then is to be thrown away).

    The header is bounded first: rage's time grows with the square of the stanzas in it.
    """
    import pyrage

    head = locked.read(limits.AGE_HEADER)
    end = head.find(_END)
    if end < 0 or head.count(_STANZA, 0, end) > limits.RECIPIENTS:
        raise Altered
    reader, writer = _Told(locked, head), _Told(plain)
    try:
        pyrage.decrypt_io(reader, writer, keyring._identities)
    except (OSError, pyrage.DecryptError) as problem:
        if told := reader.problem or writer.problem:
            raise told from None
        if str(problem) == _NONE_FITS:
            raise NoKey from None
        raise Altered from None


class _Told:
    """A file whose own error is remembered: pyrage passes it on as text, or as an error of the encryption."""

    def __init__(self, file: Any, ahead: bytes = b"") -> None:
        self._file, self._ahead = file, io.BytesIO(ahead)
        self.problem: OSError | None = None

    def read(self, length: int) -> bytes:
        return self._ahead.read(length) or self._noting(self._file.read, length)

    def write(self, data: bytes) -> int:
        return self._noting(self._file.write, data)

    def flush(self) -> None:
        self._noting(self._file.flush)

    def _noting(self, do: Any, *given: Any) -> Any:
        try:
            return do(*given)
        except OSError as problem:
            self.problem = problem
            raise
