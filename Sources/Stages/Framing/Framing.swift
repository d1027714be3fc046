// Framing.
