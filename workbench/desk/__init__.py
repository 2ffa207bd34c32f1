"""The verbs: permission, rule, change, audit and outbox in one transaction each."""
