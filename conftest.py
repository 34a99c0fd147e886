"""What holds for every test, in tests/ and inside the modules."""

pytest_plugins = ["tests.fixtures", "tests.browser"]
