#include "CResampling.h"

// clang vectorises the loops; the variant is chosen once, by the processor that the program runs on. Products and sums stay two
// roundings in each (no -ffast-math, no contraction), so that every variant gives the same numbers.
#if defined(__x86_64__)
#define FOR_THIS_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define FOR_THIS_PROCESSOR
#endif

FOR_THIS_PROCESSOR
void resampling_accumulate(const uint8_t *__restrict bytes, float weight, float *__restrict sums, size_t count) {
  for (size_t i = 0; i < count; i++) sums[i] += weight * (float)bytes[i];
}

FOR_THIS_PROCESSOR
void resampling_gather(
    const float *__restrict values, const int32_t *__restrict starts, const float *__restrict weights, size_t groups,
    float *__restrict out, size_t count) {
  if (groups == 1) {
    // Four values or fewer: reductions by less than a half, and chroma.
    for (size_t x = 0; x < count; x++, weights += RESAMPLING_LANES) {
      const float *from = values + starts[x];
      out[x] = (weights[0] * from[0] + weights[2] * from[2]) + (weights[1] * from[1] + weights[3] * from[3]);
    }
    return;
  }
  for (size_t x = 0; x < count; x++) {
    float s[2 * RESAMPLING_LANES] = {0};
    const float *from = values + starts[x];
    size_t group = 0;
    for (; group + 2 <= groups; group += 2, from += 2 * RESAMPLING_LANES, weights += 2 * RESAMPLING_LANES)
      for (size_t lane = 0; lane < 2 * RESAMPLING_LANES; lane++) s[lane] += weights[lane] * from[lane];
    if (group < groups) {
      for (size_t lane = 0; lane < RESAMPLING_LANES; lane++) s[lane] += weights[lane] * from[lane];
      weights += RESAMPLING_LANES;
    }
    out[x] = ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
  }
}

FOR_THIS_PROCESSOR
void resampling_rgb(
    const float *__restrict luma, const float *__restrict blue, const float *__restrict red, const float *__restrict luma_across,
    const float *__restrict chroma_across, const resampling_colour *__restrict colour, float *__restrict rgb, size_t count) {
  const resampling_colour c = *colour;
  for (size_t x = 0; x < count; x++) {
    const float y = (luma[x] - c.luma_offset * (luma_across[x] * c.luma_down)) * c.luma_scale;
    const float grey = 128 * (chroma_across[x] * c.chroma_down);
    const float cb = blue[x] - grey, cr = red[x] - grey;
    rgb[3 * x] = y + c.red_from_cr * cr;
    rgb[3 * x + 1] = y - c.green_from_cb * cb - c.green_from_cr * cr;
    rgb[3 * x + 2] = y + c.blue_from_cb * cb;
  }
}

FOR_THIS_PROCESSOR
void resampling_bytes(const float *__restrict values, uint8_t *__restrict bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    const float raised = values[i] + 0.5f;
    const float low = raised > 0 ? raised : 0;
    bytes[i] = (uint8_t)(int32_t)(low < 255 ? low : 255);
  }
}
