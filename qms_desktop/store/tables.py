"""The journal's own tables, as SQLAlchemy Core sees them; their definition is the frozen SQL in `migrations/`."""

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

setting = Table("setting", metadata, Column("name", Text, primary_key=True), Column("value", Text))

chain = Table(
    "chain", metadata,
    Column("row", Integer, primary_key=True), Column("device", Text), Column("unit", Text),
)  # fmt: skip

record = Table(
    "record", metadata,
    Column("row", Integer, primary_key=True), Column("unit", Text), Column("kind", Text), Column("id", Text),
    Column("gone", Integer), Column("flagged", Integer), Column("conflicts", Integer),
    Column("proposals", Integer), Column("refused", Text), Column("changed", Integer),
)  # fmt: skip

change = Table(
    "change", metadata,
    Column("row", Integer, primary_key=True), Column("id", LargeBinary), Column("record", Integer),
    Column("chain", Integer), Column("seq", Integer), Column("line", LargeBinary),
)  # fmt: skip

redaction = Table(
    "redaction", metadata,
    Column("id", LargeBinary, primary_key=True), Column("line", LargeBinary),
    Column("device", Text), Column("signature", LargeBinary),
)  # fmt: skip

head = Table(
    "head", metadata,
    Column("chain", Integer, primary_key=True), Column("seq", Integer),
    Column("change", LargeBinary, primary_key=True), Column("signature", LargeBinary),
)  # fmt: skip

device = Table(
    "device", metadata,
    Column("device", Text, primary_key=True), Column("public_key", LargeBinary), Column("unit", Text),
    Column("role", Text), Column("state", Text), Column("since", Text), Column("receiving_key", LargeBinary),
    Column("scope", Text), Column("upto", Text),
)  # fmt: skip

invitation = Table(
    "invitation", metadata,
    Column("id", Text, primary_key=True), Column("unit", Text), Column("role", Text), Column("secret", LargeBinary),
    Column("created", Text), Column("expires", Text), Column("state", Text), Column("device", Text),
)  # fmt: skip

held = Table(
    "held", metadata,
    Column("device", Text, primary_key=True), Column("number", Integer), Column("hashes", Text),
)  # fmt: skip

draft = Table(
    "draft", metadata,
    Column("kind", Text, primary_key=True), Column("record", Text, primary_key=True),
    Column("unit", Text, primary_key=True), Column("field", Text, primary_key=True),
    Column("value", Text), Column("base", Integer), Column("at", Text),
)  # fmt: skip

bundle = Table(
    "bundle", metadata,
    Column("bundle", Text, primary_key=True), Column("direction", Text), Column("unit", Text),
    Column("device", Text), Column("at", Text), Column("status", Text), Column("reason", Text),
    Column("file", Text), Column("counts", Text), Column("sha256", Text),
)  # fmt: skip

attachment = Table(
    "attachment", metadata,
    Column("sha256", Text, primary_key=True), Column("size", Integer), Column("name", Text), Column("at", Text),
)  # fmt: skip
