"""Alongside: free software that runs a peer advocacy service."""
