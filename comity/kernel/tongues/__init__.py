"""Six languages: interface and content, with a fallback that says so."""

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh-hans")
