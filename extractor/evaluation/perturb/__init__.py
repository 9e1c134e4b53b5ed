"""What damage and restyling of a text do to an engine's answer (``extractor eval robust``)."""
