// Encoding.
