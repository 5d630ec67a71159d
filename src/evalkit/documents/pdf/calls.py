"""The functions of pdfium that are called for every character and every object, at half the price.

ctypes wraps every pointer that a function takes or returns in an object of its own; here they are numbers.
"""

from collections.abc import Callable
from ctypes import CFUNCTYPE, c_int, c_ulong, c_void_p, cast
from typing import Any

import pypdfium2.raw as pdfium


def _quick(function: Any, result: Any, *arguments: Any) -> Callable[..., int]:
    quick: Callable[..., int] = CFUNCTYPE(result, *arguments)(cast(function, c_void_p).value or 0)
    return quick


object_on = _quick(pdfium.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
"""Takes the address of a page and a number; returns the address of the object, None when there is none."""

object_in = _quick(pdfium.FPDFFormObj_GetObject, c_void_p, c_void_p, c_ulong)
"""Takes the address of a form and a number; returns the address of the object, None when there is none."""

kind_of = _quick(pdfium.FPDFPageObj_GetType, c_int, c_void_p)
"""Takes the address of an object; returns what it is."""

box_of = _quick(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
"""Takes the addresses of a page of text and of a rectangle to be filled, and a number between them."""


def address(handle: Any) -> int:
    """Return the address that a pointer of pdfium's holds."""
    return cast(handle, c_void_p).value or 0


def object_at(place: int) -> Any:
    """Return the object at an address as all other functions take it."""
    return cast(place, pdfium.FPDF_PAGEOBJECT)
