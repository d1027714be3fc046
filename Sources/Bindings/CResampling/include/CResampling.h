#ifndef CRESAMPLING_H
#define CRESAMPLING_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
// Swift has no way to compile one function for several instruction sets and choose when the program starts.

/// Weights of one output value are kept in groups of so many.
#define RESAMPLING_LANES 4

/// From Y'CbCr to RGB; the offsets count as far as the picture itself covers a pixel.
typedef struct {
  float luma_offset, luma_scale, red_from_cr, green_from_cb, green_from_cr, blue_from_cb;
  /// How much of the row comes from the picture and not from padding.
  float luma_down, chroma_down;
} resampling_colour;

/// sums[i] += weight * bytes[i].
void resampling_accumulate(const uint8_t *bytes, float weight, float *sums, size_t count);
/// out[x] = sum over i < groups * RESAMPLING_LANES of weights[x * groups * RESAMPLING_LANES + i] * values[starts[x] + i].
void resampling_gather(const float *values, const int32_t *starts, const float *weights, size_t groups, float *out, size_t count);
/// RGB, interleaved, from three rows and how much of each pixel the picture covers across.
void resampling_rgb(
    const float *luma, const float *blue, const float *red, const float *luma_across, const float *chroma_across,
    const resampling_colour *colour, float *rgb, size_t count);
/// Nearest byte, halves upwards, clipped.
void resampling_bytes(const float *values, uint8_t *bytes, size_t count);
#ifdef __cplusplus
}
#endif
#endif
