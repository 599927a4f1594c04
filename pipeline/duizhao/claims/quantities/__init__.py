"""Numbers with what they measure or count: units, measure words, ages, ranges, qualifiers. Built on `numerals`."""
