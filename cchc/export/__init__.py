"""PRINT: an executed notebook as one HTML page or one PDF, by nbconvert."""

from .html_exporter import CchcHTMLExporter
from .pdf_exporter import CchcPDFExporter

__all__ = ["CchcHTMLExporter", "CchcPDFExporter"]
