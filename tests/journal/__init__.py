"""The journal: its bytes, chains, fold and digest, against vectors, a plain model and random schedules."""
