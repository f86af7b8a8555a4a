"""What a user gets: the sdist and the wheel, on each Python, with the lowest dependencies, away from the checkout.

`python -m tests.supply` builds them and tries them; `tests/test_supply.py` checks what can be seen from the checkout.
"""
