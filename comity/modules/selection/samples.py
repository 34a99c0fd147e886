"""The criteria and scenarios of the demonstration, in our words after A/62/793 paras 27, 38, 49 and 52."""

CRITERIA = [
    (
        "strategy", 35,
        {"en": "Serves the strategy", "fr": "Sert la stratégie", "ar": "يخدم الاستراتيجية"},
        {"en": "Serves no key result."},
        {"en": "Helps with one key result."},
        {"en": "A key result cannot be reached without it."},
    ),
    (
        "clients", 25,
        {"en": "Helps those who use it", "fr": "Aide ceux qui l'utilisent", "ar": "يساعد المستعملين"},
        {"en": "Nobody outside ICT notices."},
        {"en": "One department or mission works better."},
        {"en": "Staff of the whole Secretariat, in the field too, work better."},
    ),
    (
        "coherence", 20,
        {"en": "Brings systems together", "fr": "Rapproche les systèmes", "ar": "يوحد النظم"},
        {"en": "Adds one more system beside others."},
        {"en": "Follows the standards and shares data."},
        {"en": "Takes the place of several systems."},
    ),
    (
        "resilience", 20,
        {"en": "Makes work safer", "fr": "Rend le travail plus sûr", "ar": "يجعل العمل أكثر أمانا"},
        {"en": "Changes nothing about what can fail."},
        {"en": "Lowers a known risk."},
        {"en": "Takes away one of the greatest risks."},
    ),
]  # fmt: skip

SCENARIOS = [
    ("A quarter of what is free, for new initiatives", {"percent": 25, "paying": "any"}),
    ("A sixth of what is free, with a floor for knowledge management", {
        "percent": 16, "paying": "any", "floors": [["programme:KM", "share", 40]],
    }),
]  # fmt: skip
