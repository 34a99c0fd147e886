"""Programs for those who work on Comity: set-up, checks, scaffold, map. Comity itself never imports them."""
