"""What a run found, for people and for other programs: the reviewers' page, the terminal's summary, the exports.

Everything here is made from a run folder; `load_run` reads one back.
"""

from duizhao.report.export import EXPORT_FORMATS, export_bytes
from duizhao.report.folder import Run, load_run
from duizhao.report.page import render_page, write_report

__all__ = ["EXPORT_FORMATS", "Run", "export_bytes", "load_run", "render_page", "write_report"]
