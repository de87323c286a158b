"""Measurements, as ratios between a small service and one ten times as large."""
