"""A digest: from the record's tallies to frozen findings, and from those to words and pictures."""
