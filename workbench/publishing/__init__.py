"""The way out: the message contract, the transports that carry it, relay and inbox."""
