"""Safeguarding concerns: raised from any screen, with the coordinator the same minute."""
