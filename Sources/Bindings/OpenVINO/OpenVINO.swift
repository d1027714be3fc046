// The overlay of this module's C library.
