"""The kernels over whole blocks of documents, as arrays: the same numbers to the bit, for the metrics that are asked most.

What a metric means is said in `layers`, on one pair; a law holds both equal over everything that the strategies draw.
"""
