#include "CDotProducts.h"

// clang vectorises both loops; the variant is chosen once, by the processor that the program runs on.
#if defined(__x86_64__)
#define FOR_THIS_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define FOR_THIS_PROCESSOR
#endif

FOR_THIS_PROCESSOR
void dot_products_of_bytes(const int8_t *rows, const int16_t *query, size_t count, size_t width, int32_t *out) {
  for (size_t row = 0; row < count; row++) {
    const int8_t *values = rows + row * width;
    int32_t sum = 0;
    for (size_t i = 0; i < width; i++) sum += (int32_t)values[i] * (int32_t)query[i];
    out[row] = sum;
  }
}

FOR_THIS_PROCESSOR
float dot_product(const float *a, const float *b, size_t width) {
  // Eight sums: one would make each addition wait for the last.
  float sums[8] = {0};
  size_t i = 0;
  for (; i + 8 <= width; i += 8)
    for (size_t lane = 0; lane < 8; lane++) sums[lane] += a[i + lane] * b[i + lane];
  float sum = 0;
  for (size_t lane = 0; lane < 8; lane++) sum += sums[lane];
  for (; i < width; i++) sum += a[i] * b[i];
  return sum;
}

#if defined(__x86_64__)
#define FOR_THIS_PROCESSOR_AND_WIDER __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FOR_THIS_PROCESSOR_AND_WIDER
#endif

FOR_THIS_PROCESSOR_AND_WIDER
void dot_products(const float *rows, const float *query, size_t count, size_t width, float *out) {
// A product and a sum in one rounding would make the answer depend on the processor.
#pragma clang fp contract(off)
  enum { lanes = 64 };
  for (size_t row = 0; row < count; row++) {
    const float *values = rows + row * width;
    float sums[lanes] = {0};
    size_t i = 0;
    for (; i + lanes <= width; i += lanes)
      for (size_t lane = 0; lane < lanes; lane++) sums[lane] += values[i + lane] * query[i + lane];
    for (size_t lane = 0; i < width; i++, lane++) sums[lane] += values[i] * query[i];
    for (size_t half = lanes / 2; half > 0; half /= 2)
      for (size_t lane = 0; lane < half; lane++) sums[lane] += sums[lane + half];
    out[row] = sums[0];
  }
}
