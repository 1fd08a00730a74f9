"""Files that are no bundles at all: what they look like, and what to do with them instead."""

from __future__ import annotations

from qms_desktop.core.messages import Message, _

_ZIP, _OLD_OFFICE, _PDF, _INVITATION = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"QMSI"


def what_it_is(start: bytes) -> Message:
    """A sentence for a file that begins with these bytes."""
    if not start:
        return _("The file is empty: it was not copied to its end. Copy it again, or ask for it to be sent again.")
    if start.startswith(_ZIP) and b"xl/" in start:
        return _("This is an Excel workbook, not a bundle. Import it from the table it belongs to.")
    if start.startswith(_ZIP) and b"word/" in start:
        return _("This is a Word document, not a bundle. Import it from the table it belongs to.")
    if start.startswith(_ZIP):
        return _("This is an archive or an office document, not a bundle. Choose the .qmsb file itself.")
    if start.startswith(_OLD_OFFICE):
        return _("This is an old Word or Excel file, not a bundle. Save it as .docx or .xlsx and import it there.")
    if start.startswith(_PDF):
        return _("This is a PDF, not a bundle. A scan of a signed sheet is filed among the attachments.")
    if start.startswith(_INVITATION):
        return _("This is an invitation, not a bundle. Open it with “Join”.")
    return _("This is not a bundle of this program. Choose a file that ends in .qmsb.")
