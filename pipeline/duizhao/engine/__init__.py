"""Run many documents through every stage: the only package that knows them all.

`extract_run` is what `duizhao extract` calls: find the inputs, analyse each file by itself, group the files into documents,
align and compare each document, and write the run folder.
"""

from duizhao.engine.run import RunOptions, extract_run

__all__ = ["RunOptions", "extract_run"]
