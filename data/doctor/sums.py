"""Arithmetic of the sums of a store (CRC-32): which single bit was flipped, which sum came before, which filling fits.

A CRC is linear: what flipping one bit does to it depends on the bit's distance from the end alone, and it can be
calculated backwards. That makes a single flipped bit not only visible but mendable.
"""

from __future__ import annotations

import zlib
from typing import Final

_ALL: Final = 0xFFFFFFFF
_POLYNOMIAL: Final = 0xEDB88320
_DIGIT_BITS: Final = 3
"""The bits of the digits 0 to 7 that tell them apart."""


def _made_table() -> tuple[int, ...]:
    table: list[int] = []
    for each in range(256):
        value = each
        for _bit in range(8):
            value = value >> 1 ^ (_POLYNOMIAL if value & 1 else 0)
        table.append(value)
    return tuple(table)


_TABLE: Final = _made_table()
_BY_TOP: Final = {value >> 24: number for number, value in enumerate(_TABLE)}
_ONE_BIT: Final = {_TABLE[1 << bit]: bit for bit in range(8)}
"""What flipping a bit of the last byte does to a sum -> that bit."""

FILLING: Final = b"0" * 16
"""Enough digits to give any line any sum."""


def flipped_bit(data: bytes, seed: int, wanted: int) -> int | None:
    """The one bit of `data` (8 times its byte, and its place in it) that must be flipped to give the sum `wanted`."""
    effect = zlib.crc32(data, seed) ^ wanted
    if not effect:
        return None
    for byte in range(len(data) - 1, -1, -1):
        bit = _ONE_BIT.get(effect)
        if bit is not None:
            return byte * 8 + bit
        number = _BY_TOP[effect >> 24]
        effect = (effect ^ _TABLE[number]) << 8 | number
    return None


def flip(data: bytes, bit: int) -> bytes:
    """`data` with one bit flipped."""
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def sum_before(data: bytes, total: int) -> int:
    """The sum from which `data` comes to the sum `total`."""
    register = total ^ _ALL
    for byte in reversed(data):
        number = _BY_TOP[register >> 24]
        register = (register ^ _TABLE[number]) << 8 | number ^ byte
    return register ^ _ALL


def filled(data: bytes, at: int, seed: int, wanted: int) -> bytes:
    """`data`, in which FILLING stands from byte `at`, with other digits (0 to 7) there, so that its sum is `wanted`."""
    left = zlib.crc32(data, seed) ^ wanted
    rows: dict[int, tuple[int, int]] = {}  # highest bit -> effect, and the bits of the filling that have it
    for place in range(len(FILLING)):
        for bit in range(_DIGIT_BITS):
            effect, bits = _reduced(rows, _effect(1 << bit, len(data) - 1 - at - place), 1 << place * _DIGIT_BITS + bit)
            if effect:
                rows[effect.bit_length()] = effect, bits
    left, bits = _reduced(rows, left, 0)
    if left:
        raise ValueError("so few digits can't give that sum")
    changed = bytearray(data)
    for place in range(len(FILLING)):
        changed[at + place] ^= bits >> place * _DIGIT_BITS & (1 << _DIGIT_BITS) - 1
    return bytes(changed)


def _effect(byte: int, after: int) -> int:
    """What changing a byte by these bits does to the sum, with so many bytes after it."""
    effect = _TABLE[byte]
    for _byte in range(after):
        effect = _TABLE[effect & 0xFF] ^ effect >> 8
    return effect


def _reduced(rows: dict[int, tuple[int, int]], effect: int, bits: int) -> tuple[int, int]:
    while effect and (row := rows.get(effect.bit_length())) is not None:
        effect ^= row[0]
        bits ^= row[1]
    return effect, bits
