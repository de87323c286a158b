"""Pieces that know nothing about advocacy: ids, the clock, forms, pages."""
