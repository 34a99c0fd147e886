"""What the two strategies say, in our own words; the references lead to the documents."""
