"""The arithmetic of delivery, without a database: earned value, variances, plans in files."""
