"""Settings: `base` holds all, `dev`, `test` and `prod` say only what differs; `env` reads the environment."""
