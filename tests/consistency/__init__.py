"""Tests of the consistency stage."""
