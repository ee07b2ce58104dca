"""What readers of a decision hear of what it stands on."""

from __future__ import annotations

import msgspec

from kgw_tui.records.entries import Assumption, Decision, Evidence
from kgw_tui.rules.grounds import told_grounds

from ..exports import dossiers
from ..exports.dossiers import Maker


def test_nothing_confidential_nor_kept_out_is_told_under_a_public_decision() -> None:
    maker = Maker(["Sanne de Wit"])
    maker.item("Personeel", confidential=True)
    secret = maker.add(Assumption, "Jan functioneert niet")
    inside = maker.add(Decision, "Contract stopt", stands_on=(secret.id,))
    maker.item("Rooster")
    held = maker.add(Assumption, "Dat zegt Karim", held_back=True)
    below = maker.add(Evidence, "uit een mail", parent=held.id)
    known = maker.add(Assumption, "Het rooster is vol")
    public = maker.add(Decision, "Jan blijft mentor", stands_on=(known.id, secret.id, held.id, below.id))
    dossier = maker.dossier(msgspec.structs.replace(dossiers.everything().meeting))
    assert told_grounds(dossier, public) == [known]
    assert told_grounds(dossier, inside) == [secret]
