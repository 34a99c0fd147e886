"""What sample calendars and promises hold, for tests and for the demonstration."""

from typing import Any


def sample_calendar(make: Any) -> dict[str, Any]:
    """Office hours in Nairobi, with lunch and the public holidays of Kenya."""
    days = ("mon", "tue", "wed", "thu", "fri")
    hours = {day: [["08:00", "12:00"], ["13:00", "17:00"]] for day in days}
    return {"zone": "Africa/Nairobi", "country": "KE", "hours": hours}


def sample_clockdefinition(make: Any) -> dict[str, Any]:
    """Four working hours, less waiting for the requester."""
    return {
        "calendar": make("clocks.calendar"),
        "minutes": 240,
        "days": None,
        "pauses_in": ["waiting"],
        "stops_in": ["resolved", "closed"],
        "pause_reasons": {"waiting": "requester"},
    }
