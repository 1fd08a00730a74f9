"""F26, F27: archives that lie about themselves, signed by a device that is believed."""

import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest

from qms_desktop.exchange import limits

from .forge import change, forge, members_of, zipped


@pytest.fixture
def rejected(office, unit, stick):
    """Check that a bundle whose zip was made over is rejected, and the store left alone."""

    def check(rewrite):
        path = forge(stick / "a.qmsb", unit, [change(unit)], rewrite=rewrite)
        before = office.state()
        result = office.one(path)
        assert result.status == "rejected"
        assert result.reason is not None
        assert office.state() == before
        return result.reason.text("en")

    return check


NAMES = [
    "../evil.txt", "/etc/passwd", "C:\\evil.txt", "..\\evil.txt", "blobs/../../evil", "blobs/", "CON", "NUL.txt",
    "blobs/con", "manifest.json/", "MANIFEST.JSON", "blobs/" + "A" * 64, "blobs/" + "a" * 63, "ү",
    "blobs/" + "a" * 64 + "/x", "",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_F27_names_that_are_not_ours(rejected, name):
    rejected(lambda data: zipped([*members_of(data).items(), (name, b"x")]))


def test_F26_repeated_names(rejected):
    def rewrite(data):
        with pytest.warns(UserWarning, match="Duplicate name"):
            return zipped([*members_of(data).items(), ("changes.jsonl", b"x\n")])

    assert "does not put there" in rejected(rewrite)


def test_F26_a_missing_member(rejected):
    rejected(lambda data: zipped({"manifest.json": members_of(data)["manifest.json"]}))
    rejected(lambda data: zipped({}))
    rejected(lambda data: b"")
    rejected(lambda data: b"PK\5\6" + bytes(18))


def test_F26_an_extra_blob_that_the_manifest_does_not_name(rejected):
    rejected(lambda data: zipped([*members_of(data).items(), ("blobs/" + "a" * 64, b"x")]))


def test_F26_bytes_before_between_and_after(rejected):
    rejected(lambda data: b"x" + data)
    rejected(lambda data: data + b"x")
    end = zipfile.ZipFile

    def between(data):
        """A hole before the directory, where another archive could lie."""
        with end(io.BytesIO(data)) as archive:
            start = archive.start_dir
        moved = data[:start] + b"hidden" + data[start:]
        return moved[:-6] + struct.pack("<L", start + 6) + moved[-2:]

    rejected(between)


def test_F26_overlapping_members(rejected):
    """Two names over one stretch of data, as in the densest bombs."""

    def rewrite(data):
        name = "blobs/" + "a" * 64
        other = zipped([*members_of(data).items(), (name, b"")])
        place = other.rindex(b"PK\1\2")
        return other[: place + 42] + struct.pack("<L", 0) + other[place + 46 :]

    rejected(rewrite)


def bomb(told):
    """A changes.jsonl that unpacks to 300 MB, whatever its headers tell."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(bytes(limits.MIB)) for _ in range(300)) + packer.flush()

    def rewrite(data):
        manifest = members_of(data)["manifest.json"]
        out = io.BytesIO()
        directory = b""
        entries = [("changes.jsonl", 8, packed, told, 0), ("manifest.json", 0, manifest, len(manifest), zlib.crc32(manifest))]
        for name, method, body, size, crc in entries:
            header = out.tell()
            common = (20, 0, method, 0, 0x21, crc, len(body), size, len(name), 0)
            out.write(struct.pack("<4s5H3L2H", b"PK\3\4", *common) + name.encode() + body)
            directory += struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *common, 0, 0, 0, 0, header) + name.encode()
        start = out.tell()
        end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, len(directory), start, 0)
        return out.getvalue() + directory + end

    return rewrite


@pytest.mark.parametrize("told", [300 * limits.MIB, 600 * limits.MIB, 1000])
def test_F26_a_bomb_stops_at_the_limit(rejected, told):
    rewrite = bomb(told)
    tracemalloc.start()
    try:
        rejected(rewrite)
        assert tracemalloc.get_traced_memory()[1] < 60 * limits.MIB
    finally:
        tracemalloc.stop()


def test_F26_too_many_members(rejected, monkeypatch):
    monkeypatch.setattr(limits, "MEMBERS", 1)
    rejected(lambda data: data)


@pytest.mark.parametrize(("place", "value"), [(6, 1), (6, 8), (8, 12), (8, 14), (28, 4)])
def test_F26_encrypted_streamed_or_otherwise_packed(rejected, place, value):
    """Flags, methods and extra fields that this program never writes, in the local headers."""

    def rewrite(data):
        return data[:place] + struct.pack("<H", value) + data[place + 2 :]

    rejected(rewrite)


def test_F26_local_and_central_headers_that_differ(rejected):
    rejected(lambda data: data.replace(b"changes.jsonl", b"changes.jsonX", 1))


def test_F26_a_body_that_is_shorter_or_spoilt(rejected):
    def spoilt(data):
        place = data.index(b"changes.jsonl") + 20
        return data[:place] + bytes([data[place] ^ 255]) + data[place + 1 :]

    rejected(spoilt)


def test_hostile_manifests(rejected):
    def manifest(text):
        return lambda data: zipped(members_of(data) | {"manifest.json": text})

    for text in (b"", b"[]", b"{}", b"null", b"[" * 9 + b"]" * 9, b'{"bundle":1}', b'{"a":NaN}', b"\xff"):
        rejected(manifest(text))
