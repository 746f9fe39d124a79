"""The 2022 paper's method: expectations, problems, and what plans and ratings lay weight on.

Mendybayev, Burbayeva, Otar and Zhupankhan, doi 10.52123/1994-2370-2022-579, name the criteria and
give no formula; the definitions here are ours, methodology §2.8. Method `balance-1`.
"""

METHOD = "balance-1"

ELEMENTS = (
    "education",
    "healthcare",
    "transport",
    "urban_administration",
    "economy_business",
    "security",
    "ecology",
    "housing_communal",
)
"""The eight key elements implemented since 2017, in the paper's order."""

PROBLEMS = ("P1", "P2", "P3", "P4", "P5", "P6", "P7")
"""The seven problems of major cities, in the paper's order; 2 and 6 overlap, so no sum of them."""
