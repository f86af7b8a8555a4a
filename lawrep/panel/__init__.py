"""From documents to a data set: rows and cells, how several values of one indicator are merged, and the codebook."""
