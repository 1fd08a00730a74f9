"""The window's shell: strip, sidebar, pages, status bar."""
