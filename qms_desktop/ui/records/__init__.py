"""Records in the window: rows of tables, forms made from declarations, saving with undo."""
