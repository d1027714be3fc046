#ifndef CPICTURES_SHIM_H
#define CPICTURES_SHIM_H
#include <png.h>
#include <turbojpeg.h>

// A macro: three channels of eight bits in sRGB.
static const png_uint_32 skino_png_format_rgb = PNG_FORMAT_RGB;
#endif
