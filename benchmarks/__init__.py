"""How fast and how small kgw is: one script a claim, each measured beside a floor in the same run."""
