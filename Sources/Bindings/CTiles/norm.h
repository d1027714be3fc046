// A token's numbers: their norm, and how products read them.
#pragma once
#include "product.h"
#include "vectors.h"

TILES_BEGIN
namespace tiles {
/// (x − mean) ÷ √(variance + ε) · γ + β of one token.
inline void normalise(const float *x, const float *weight, const float *bias, size_t width, float epsilon, float *out) {
  __m512 sum = _mm512_setzero_ps(), squares = _mm512_setzero_ps();
  for (size_t i = 0; i < width; i += 16) sum = _mm512_add_ps(sum, _mm512_maskz_loadu_ps(first(width - i), x + i));
  const __m512 mean = _mm512_set1_ps(_mm512_reduce_add_ps(sum) / static_cast<float>(width));
  for (size_t i = 0; i < width; i += 16) {
    const __m512 distance = _mm512_maskz_sub_ps(first(width - i), _mm512_maskz_loadu_ps(first(width - i), x + i), mean);
    squares = _mm512_fmadd_ps(distance, distance, squares);
  }
  const float variance = _mm512_reduce_add_ps(squares) / static_cast<float>(width);
  const __m512 factor = _mm512_set1_ps(1 / __builtin_sqrtf(variance + epsilon));
  for (size_t i = 0; i < width; i += 16) {
    const __mmask16 there = first(width - i);
    const __m512 distance = _mm512_mul_ps(_mm512_sub_ps(_mm512_maskz_loadu_ps(there, x + i), mean), factor);
    _mm512_mask_storeu_ps(
      out + i, there, _mm512_fmadd_ps(distance, _mm512_maskz_loadu_ps(there, weight + i), _mm512_maskz_loadu_ps(there, bias + i)));
  }
}

/// One token as bf16 in its tiles, zeros behind its numbers.
inline void narrow(const float *x, size_t width, const Activations &out, size_t row) {
  for (size_t i = 0; i < width; i += step) {
    const __m512 low = _mm512_maskz_loadu_ps(first(width - i), x + i);
    const __m512 high = _mm512_maskz_loadu_ps(first(width > i + 16 ? width - i - 16 : 0), x + i + 16);
    _mm512_store_si512(out.token(row) + i / step * out.step_stride, narrowed(low, high));
  }
}

/// bf16 as f32.
inline void widen(const uint16_t *x, size_t width, float *out) {
  for (size_t i = 0; i < width; i += 16) _mm512_store_ps(out + i, widened(x + i, first(width - i)));
}
}  // namespace tiles
TILES_END
