"""What the bodies of the demonstration were asked, and what they said."""

from typing import Any

ADOPT = "Shall the governance of 2022 take the place of that of 2008?"
WHY = (
    "One steering committee with more voice for clients and the field takes the place of three, and entities decide "
    "more by themselves. What was decided until now stays decided."
)
OPINION = (
    "We are in favour. Entities in the field gain room to decide; the thresholds below which they decide alone need "
    "to be reviewed after a year."
)
WISH = "The thresholds of local decisions are reviewed with the entities."
MINUTES = (
    "The Chair opened the meeting and noted the quorum.\n"
    "The Committee adopted its rules of procedure without objection.\n"
    "It discussed the priorities for next year at length. One member held that fewer initiatives should begin at a "
    "time; the majority found the sequence sound if the capacity of the offices away from Headquarters is planned first.\n"
    "The question of sourcing was deferred, because the comparison of costs was not complete."
)
ACTIONS = (
    ("Circulate the plan of capacity of the offices away from Headquarters", 10),
    ("Complete the comparison of sourcing costs", 55),
    ("Propose indicators for the priorities", 90),
)
ITEMS: dict[str, dict[str, Any]] = {
    "rules": {
        "title": "Rules of procedure of the Committee",
        "question": "Shall the Committee adopt its rules on quorum, votes and written procedures?",
        "recommendation": "The strategies leave quorum and votes open; each body sets them for itself.",
        "outcome": "approved",
        "text": (
            "The Committee adopts its rules of procedure.\nMore than half of the members who vote form the quorum. "
            "Questions of routine may be decided in writing, with at least five days to vote."
        ),
    },
    "priorities": {
        "title": "Priorities of the ICT strategy for next year",
        "question": "Shall enterprise resource planning, content management and continuity come first next year?",
        "recommendation": "Begin with what other initiatives wait for, and pool the staff of smaller ones.",
        "matter": "strategy",
        "outcome": "conditions",
        "text": (
            "Enterprise resource planning, enterprise content management and business continuity come first next year.\n"
            "Other initiatives begin as staff become free, in the order of the portfolio."
        ),
        "dissent": "One member holds that no more than two large initiatives should run at the same time.",
        "conditions": (
            ("The capacity of the offices away from Headquarters is planned.", 30),
            ("Each priority has an indicator with a baseline.", 100),
        ),
    },
    "sourcing": {
        "title": "Sourcing of application maintenance",
        "question": "Shall the maintenance of legacy applications be tendered as one lot?",
        "recommendation": "One lot lowers the cost of management; two lots keep competition.",
        "matter": "strategy",
        "outcome": "deferred",
        "text": "The Committee defers the question until the comparison of costs is complete.",
    },
    "dates": {
        "title": "Dates of the meetings of next year",
        "question": "Shall the Committee meet on the second Tuesday of March, June, September and December?",
        "recommendation": "The dates leave two weeks after each quarterly report.",
        "outcome": "approved",
    },
    "report": {
        "title": "Progress on the priorities",
        "question": "Shall the Committee take note of the report on the priorities?",
        "recommendation": "Two of three are on time; the report names what is late and why.",
        "matter": "strategy",
        "outcome": "approved",
    },
    "continuity": {
        "title": "Exercise of the continuity plans",
        "question": "Shall all duty stations exercise the loss of a data centre once a year?",
        "recommendation": "Two exercises last year found faults that no document had shown.",
        "matter": "strategy",
        "outcome": "approved",
    },
}  # fmt: skip
