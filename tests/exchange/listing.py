"""Trusted lists and invitations made by hand, for the tests of their formats."""

from dataclasses import replace

from qms_desktop.exchange import trusted_list
from qms_desktop.exchange.invitations import CarriedList, Invitation, InvitedUnit, new_secret
from qms_desktop.exchange.trusted_list import Listed, TrustedList
from qms_desktop.exchange.typed_json import Hex

from .office import PROFILE

CREATED, EXPIRES = "2026-11-20T10:00:00Z", "2027-05-19T10:00:00Z"


def listed(key, unit="office", role="office", **given):
    told = {"state": "trusted", "scope": None, "upto": None} | given
    return Listed(key.device, Hex(key.public_key), Hex(key.receiving_key), unit, role, **told)


def listing(*devices, epoch=1, number=1, recovery=None, institution="generic"):
    return TrustedList(institution, epoch, number, recovery, tuple(sorted(devices, key=lambda d: d.device)))


def signed_by(key, told):
    return trusted_list.signed(told, key.device, key.sign)


def an_invitation(key, told=None, **given):
    """An invitation of the office with this key, and nobody else listed."""
    signed = signed_by(key, told or listing(listed(key)))
    name, secret = new_secret()
    made = Invitation(
        name, "generic", dict(PROFILE.data), InvitedUnit("КМТ", {"ky": "Кафедра"}, "department", None), "department", (),
        "ky", secret, CREATED, EXPIRES, Hex(key.public_key),
        CarriedList(signed.line.decode(), signed.signer, Hex(signed.signature)),
    )  # fmt: skip
    return replace(made, **given)
