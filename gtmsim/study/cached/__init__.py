"""Finished replications are kept between studies: what was lived once is not lived again."""
