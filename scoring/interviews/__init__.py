"""Interviews: sentences, the codebook of themes, coders' marks, their agreement, quotations. Pure.

The unit of coding is the sentence: who cuts passages freely agrees with nobody on where they end,
and what is to be agreed on is what was said.
"""
