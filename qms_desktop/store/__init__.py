"""The store: engine, journal tables, typed tables, migrations, backup, check."""
