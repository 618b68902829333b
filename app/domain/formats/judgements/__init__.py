"""Files of human judgements, a format a module. Each keeps its own rows, so that writing them back loses nothing.

`read` makes the rows of a text, `write` the text of the rows, `judgements` what they say to the scores, and
`of_judgements` rows of what people said here. A file is read line by line; only a line feed ends a line.
"""
