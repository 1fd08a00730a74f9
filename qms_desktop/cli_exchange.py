"""The commands of the exchange that let computers in: invitations, devices, keys, who works here."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from typing import Any

from qms_desktop.cli_commands import Declare
from qms_desktop.cli_options import a_file, add_common_options, language_from_environment, store_place
from qms_desktop.cli_store import workspace
from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _, choose_language

PASSPHRASE = "QMS_PASSPHRASE"
"""The variable that holds a passphrase for scripts. It never stands on a command line, where others could see it."""


def declare(command: Declare) -> None:
    """Add these commands to the parser."""
    sub = command("invite", _invite, "office: write invitation files, one a unit")
    sub.add_argument("codes", nargs="*", metavar="CODE")
    sub.add_argument("--out", required=True, type=a_file, metavar="DIR")
    sub.add_argument("--all", action="store_true", help="every unit but the university itself and the QA office")
    sub.add_argument("--role", choices=("department", "auditor", "reader"), default="department")
    sub.set_defaults(wrong_usage=sub.error)

    sub = command("join", _join, "make a store from an invitation")
    sub.add_argument("file", type=a_file, metavar="FILE.qmsi")
    sub.add_argument("--person", required=True, metavar="NAME")
    sub.add_argument("--position", required=True, metavar="TEXT")

    command("invitations", _invitations, "office: the invitations, and who came by them")
    sub = command("withdraw", _withdraw, "office: let nobody in by an invitation any more")
    sub.add_argument("invitation", metavar="ID")

    command("devices", _devices, "the computers known here, with the digits that are compared by phone")
    sub = command("confirm", _confirm, "believe a computer whose digits were compared, and take in what waited for it")
    sub.add_argument("device", metavar="DEVICE")
    sub = command("revoke", _revoke, "believe a computer no more: it was lost, or somebody left with it")
    sub.add_argument("device", metavar="DEVICE")

    command("waiting", _waiting, "the files that wait for a person")
    sub = command("take", _take, "office: take in a file that waits since a computer was revoked")
    sub.add_argument("file", metavar="SHA256")
    sub = command("dismiss", _dismiss, "have nothing to do with a file that waits")
    sub.add_argument("file", metavar="SHA256")

    keys = command("keys", _keys_usage, "office: the backup of its keys")
    actions = keys.add_subparsers(metavar="backup|restore", required=True)
    sub = actions.add_parser("backup", help="write the office's keys to a file, under a passphrase")
    add_common_options(sub)
    sub.set_defaults(run=_keys_backup)
    sub.add_argument("file", type=a_file, metavar="FILE.qmsk")
    sub = actions.add_parser("restore", help="make this computer the office's by a key backup")
    add_common_options(sub)
    sub.set_defaults(run=_keys_restore)
    sub.add_argument("file", type=a_file, metavar="FILE.qmsk")
    sub.add_argument("--lost", action="store_true", help="somebody else may have the old computer: revoke it")

    sub = command("person", _person, "who works here from now on")
    sub.add_argument("name", metavar="NAME")
    sub.add_argument("position", metavar="POSITION")


def _invite(options: Namespace) -> Any:
    from qms_desktop.services import enrolment

    if not options.codes and not options.all:
        options.wrong_usage("name the units to invite, or --all")
    with workspace(options) as ws:
        written = enrolment.invite(ws, options.codes, options.out, everyone=options.all, role=options.role)
        return [each.as_json() for each in written]


def _join(options: Namespace) -> Any:
    from qms_desktop.services import joining
    from qms_desktop.store.addresses import exists

    place = store_place(options)
    if exists(place):
        with workspace(options) as ws:
            joining.join_again(ws, options.file)
            return _made(place, ws)
    language = options.lang or language_from_environment()
    with joining.join(place, options.file, person=options.person, position=options.position, language=language) as ws:
        choose_language(ws.language)
        return _made(place, ws)


def _made(place: Any, ws: Any) -> dict[str, str]:
    return {
        "store": str(place), "institution": ws.profile.key, "role": ws.role, "unit": ws.unit, "device": ws.key.device,
    }  # fmt: skip


def _invitations(options: Namespace) -> Any:
    from qms_desktop.services import enrolment

    with workspace(options) as ws:
        return enrolment.invitations(ws)


def _withdraw(options: Namespace) -> Any:
    from qms_desktop.services import enrolment

    with workspace(options) as ws:
        return enrolment.withdraw(ws, options.invitation)


def _devices(options: Namespace) -> Any:
    from qms_desktop.services import enrolment

    with workspace(options) as ws:
        return [device.as_json() for device in enrolment.devices(ws)]


def _confirm(options: Namespace) -> Any:
    from qms_desktop.services import enrolment, exchanging

    with workspace(options) as ws:
        received = exchanging.confirm_device(ws, enrolment.find_device(ws, options.device))
        return [outcome.as_json(ws.language) for outcome in received.outcomes]


def _revoke(options: Namespace) -> Any:
    from qms_desktop.services import enrolment

    with workspace(options) as ws:
        return enrolment.revoke(ws, options.device).as_json()


def _waiting(options: Namespace) -> Any:
    from qms_desktop.services import exchanging

    with workspace(options) as ws:
        return [each.as_json(ws.language) for each in exchanging.waiting_files(ws)]


def _take(options: Namespace) -> Any:
    from qms_desktop.services import exchanging

    with workspace(options) as ws:
        received = exchanging.accept_waiting(ws, options.file)
        return [outcome.as_json(ws.language) for outcome in received.outcomes]


def _dismiss(options: Namespace) -> Any:
    from qms_desktop.services import exchanging

    with workspace(options) as ws:
        exchanging.dismiss_waiting(ws, options.file)
        return [each.as_json(ws.language) for each in exchanging.waiting_files(ws)]


def _person(options: Namespace) -> Any:
    from qms_desktop.services import setup

    with workspace(options) as ws:
        setup.change_person(ws, options.name, options.position)
        return setup.who_works_here(ws)


def _keys_usage(_options: Namespace) -> Any:
    raise AssertionError("argparse asks for backup or restore")


def _keys_backup(options: Namespace) -> Any:
    from qms_desktop.services import key_backup

    with workspace(options) as ws:
        return key_backup.back_up(ws, options.file, _passphrase(twice=True))


def _keys_restore(options: Namespace) -> Any:
    from qms_desktop.services import key_backup

    with workspace(options) as ws:
        return key_backup.restore(ws, options.file, _passphrase(twice=False), lost=options.lost)


def _passphrase(*, twice: bool) -> str:
    """From the environment for scripts, else asked for on the terminal, unseen."""
    named = os.environ.get(PASSPHRASE)
    if named is not None:
        return named
    if not sys.stdin.isatty():
        raise UserError(_("A passphrase is needed."), _("Write it when asked, or put it into {name}.", name=PASSPHRASE))
    first, again = _("Passphrase"), _("The passphrase once more")
    given = getpass.getpass(f"{first}: ")
    if twice and getpass.getpass(f"{again}: ") != given:
        raise UserError(_("The two are not the same."), _("Do it again."))
    return given
