"""PDFium bears one thread at a time: the one lock that whoever opens a PDF with it must hold."""

import threading

PDFIUM = threading.Lock()
