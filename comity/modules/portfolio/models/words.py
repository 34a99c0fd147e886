"""The words that initiatives and cases choose from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Category(models.TextChoices):
    """Why an initiative is there; selection treats mandatory ones apart (para 50(d); 2022 paras 58-62)."""

    MANDATORY = "mandatory", _("Mandatory")
    GROWTH = "growth", _("Growth")
    RUN = "run", pgettext_lazy("class of an initiative", "Run")
    INNOVATION = "innovation", _("Innovation")
    FAST_TRACK = "fast_track", _("Fast track")


class Size(models.TextChoices):
    """How large an initiative is, before anybody has counted."""

    SMALL = "small", _("Small")
    MEDIUM = "medium", _("Medium")
    LARGE = "large", _("Large")
    MAJOR = "major", _("Major")


class TimeFrame(models.TextChoices):
    """When it is to be there, in the words of A/62/793, tables 1 to 4."""

    NEAR = "near", _("Near term")
    NEAR_MEDIUM = "near_medium", _("Near to medium term")
    MEDIUM = "medium", _("Medium term")
    PHASE_ONE = "phase_1", _("July to December 2008 (phase I)")
    PHASE_TWO = "phase_2", _("January to June 2009 (phase II)")


class LinkKind(models.TextChoices):
    """How two initiatives belong together."""

    REQUIRES = "requires", _("Requires")
    EXCLUDES = "excludes", _("Excludes")
    DUPLICATES = "duplicates", _("Duplicates")
    SYNERGY = "synergy", _("Works better together with")


class Form(models.TextChoices):
    """How much a case has to say: the short form asks what para 52 asks, the five-case form more."""

    SHORT = "short", _("Short form")
    FIVE = "five", _("Five-case form")


class OptionKind(models.TextChoices):
    """What an option is beside the others; "do nothing" is what all are compared with."""

    NOTHING = "nothing", _("Do nothing")
    MINIMUM = "minimum", _("Do the minimum")
    REDUCED = "reduced", _("Reduced scope")
    FULL = "full", _("Full scope")
    ENHANCED = "enhanced", _("Enhanced scope")


class Phase(models.TextChoices):
    """Where in the life of a solution money goes: run against change (para 19)."""

    PLAN = "plan", _("Plan")
    BUILD = "build", _("Build")
    RUN = "run", pgettext_lazy("phase of a solution", "Run")


class Pool(models.TextChoices):
    """What money is spent on: the cost pools of technology business management."""

    INTERNAL = "internal", _("Own staff")
    EXTERNAL = "external", _("Contractors")
    SERVICES = "services", _("Outside services")
    HARDWARE = "hardware", _("Hardware")
    SOFTWARE = "software", _("Software")
    FACILITIES = "facilities", _("Facilities and power")
    TELECOM = "telecom", _("Telecommunications")
    OTHER = "other", _("Other costs")


class StaffCategory(models.TextChoices):
    """Whose time work takes: the categories of staff by which A/62/793 counts those in ICT (annex IV)."""

    PROFESSIONAL = "professional", _("Professional and higher")
    FIELD = "field", _("Field Service")
    GENERAL = "general", _("General Service and related")
    NATIONAL = "national", _("National and local staff")
    VOLUNTEER = "volunteer", _("United Nations Volunteers")
    CONTRACTUAL = "contractual", _("Contractual personnel")


class BenefitKind(models.TextChoices):
    """What kind of gain a benefit is; only the first two have a value in money."""

    CASH = "cash", _("Cash-releasing")
    QUANTIFIED = "quantified", _("Quantified")
    QUALITATIVE = "qualitative", _("Qualitative")


class RiskArea(models.TextChoices):
    """The twenty areas in which a case looks for risks."""

    SCHEDULE = "schedule", _("Schedule")
    INITIAL_COST = "initial_cost", _("Initial cost")
    LIFE_COST = "life_cost", _("Life-cycle cost")
    OBSOLESCENCE = "obsolescence", _("Technical obsolescence")
    FEASIBILITY = "feasibility", _("Feasibility")
    RELIABILITY = "reliability", _("Reliability of systems")
    DEPENDENCIES = "dependencies", _("Dependencies and interoperability")
    SURETY = "surety", _("Protection of assets")
    MONOPOLY = "monopoly", _("Monopoly for future procurement")
    CAPABILITY = "capability", _("Capability to manage")
    FAILURE = "failure", _("Overall failure")
    CHANGE = "change", _("Organisational change")
    BUSINESS = "business", _("Business")
    DATA = "data", _("Data")
    TECHNOLOGY = "technology", _("Technology")
    STRATEGIC = "strategic", _("Strategic direction")
    SECURITY = "security", _("Security")
    PRIVACY = "privacy", _("Privacy")
    RESOURCES = "resources", _("Project resources")
    RECORDS = "records", _("Records management")


class CheckArea(models.TextChoices):
    """What every case is checked against at the outset (2022 para 25)."""

    SECURITY = "security", _("Security")
    PRIVACY = "privacy", _("Privacy by design")
    INTEROPERABILITY = "interoperability", _("Interoperability")
    MULTILINGUALISM = "multilingualism", _("Multilingualism")
    UNIVERSAL = "universal", _("Universal design")
    ENVIRONMENT = "environment", _("Environment")
    ARCHITECTURE = "architecture", _("Architecture")


class Verdict(models.TextChoices):
    """What a check found."""

    CONFORMS = "conforms", _("Conforms")
    CONDITIONS = "conditions", _("Conforms with conditions")
    DEVIATES = "deviates", _("Does not conform")
    NOT_CONCERNED = "not_concerned", _("Not concerned")


SCALE = [
    (1, _("1 · very low")),
    (2, _("2 · low")),
    (3, _("3 · medium")),
    (4, _("4 · high")),
    (5, _("5 · very high")),
]
"""The scale of probability and of impact."""
