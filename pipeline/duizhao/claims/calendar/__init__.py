"""Dates and times of day: written forms, holidays, the lunar calendar and other eras. Built on `numerals`."""
