"""A unit and an office with a year of records."""

import pytest

from tests.services.paper_records import office_records, unit_records


@pytest.fixture
def unit(make_workspace):
    ws = make_workspace("МТК")
    unit_records(ws)
    return ws


@pytest.fixture
def office(make_workspace):
    ws = make_workspace()
    office_records(ws)
    return ws
