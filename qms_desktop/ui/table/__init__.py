"""The table that is edited in place like a sheet, fed in pages of rows."""
