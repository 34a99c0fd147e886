"""What everything stands on and no table belongs to: identifiers, events, the present moment, refusals."""
