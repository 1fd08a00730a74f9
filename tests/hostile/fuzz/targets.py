"""What is fuzzed: each target takes bytes, and raises for anything but a refusal in the reader's own words."""

from __future__ import annotations

import hashlib
import io
import json
import struct
from collections.abc import Callable
from dataclasses import dataclass, replace

from qms_desktop.exchange import invitations, trusted_list
from qms_desktop.exchange.age import Keyring
from qms_desktop.exchange.archive import CHANGES, MANIFEST, Archive
from qms_desktop.exchange.container import Frame, Header, frame_of, signed_message
from qms_desktop.exchange.keys import DeviceKey
from qms_desktop.exchange.manifest import Manifest, SignedList
from qms_desktop.exchange.outcome import Parked, Rejected
from qms_desktop.exchange.reader import check_frame, open_bundle
from qms_desktop.journal.canonical import canonical
from qms_desktop.journal.chains import admit
from qms_desktop.journal.change import Change, Redaction
from qms_desktop.journal.fold import fold_record
from qms_desktop.journal.reader import _exact, read_line
from qms_desktop.journal.strict import Refused, read_json
from qms_desktop.models.catalogue import office_fields
from tests.exchange.forge import members_of
from tests.exchange.listing import CREATED
from tests.hostile.mutations.ground import Ground
from tests.hostile.mutations.insides import rezipped


@dataclass
class Target:
    """A reader under `run`; `seeds` are honest inputs; `mutate`, where there is one, knows what lies inside."""

    run: Callable[[bytes], None]
    seeds: list[bytes]
    mutate: Callable[[bytes, Callable[[bytes], bytes]], bytes] | None = None


def targets(ground: Ground) -> dict[str, Target]:
    """All of them, by name; honest inputs are taken from an honest bundle."""
    with _taken(ground.honest) as taken:
        header, _place = taken.header()
    zipped: list[bytes] = []
    ground.forge(lambda data: zipped.append(data) or data)
    members = members_of(zipped[0])
    opened = _Opened(ground.unit.key, header)
    return {
        "strict": Target(strict, [*ground.lines[:3], b'{"a":[1,null,"\\u044f"]}']),
        "line": Target(line, ground.lines[:6]),
        "header": Target(refusing(Header.from_bytes), [header.to_bytes()]),
        "manifest": Target(manifest, [members[MANIFEST]]),
        "archive": Target(archive, [zipped[0]]),
        "invitation": Target(_Invited(ground.office.key), [ground.invitation[12:-64]]),
        "trusted list": Target(trusted, [json.loads(ground.invitation[12:-64])["trusted"]["line"].encode()]),
        "frame": Target(frame, [ground.honest]),
        "bundle": Target(opened, [zipped[0]], inside),
    }


def strict(data: bytes) -> None:
    """What is read is what is written again, and is read the same."""
    try:
        value = read_json(data)
    except Refused:
        return
    assert read_json(canonical(value)) == value


def line(data: bytes) -> None:
    """The fast reader and the exact one agree; what is read can be folded."""
    read = _or_reason(read_line, data)
    assert read == _or_reason(_exact, data)
    if not isinstance(read, str):
        change = read.stand_in() if isinstance(read, Redaction) else read
        fold_record([change], office_fields(change.kind))


def _or_reason(read: Callable[[bytes], Change | Redaction], data: bytes) -> Change | Redaction | str:
    try:
        return read(data)
    except Refused as refused:
        return refused.reason_kind


def manifest(data: bytes) -> None:
    """What is read can be written and read again; lists come in their order then."""
    try:
        written = Manifest.from_bytes(data).to_bytes()
    except Rejected:
        return
    assert Manifest.from_bytes(written).to_bytes() == written


def archive(data: bytes) -> None:
    """Every member that is told can be unpacked, or is refused."""
    try:
        found = Archive(io.BytesIO(data), 0, len(data))
        for name, member in found.members.items():
            assert len(found.read(name, 2**24)) == member.size
    except Rejected:
        return


def frame(data: bytes) -> None:
    try:
        with _taken(data) as taken:
            check_frame(taken, None)
    except (Rejected, Parked):
        return


def refusing(read: Callable[[bytes], object]) -> Callable[[bytes], None]:
    """A target of a reader that only refuses."""

    def run(data: bytes) -> None:
        try:
            read(data)
        except Rejected:
            return

    return run


class _Invited:
    """What an invitation says, under a signature by the office; and the list of devices inside by itself."""

    def __init__(self, key: DeviceKey) -> None:
        self.key = key

    def __call__(self, data: bytes) -> None:
        before = invitations.MAGIC + struct.pack(">I", len(data)) + data
        for whole in (before + self.key.sign(invitations._message(before)), data):
            try:
                invitations.from_bytes(whole, CREATED)
            except Rejected:
                continue


def trusted(data: bytes) -> None:
    try:
        told = trusted_list.read(SignedList(data, "", b""))
    except Rejected:
        return
    assert trusted_list.read(trusted_list.signed(told, "", lambda _message: b"")) == told


class _Opened:
    """A whole bundle whose payload is these bytes, unlocked, under a good signature; its lines as a merge reads them."""

    def __init__(self, key: DeviceKey, header: Header) -> None:
        self.key, self.keyring = key, Keyring()
        self.header = replace(header, format=1, min_reader=1, encryption="none", recipients=())

    def __call__(self, data: bytes) -> None:
        if not data:
            return
        told = replace(self.header, payload_length=len(data), payload_sha256=hashlib.sha256(data).hexdigest())
        before = b"QMSB\r\n\x1a\n" + struct.pack(">I", len(told.to_bytes())) + told.to_bytes() + data
        try:
            with _taken(before + self.key.sign(signed_message(hashlib.sha256(before).digest()))) as taken:
                bundle = open_bundle(taken, *check_frame(taken, None), self.keyring)
                for each in bundle.manifest.attachments:
                    if each.enclosed:
                        bundle.blob(each.sha256, lambda _piece: None)
                admit(bundle.lines, all_or_none=True)
        except (Rejected, Parked):
            return


def inside(data: bytes, mutate: Callable[[bytes], bytes]) -> bytes:
    """One member changed, and the zip made anew around it; else the zip itself."""
    try:
        members = members_of(data)
        name = (CHANGES, MANIFEST, *members)[len(data) % (2 + len(members))]
        return rezipped(**{name: mutate})(data)
    except Exception:  # noqa: BLE001 this zip cannot be taken apart any more
        return mutate(data)


def _taken(data: bytes) -> Frame:
    return frame_of([data])
