"""The 2022 paper's method: expectations, problems, and what plans and ratings lay weight on.

Mendybayev, Burbayeva, Otar and Zhupankhan, doi 10.52123/1994-2370-2022-579, name the criteria and
give no formula; the definitions here are ours, methodology §2.8. Method `balance-1`. Which items
are about what is data of the instruments (`scoring.analysis`).
"""

METHOD = "balance-1"
