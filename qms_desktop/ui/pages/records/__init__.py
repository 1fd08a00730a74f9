"""The pages of the kinds of records that are laid out from their declarations."""
