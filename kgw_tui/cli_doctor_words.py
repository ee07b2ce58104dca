"""What `kgw doctor` says of each thing that it finds: what it is, what it means, what to do."""

from __future__ import annotations

from typing import Final, NamedTuple

from kgw_tui.i18n import N_

_REPAIR: Final = N_("Run kgw doctor --repair.")
_REPAIR_THEN_READ: Final = N_(
    "Run kgw doctor --repair, then look whether these words are where they belong; type them again where they aren't."
)
_NOTHING: Final = N_("Nothing.")
_ASK: Final = N_("Ask whoever looks after this machine.")
_RESTORE: Final = N_(
    "Look with kgw restore which backups there are, and put the newest back. What stands there now is kept."
)


class Words(NamedTuple):
    """Of one thing that was found: what it is, what it means, and what to do; in English, to be translated."""

    what: str
    means: str
    todo: str


_FLIPPED: Final = N_(
    "The disk gave back something else than was written there. What was written is known all the same."
)
_DAMAGED: Final = N_("The disk gave back something else than was written there, or something else wrote in the file.")

WORDS: Final[dict[str, Words]] = {
    # The home and the folders of the stores
    "home.missing": Words(
        N_("There is no folder {path} yet."), N_("Nothing was ever saved there."), N_("Start kgw, and it is made.")
    ),
    "link.dangling": Words(
        N_("{path} points to {target}, which isn't there."),
        N_("The disk or folder with the records isn't connected, or was moved."),
        N_("Connect it, or let {path} point to where it is now. kgw doesn't start before that."),
    ),
    "link.inside": Words(
        N_("{path} is a link, to {target}."),
        N_("kgw follows no links in the folder of its records: they may lead to what isn't yours."),
        N_("Find out who put it there, and remove it, or put the file itself there."),
    ),
    "place.no-folder": Words(N_("{path} is no folder."), N_("Where the records should be lies something else."), _ASK),
    "place.closed": Words(
        N_("You may not look into {path}."), N_("Whatever is there can't be read as this user."), _ASK
    ),
    "place.read-only": Words(
        N_("You may not write in {path}."),
        N_("What is there can be read; nothing can be saved."),
        N_("Ask whoever looks after this machine, or run kgw as the user whose folder it is."),
    ),
    "shared.missing": Words(
        N_("The shared folder {path} isn't there."),
        N_("A disk of the network isn't connected, or the folder was moved. kgw would begin with an empty one there."),
        N_("Connect it before you start kgw, or set another folder in the settings."),
    ),
    "place.network": Words(
        N_("{path} lies on a file system of the network ({kind})."),
        N_("There, a power cut or a second machine can harm what was saved."),
        N_("Move the records to a disk of this machine if you can."),
    ),
    "mode.open": Words(
        N_("Others on this machine may look at {path} (mode {mode} instead of {right})."),
        N_("What is private may have been read by other users of this machine."),
        _REPAIR,
    ),
    "mode.closed": Words(
        N_("{path} has the mode {mode} instead of {right}."),
        N_("kgw can't read or write it as it should."),
        _REPAIR,
    ),
    "owner.other": Words(
        N_("{path} belongs to another user ({owner})."),
        N_("kgw was started once as that user, perhaps with sudo."),
        N_("Give it back: sudo chown -R $USER, followed by the folder."),
    ),
    "group.other": Words(
        N_("{path} doesn't belong to the group of the shared folder."),
        N_("The others of the group can't read or write it."),
        _REPAIR,
    ),
    "disk.full": Words(
        N_("{path} has {free} MB of room; {needed} MB may be needed."),
        N_("Lines can still be saved for a while, but soon they can't."),
        N_("Make room on that disk."),
    ),
    "lock.held": Words(
        N_("Another process (number {process}) keeps {path} locked."),
        N_("As long as it does, nothing can be saved."),
        N_("Close the other kgw. If it can't be closed, end it: kill {process}"),
    ),
    "lock.stopped": Words(
        N_("Another kgw (process {process}) was stopped while it was saving, and keeps {path} locked."),
        N_("As long as it does, nothing can be saved."),
        N_("Let it go on (fg, in its terminal), or end it: kill -9 {process}"),
    ),
    "file.unreadable": Words(
        N_("{path} can't be read ({reason})."),
        N_("What is in it can't be looked at."),
        _ASK,
    ),
    "clock.behind": Words(
        N_("The newest record was made at {moment}, which is still to come."),
        N_("The clock of this machine was set back, or was wrong when that was written. The order of lines is right."),
        N_("Look whether the date and time of this machine are right."),
    ),
    "settings.unreadable": Words(
        N_("The settings in {path} can't be understood."),
        N_("At the next start they would be set aside, and those of a new home be used."),
        N_("Run kgw doctor --repair: what can be understood of them stays."),
    ),
    # Files beside the records
    "left.torn": Words(
        N_("{path} holds what was once cut off the end of a file of records."),
        N_("That happens when the power fails in mid-sentence; and when the end of the file was damaged."),
        N_("Run kgw doctor --repair: what is whole in it and still fits comes back into the records."),
    ),
    "left.temporary": Words(
        N_("{path} was left by a kgw that was ended while it was writing."),
        N_("It counts for nothing: the file that it was to replace is whole."),
        _REPAIR,
    ),
    "draft.unreadable": Words(N_("{path}, with what was half typed, can't be read."), _DAMAGED, _REPAIR_THEN_READ),
    "backup.none": Words(
        N_("There is no backup yet of {path}."),
        N_("If the disk gives up, there is nothing to put back."),
        N_("Open kgw, which makes one each day; or run kgw backup."),
    ),
    "backup.old": Words(
        N_("The newest backup of {path} is of {day}."),
        N_("What was written since then is in no backup."),
        N_("Open kgw, which makes one each day; or run kgw backup."),
    ),
    "backup.unreadable": Words(
        N_("The backup {path} can't be read."),
        N_("It can't be put back. The records themselves aren't harmed."),
        N_("Run kgw doctor --repair, which sets it aside, and then kgw backup."),
    ),
    # Stores as a whole
    "store.too-new": Words(
        N_("{path} was written by a newer version of kgw."),
        N_("This version can't know whether it is all right, and leaves it alone."),
        N_("Install the newer version, and ask it: kgw doctor."),
    ),
    "store.closed": Words(N_("{path} doesn't open: {reason}"), N_("Its records can't be reached."), _RESTORE),
    "store.behind": Words(
        N_("The backup {backup} holds more changes than {path} does."),
        N_("The last changes are gone from the files, or somebody has put older files back."),
        N_("If nobody did that on purpose: run kgw restore, which shows what is in that backup, and put it back."),
    ),
    "plain.found": Words(
        N_("{path} was made by TinyDB, not by kgw."), N_("kgw takes it over when it is started."), _NOTHING
    ),
    "plain.damaged": Words(N_("{path} was made by TinyDB and can't be read."), _DAMAGED, _ASK),
    # Journals: every change, a line each
    "journal.flipped": Words(N_("One bit in line {line} of {path} isn't what was written."), _FLIPPED, _REPAIR),
    "journal.vouched": Words(
        N_("The end of line {line} of {path} is damaged; the line itself is whole."), _FLIPPED, _REPAIR
    ),
    "journal.read": Words(
        N_("Line {line} of {path} is damaged, but can be read."),
        N_("Something in it isn't as it was written. It may be a letter in these words."),
        _REPAIR_THEN_READ,
    ),
    "journal.removal": Words(
        N_("Line {line} of {path}, in which something was removed, is damaged, but can be read."),
        N_("These words had been removed. They stay away if nothing of them was changed; else they are back."),
        N_("Run kgw doctor --repair, then look whether these words are back; remove them again if they are."),
    ),
    "journal.stray": Words(
        N_("Line {line} of {path} doesn't belong there."),
        N_("It stands there twice, or comes from elsewhere. It isn't counted."),
        _REPAIR_THEN_READ,
    ),
    "journal.lost": Words(N_("Line {line} of {path} can't be read."), _DAMAGED, _REPAIR_THEN_READ),
    "journal.room": Words(
        N_("Something stands in {path} after its last line."),
        N_("The disk gave back something else than was written there. No line is harmed."),
        _REPAIR,
    ),
    "journal.unfinished": Words(
        N_("The last line of {path} is unfinished or damaged."),
        N_("That happens when the power fails while a line is being saved: then it was never said to be saved."),
        _REPAIR_THEN_READ,
    ),
    "journal.empty": Words(N_("{path} is empty."), _DAMAGED, _REPAIR),
    "journal.begin": Words(
        N_("The first line of {path} is missing."),
        N_("It only says which file comes before. No record is harmed."),
        _REPAIR,
    ),
    "journal.end": Words(
        N_("The last line of {path} is missing."),
        N_("It only says that another file follows. No record is harmed."),
        _REPAIR,
    ),
    "journal.gap": Words(
        N_("Changes are missing before line {line} of {path}: {count}."),
        _DAMAGED,
        N_("Run kgw doctor --repair: what they did is told from the other files, as far as it can be."),
    ),
    "journal.short": Words(
        N_("Changes are missing at the end of {path}: {count}."),
        _DAMAGED,
        N_("Run kgw doctor --repair: what they did is told from the other files, as far as it can be."),
    ),
    "journal.other": Words(
        N_("{path} doesn't follow {before} as it should."),
        N_("One of the two was replaced by another copy of it."),
        _REPAIR,
    ),
    "journal.foreign": Words(
        N_("{path} doesn't belong among the files beside it."),
        N_("Somebody has put a file of another copy there. Whatever would be made of the two would be a guess."),
        _RESTORE,
    ),
    "journal.missing": Words(
        N_("{path} is missing."),
        N_("The changes that stood in it can't be looked up any more."),
        N_("Put it back if you have it. Otherwise run kgw doctor --repair: what it did is told from the other files."),
    ),
    "archive.damaged": Words(
        N_("{path}, with changes of long ago, can't be read to its end; {lines} of its lines can."),
        N_("Of these changes it can no longer be told what was there before."),
        _REPAIR,
    ),
    "archive.head": Words(N_("A bit in {path} that counts for nothing isn't what was written."), _FLIPPED, _REPAIR),
    # Snapshots: all records at a moment
    "snapshot.flipped": Words(N_("One bit in {path} isn't what was written."), _FLIPPED, _REPAIR),
    "snapshot.damaged": Words(
        N_("{path}, with all records at one moment, is damaged: {lost} of its lines can't be read, {rows} can."),
        N_("It is made again from the file before it and all changes since, or else from what can be read."),
        _REPAIR_THEN_READ,
    ),
    "snapshot.old-damaged": Words(
        N_("{path} is damaged; there is a newer one, which is whole."), N_("No record is harmed."), _REPAIR
    ),
    "snapshot.misfit": Words(
        N_("{path} doesn't belong to the files beside it."),
        N_("Somebody has put a file of another copy there."),
        _REPAIR,
    ),
    "snapshot.missing": Words(
        N_("In {path} there is no file with all records at one moment that can be read."),
        N_("Only changes since are there: what was there before them can't be told from these files."),
        _RESTORE,
    ),
    # Records
    "record.unreadable": Words(
        N_("Record {number} of {table} can't be understood."),
        N_("As long as it is there, whatever needs that table stops with an error."),
        N_(
            "Run kgw doctor --repair: what can be understood of it stays, and the whole of it is kept aside. "
            "Then look at it."
        ),
    ),
    "record.nameless": Words(N_("Record {number} of {table} has no id."), N_("It isn't shown anywhere."), _REPAIR),
    "record.twice": Words(
        N_("Record {number} of {table} has the id of another one."), N_("It isn't shown anywhere."), _REPAIR
    ),
    "handle.twice": Words(
        N_("{handle} is the number of two records."),
        N_("Who asks for it gets one of the two."),
        N_("Run kgw doctor --repair: the younger one gets a number of its own. Say so to whoever has it on paper."),
    ),
    "counter.behind": Words(
        N_("Number {number} was given already, and the counter ({counter}) stands before it."),
        N_("That number would be given a second time."),
        _REPAIR,
    ),
    "reference.meeting": Words(
        N_("A record of {table} belongs to a meeting that isn't there."),
        N_("It is shown in no meeting."),
        N_("Run kgw doctor --repair: a meeting is made for it on the day on which it was written."),
    ),
    "reference.item": Words(
        N_("A record of {table} belongs to an agenda item that isn't there."),
        N_("It is shown under no item."),
        N_("Run kgw doctor --repair: an item is made for it."),
    ),
    "reference.parent": Words(
        N_("A record of {table} belongs to a line that isn't there."),
        N_("It is shown under no line."),
        N_("Run kgw doctor --repair: it then stands by itself."),
    ),
}
"""Code of what was found -> what is said of it."""

TABLES: Final[dict[str, str]] = {
    "meetings": N_("the meetings"),
    "items": N_("the agenda items"),
    "entries": N_("the lines"),
    "people": N_("the people"),
    "groups": N_("the groups"),
    "series": N_("the series of meetings"),
    "private_notes": N_("your own notes"),
    "corridor_notes": N_("the corridor notes"),
    "visits": N_("the visits"),
    "drafts": N_("what was half typed"),
}
"""Table -> what is in it, in words."""

MAY_LOSE: Final = frozenset(
    {"journal.lost", "journal.gap", "journal.short", "journal.missing", "journal.empty", "snapshot.missing"}
)
"""Codes of what may leave something lost after a repair, whatever words it had."""
