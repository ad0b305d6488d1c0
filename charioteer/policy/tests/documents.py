"""A small policy of an invented trust, with the defects that real ones have."""

from io import BytesIO

import docx
from fpdf import FPDF

FRONT = """The Vega Learning Trust

ONLINE CONDUCT POLICY
"""

CONTENTS = """
Contents

1. Opening\t2
2. People and accounts.....\t2
2.1 Keys....\t3
2.2 Numbers....\t3
3. Guidance\t4
Appendix 1: Form\t5
"""

BODY = """
1. Opening

This is what our small invented trust asks of everybody who works for it when they use the internet.

2. People and accounts

Two things are asked:

1. Hold the keys.
2. Keep the number small.
5. Do not count like this.

2.1 Keys

The school holds them.

2.2 Numbers:

A heading never ends so, and this line is no heading.

2.2 Numbers

Few people.

3. Guidance

See [Keeping Children Safe in Education 2022](#), in particular para 133, 135-148, and KCSIE.

- Keeping Children Safe in Education 2023 , with the duty in section 175 of the Education Act 2002.
- Regulation of Investigatory Powers Act 2000
- Malicious Communications Act 1988: Section 1
- Communications Act 2003: Section 127
- The Data Protection Act 1998 and UK General Data Protection Regulations
- The Equality Act 2010.

Appendix 1: Form

Name:

Date:

I agree to report a breach to ________.
"""

POLICY = FRONT + CONTENTS + BODY

CONTROL = """
Version: 2.1
Approved by: Board of Trustees
Date approved | 14 September 2026
Policy owner\tMiriam Osei
Next review: Autumn term 2027
"""


def word(text: str = POLICY, footer: str = "") -> bytes:
    """The same as a Word document."""
    made = docx.Document()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.sections[0].footer.paragraphs[0].text = footer
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def pdf(text: str = POLICY) -> bytes:
    """The same as a PDF with a text layer, whose lines break where the page ends."""
    made = FPDF(format=(90, 200))
    made.add_page()
    made.set_font("Helvetica", size=10)
    for line in text.replace("\t", " ").splitlines():
        made.multi_cell(0, 5, line or " ", new_x="LMARGIN", new_y="NEXT", align="L")
    return bytes(made.output())
