"""Earlier states: what differs from them, who gave a figure, what was reported."""
