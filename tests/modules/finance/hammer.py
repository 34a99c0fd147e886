"""Promise money over and over, in a process of its own: `python hammer.py NAME TIMES AMOUNT`; prints what it got.

All envelopes of the database are asked for at once, in another order each time.
"""

import json
import random
import sys

import django

django.setup()

from comity.kernel.audit.actors import System  # noqa: E402
from comity.kernel.base.errors import Refused  # noqa: E402
from comity.modules.finance.models import Envelope, EnvelopeProposal  # noqa: E402
from comity.modules.finance.public import reserve  # noqa: E402


def main(name: str, times: int, amount: int) -> None:
    got, refused = 0, 0
    record = EnvelopeProposal.objects.first()
    envelopes = list(Envelope.objects.all())
    programme = envelopes[0].programme_id
    for number in range(times):
        random.shuffle(envelopes)
        lines = [(one.fund_id, one.year, amount) for one in envelopes]
        try:
            reserve(System(name), key=f"{name}:{number}", record=record, programme_id=programme, lines=lines)
            got += 1
        except Refused as refusal:
            if refusal.code != "shortfall":
                raise
            refused += 1
    print(json.dumps([got, refused]))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
