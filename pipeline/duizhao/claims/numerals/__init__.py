"""Numerals as they are written: figures, Chinese characters, English words, fractions and decimals. No unit, no date."""
