"""What documents say of a city: notes of evidence, and the profiles that a paper prints.

They stand beside the ratings and are in no score.
"""
