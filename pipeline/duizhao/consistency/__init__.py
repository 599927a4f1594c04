"""Compare what two languages claim: two claims, two sets of claims, the figures of one text among themselves.

The stage sees claims (`duizhao.model.Claim`) and normalized text, and gives findings (`duizhao.model.Finding`).
"""

from duizhao.consistency.arithmetic import check_arithmetic
from duizhao.consistency.beads import check_beads, check_pair
from duizhao.consistency.compare import compare
from duizhao.consistency.records import BeadClaims, SentenceClaims
from duizhao.consistency.verdicts import Comparison, Verdict

__all__ = ["BeadClaims", "Comparison", "SentenceClaims", "Verdict", "check_arithmetic", "check_beads", "check_pair", "compare"]
