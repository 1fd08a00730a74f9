"""How large a bundle and its parts may be: far above honest use, far below what would choke an office PC."""

MIB = 1024 * 1024

FILE = 200 * MIB
HEADER = 64 * 1024
INFLATED = 500 * MIB
CHANGES = 128 * MIB
LINES = 400_000
LINE = 1 * MIB
MANIFEST = 4 * MIB
MEMBERS = 10_000
ATTACHMENT = 10 * MIB
"""One attached file."""
ATTACHMENTS = 100 * MIB
"""The attached files in one bundle together."""
FORWARDED = 80 * MIB
"""The bundles of others that one bundle passes on unopened, together."""
FORWARDED_FILES = 200
FORWARDED_DEEP = 3
"""So many hands may pass a bundle on, each inside another."""
IN_MEMORY = 16 * MIB
"""A larger file is kept on disk while it is read."""
CHUNK = 1 * MIB
AGE_HEADER = 64 * 1024
RECIPIENTS = 500
"""Receiving keys that one bundle is locked for."""
