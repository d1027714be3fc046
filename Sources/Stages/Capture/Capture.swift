// Capture.
