"""How each form is laid out: one module a form, read from the top as its page is."""
