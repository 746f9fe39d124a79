"""Questionnaires as data: one TOML file a version, with the wording's hashes beside it."""
