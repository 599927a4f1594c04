"""The reviewers' server and its store of decisions."""

from duizhao.review.server import build_app, serve
from duizhao.review.store import Decision, DecisionStore, decisions_path

__all__ = ["Decision", "DecisionStore", "build_app", "decisions_path", "serve"]
