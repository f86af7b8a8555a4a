"""The samples as offices publish them: each module writes a report in one way, and none knows how lawrep reads it."""
