"""Fields that complete words of the institution: positions, strategic directions. Other words are taken too."""

import pytest

from qms_desktop.core.profile import load_profile, profile_from
from qms_desktop.models.catalogue import KINDS
from qms_desktop.ui.records.editors import editor_for

JASU = load_profile("jasu")


def offered(line):
    model = line.completer().completionModel()
    return [model.index(at, 0).data() for at in range(model.rowCount())]


@pytest.mark.requirement("R289")
def test_the_responsible_are_chosen_from_the_positions_one_a_line(qtbot):
    editor = editor_for(KINDS["risk"].fields["responsible"], JASU)
    qtbot.addWidget(editor)
    told = []
    editor.changed.connect(lambda: told.append(editor.value()))
    positions = [words.ky for words in JASU.positions.values()]
    editor.set_value(["Декан, директор"])
    for line in editor._lines:
        assert offered(line) == positions
    line = editor._lines[-1]
    line.completer().setCompletionPrefix(positions[0])
    line.setText(positions[0])
    line.completer().activated[str].emit(positions[0])
    assert told == [["Декан, директор", positions[0]]], "what is chosen counts as typed, and a comma splits nothing"
    assert offered(editor._lines[-1]) == positions, "the next line offers them too"


@pytest.mark.requirement("R058")
def test_the_kinds_of_documents_of_the_manual_are_offered_by_name(qtbot):
    editor = editor_for(KINDS["document"].fields["document_kind"], load_profile("oshsu"))
    qtbot.addWidget(editor)
    assert "Сапат боюнча жетектеме" in offered(editor)
    assert len(offered(editor)) == 9


@pytest.mark.requirement("R024")
@pytest.mark.parametrize("kind", ["objective", "plan"])
def test_strategic_directions_are_those_of_the_institutions_own_list(qtbot, kind):
    own = profile_from({**JASU.data, "strategic_directions": {"a": {"ky": "Санариптештирүү", "ru": "Цифровизация", "en": "Going digital"}}}, "own")
    editor = editor_for(KINDS[kind].fields["strategic_direction"], own)
    qtbot.addWidget(editor)
    assert offered(editor) == ["Санариптештирүү"]
    editor.set_value("Башка багыт")
    assert editor.value() == "Башка багыт"
