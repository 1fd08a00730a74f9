"""The journal's own tables, as SQLAlchemy Core sees them; their definition is the frozen SQL in `migrations/`."""

from sqlalchemy import Column, MetaData, Table

from qms_desktop.store.columns import Bytes, Letters, Number

metadata = MetaData()

setting = Table("setting", metadata, Column("name", Letters, primary_key=True), Column("value", Letters))

chain = Table(
    "chain", metadata,
    Column("row", Number, primary_key=True), Column("device", Letters), Column("unit", Letters),
)  # fmt: skip

record = Table(
    "record", metadata,
    Column("row", Number, primary_key=True), Column("unit", Letters), Column("kind", Letters), Column("id", Letters),
    Column("gone", Number), Column("flagged", Number), Column("conflicts", Number),
    Column("proposals", Number), Column("refused", Letters), Column("changed", Number),
)  # fmt: skip

change = Table(
    "change", metadata,
    Column("row", Number, primary_key=True), Column("id", Bytes), Column("record", Number),
    Column("chain", Number), Column("seq", Number), Column("line", Bytes),
)  # fmt: skip

redaction = Table(
    "redaction", metadata,
    Column("id", Bytes, primary_key=True), Column("line", Bytes),
    Column("device", Letters), Column("signature", Bytes),
)  # fmt: skip

head = Table(
    "head", metadata,
    Column("chain", Number, primary_key=True), Column("seq", Number),
    Column("change", Bytes, primary_key=True), Column("signature", Bytes),
)  # fmt: skip

device = Table(
    "device", metadata,
    Column("device", Letters, primary_key=True), Column("public_key", Bytes), Column("unit", Letters),
    Column("role", Letters), Column("state", Letters), Column("since", Letters), Column("receiving_key", Bytes),
    Column("scope", Letters), Column("upto", Letters),
)  # fmt: skip

invitation = Table(
    "invitation", metadata,
    Column("id", Letters, primary_key=True), Column("unit", Letters), Column("role", Letters), Column("secret", Bytes),
    Column("created", Letters), Column("expires", Letters), Column("state", Letters), Column("device", Letters),
)  # fmt: skip

held = Table(
    "held", metadata,
    Column("device", Letters, primary_key=True), Column("number", Number), Column("hashes", Letters),
)  # fmt: skip

draft = Table(
    "draft", metadata,
    Column("kind", Letters, primary_key=True), Column("record", Letters, primary_key=True),
    Column("unit", Letters, primary_key=True), Column("field", Letters, primary_key=True),
    Column("device", Letters, primary_key=True), Column("value", Letters), Column("base", Number), Column("at", Letters),
)  # fmt: skip

bundle = Table(
    "bundle", metadata,
    Column("bundle", Letters, primary_key=True), Column("direction", Letters), Column("unit", Letters),
    Column("device", Letters), Column("at", Letters), Column("status", Letters), Column("reason", Letters),
    Column("file", Letters), Column("counts", Letters), Column("sha256", Letters),
)  # fmt: skip

attachment = Table(
    "attachment", metadata,
    Column("sha256", Letters, primary_key=True), Column("size", Number), Column("name", Letters), Column("at", Letters),
)  # fmt: skip

file = Table(
    "file", metadata,
    Column("area", Letters, primary_key=True), Column("name", Letters, primary_key=True),
    Column("part", Number, primary_key=True), Column("data", Bytes),
)  # fmt: skip
"""Files of a store that has no folder (see `shelves`)."""
