"""How a question finds its answer in a story's articles, without a language model.

parse (what is asked, of what) → passages (sentences ranked by BM25 and by how much of the question they carry) → values (the number, date,
name or words asked for, typed) → support (is it really there? else "not in the sources") → reply (the line, the values per source, the
passages).
"""
