"""Logs that hold no words of anybody's."""

import logging
import traceback


class NoPersonalText(logging.Formatter):
    """Time, level, logger and the message's pattern; of an exception only its kind and where it came up.

    The arguments of a message and the text of an exception may hold what somebody typed: they are left out.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return one line, and the places of the traceback."""
        status = getattr(record, "status_code", "")
        # the name of these says what was wrong; what was sent stands in their only text
        is_quoting = record.name.startswith("django.security.") and not record.args
        words = "-" if is_quoting else record.msg
        line = f"{self.formatTime(record)} {record.levelname} {record.name} {words} {status}".rstrip()
        if record.exc_info and record.exc_info[0]:
            places = traceback.extract_tb(record.exc_info[2])
            steps = "".join(f"\n  {place.filename}:{place.lineno} in {place.name}" for place in places)
            line += f"\n{record.exc_info[0].__name__}{steps}"
        return line
