"""The yardstick: how far an engine's answers are from gold."""
