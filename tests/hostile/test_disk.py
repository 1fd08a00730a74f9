"""F21, F22, F23 and P08: disks that fail, fill up and lose their power, under the real program.

Here at some of the places that differ; `make soak-disk` goes through all of them.
"""

import contextlib

from qms_desktop.core.errors import UserError

from . import disk
from .disk import Fails, Full, PowerCut
from .jobs import Restore, Save
from .sweeps import PAGE, Sweep, cut_power, events_of, fail, telling

PLACES = 5


def test_F21_power_cut_loses_unsynced_writes(job, figures):
    """The old state or a new one, whatever of the unsynced writes has reached the disk; done means durable."""
    events = events_of(job)
    sweep = Sweep()
    cut_power(job, [(n, n if n % 2 else None) for n in telling(events, PLACES, 21)], sweep)
    assert sweep.told == PLACES
    cut_power(job, [(len(events) * 2, None)], sweep)
    assert sweep.ended["new"] + sweep.ended["sound"] > 0
    figures(power_cuts=sweep.places)
    figures(power_cuts=sweep.places)


def test_F22_disk_full_at_every_page(job, figures):
    """Told that the disk is full, everything as before."""
    job.reset()
    with disk.on(job.site.place) as sound:
        job.do()
    rooms = range(0, sound.most, max(PAGE, sound.most // PLACES // PAGE * PAGE))
    sweep = Sweep()
    for told in fail(job, map(Full, rooms), sweep):
        assert "full" in str(told)
    assert sweep.told == sweep.places == len(rooms) > 0
    figures(full_disks=sweep.places)
    figures(full_disks=sweep.places)


def test_F23_nth_write_sync_delete_fails(job, figures):
    """Once, as a bad block does, or from there on, as a pulled stick: a sentence, and everything as before."""
    sweep = Sweep()
    for told in fail(job, [Fails(n, lasting=n % 2 == 0) for n in telling(events_of(job), PLACES, 23)], sweep):
        assert told.message
    assert sweep.told > PLACES // 2
    figures(failing_disks=sweep.places)
    figures(failing_writes=sweep.places)


def test_F18_a_backup_is_put_in_the_place_of_a_store_that_was_left_half_written(site):
    """The journal that the crash left belongs to the store that goes, and must not be rolled back into the one that comes."""
    job = Save(site)
    restored = Restore(site).passes[-1]
    last = max(e.number for e in events_of(job) if e.kind == "write" and e.path.endswith("store.sqlite"))
    job.reset()
    with disk.on(site.place, PowerCut(last)), contextlib.suppress(UserError):
        job.do()
    journal = site.department / "store.sqlite-journal"
    assert journal.stat().st_size > 0
    Restore.do(job)
    assert site.digest(site.department) == restored
    kept = sorted(site.department.glob("backups/restore-*"))[-1]
    kept.replace(site.department / "store.sqlite")
    assert site.digest(site.department) == job.passes[0]
