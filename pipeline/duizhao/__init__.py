"""Duizhao (对照, side by side): where do the Chinese and the English of a text disagree?"""

__version__ = "0.1.0"
