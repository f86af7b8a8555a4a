"""The formats that reports are published in, one module each: bytes in, a `Reading` out.

A module has `read(data, shown)`, `shown` being the name of the file in errors. It raises ReadError, with the reason and
what to do, and imports what it needs besides the standard library when it is called.
"""
