"""A table as it stands in a snapshot, one document a line: looked through without being taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

Raw = msgspec.Raw

_encoder = msgspec.json.Encoder()


class Lines:
    """The lines of one table in the bytes of a snapshot.

    To find a few documents among a hundred thousand takes as long as looking through so many bytes, which is a tenth
    of what taking them all apart takes, and no memory.
    """

    __slots__ = ("_data", "_end", "_start")

    def __init__(self, data: bytes, start: int, end: int) -> None:
        """The table that stands in `data` from its opening brace at `start` to behind its closing one at `end`."""
        self._data = data
        self._start = start
        self._end = end

    def in_order(self, doc: int) -> Raw | None:
        """The document with this number, found in an instant where numbers go up from line to line, as they mostly do;
        None else, though it may be there.
        """
        data, low, high = self._data, self._start + 2, self._end
        while low < high:
            middle = (low + high) // 2
            start = data.rfind(b"\n", self._start, middle) + 1
            number = int(data[start + 1 : data.index(b'":', start)])
            if number == doc:
                return self._line(start)[1]
            if number < doc:
                low = data.find(b"\n", middle, self._end) + 1 or self._end
            else:
                high = start
        return None

    def pieces(self, size: int) -> Iterator[bytes]:
        """The table in tables of so many bytes, or somewhat more."""
        at, last = self._start + 1, self._end - 1
        while at < last:
            newline = self._data.find(b"\n", at + size, last)
            end = last if newline < 0 else newline - 1  # a comma stands before it
            yield b"{" + self._data[at:end] + b"}"
            at = end + 1

    def document(self, doc: int) -> Raw | None:
        """The document with this number."""
        begin = b'\n"%d":' % doc
        at = self._data.find(begin, self._start, self._end)
        return None if at < 0 else self._line(at + 1)[1]

    def holding(self, text: str) -> Iterator[tuple[int, Raw]]:
        """The documents in which this text stands as a whole string, as whatever; their numbers with them."""
        return self._with(_encoder.encode(text))

    def with_id(self, record_id: str) -> Iterator[tuple[int, Raw]]:
        """The documents in which something has this id."""
        return self._with(b'"id":' + _encoder.encode(record_id))

    def _with(self, wanted: bytes) -> Iterator[tuple[int, Raw]]:
        at = self._data.find(wanted, self._start, self._end)
        while at >= 0:
            start = self._data.rfind(b"\n", self._start, at) + 1
            yield self._line(start)
            after = self._data.find(b"\n", at, self._end)
            at = -1 if after < 0 else self._data.find(wanted, after, self._end)

    def _line(self, start: int) -> tuple[int, Raw]:
        end = self._data.find(b"\n", start, self._end)
        end = (self._end if end < 0 else end) - 1  # behind the last one stands the brace of the table, else a comma
        colon = self._data.index(b'":', start, end)
        return int(self._data[start + 1 : colon]), Raw(self._data[colon + 2 : end])


def lines_in(data: bytes, tables: Mapping[str, Raw]) -> dict[str, Lines]:
    """The lines of the tables of a snapshot, in the order in which they stand, as far as they are written as
    `snapshot.pieces` does.
    """
    found: dict[str, Lines] = {}
    at = data.find(b"\n") - 1
    for name, table in tables.items():
        begin = b",\n" + _encoder.encode(name) + b":"
        start = at + len(begin)
        at = start + len(memoryview(table))
        if data[start - len(begin) : start] != begin:
            break
        if data[start : start + 3] == b'{\n"' and data[at - 2 : at] == b"}}":
            found[name] = Lines(data, start, at)
    return found
