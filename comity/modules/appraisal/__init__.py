"""What an investment is worth: discount policies and the figures that follow from flows."""
