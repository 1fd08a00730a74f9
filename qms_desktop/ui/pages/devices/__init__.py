"""Invitations and keys: who is let in, by what, and the office's own key."""
