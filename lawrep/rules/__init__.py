"""The rules, each registered by the module of its topic; this one only brings them together."""

from lawrep.rules import amounts, damage, growth, numbering, required, shares, wholes, wording
from lawrep.rules.registry import CHECKS, COMPARING

__all__ = ["CHECKS", "COMPARING", "amounts", "damage", "growth", "numbering", "required", "shares", "wholes", "wording"]
