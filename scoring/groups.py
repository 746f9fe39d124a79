"""The stakeholder groups of the 2025 paper, in its order; their names live in locales/."""

GROUPS = ("officials", "planners", "ict", "society", "researchers")
