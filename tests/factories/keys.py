"""A key file whose keys never change, for what must read the same in every version."""

import base64
from pathlib import Path

from alongside.crypto import keyfile


def write_fixed_keys(path: Path) -> Path:
    """Write a key file that opens nothing but what the tests say was written long ago."""
    wrapping, index, audit, web = (base64.b64encode(bytes([n]) * 32).decode() for n in range(1, 5))
    content = {"current": "k1", "wrapping": {"k1": wrapping}, "index": index, "audit": audit, "web": web}
    keyfile.write_key_file(path, content)
    return path
