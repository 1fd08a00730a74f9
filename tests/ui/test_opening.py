"""What the first screen reads: never all of the records, however many there are."""

import re

from sqlalchemy import event

from qms_desktop.services import records
from qms_desktop.ui import opening

WALKED = re.compile(r"SCAN (record|change|r_risk|r_process)\b(?! USING (COVERING )?INDEX record_(profile|conflicts|proposals|gone|flagged))")
"""A way through a whole table; the short indexes hold exceptions only."""


def test_opening_a_store_walks_through_no_list_of_records(make_workspace):
    ws = make_workspace()
    records.save(ws, "risk", [{"title": "Өрт", "unit": "АРБ"}])
    place = ws.store.folder
    ws.close()
    asked = []

    def keep(_connection, _cursor, statement, parameters, *_more):
        asked.append((statement, parameters))

    opened = opening.open_or_say(place)
    engine = opened.ws.store.home.engine
    try:
        event.listen(engine, "before_cursor_execute", keep)
        opened.ws.store.take_up_profile()
        opening.read(opened.ws)
        event.remove(engine, "before_cursor_execute", keep)
        with opened.ws.store.reading() as tx:
            walked = {
                (statement, step[3])
                for statement, parameters in asked if statement.startswith("SELECT") and not statement.endswith("LIMIT 1")
                for step in tx.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
                if WALKED.match(step[3])
            }  # fmt: skip
    finally:
        opened.ws.close()
    assert any("r_risk.state" in statement for statement, _parameters in asked)
    assert walked == set()
