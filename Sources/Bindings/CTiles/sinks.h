// What becomes of 32 outputs of a token.
#pragma once
#include "product.h"
#include "vectors.h"

TILES_BEGIN
namespace tiles {
/// Kept as bf16.
struct PlainSink {
  Activations out;
  void operator()(size_t row, size_t output, __m512 low, __m512 high) const {
    _mm512_storeu_si512(out.token(row) + output / step * out.step_stride, narrowed(low, high));
  }
};

/// GELU, kept as bf16.
struct GeluSink {
  Activations out;
  void operator()(size_t row, size_t output, __m512 low, __m512 high) const { PlainSink{out}(row, output, gelu(low), gelu(high)); }
};

/// Added to f32 rows.
struct SumSink {
  const float *before;
  float *out;
  size_t width;
  void operator()(size_t row, size_t output, __m512 low, __m512 high) const {
    const __mmask16 some = first(width - output), more = first(width > output + 16 ? width - output - 16 : 0);
    const size_t place = row * width + output;
    _mm512_mask_storeu_ps(out + place, some, _mm512_add_ps(low, _mm512_maskz_loadu_ps(some, before + place)));
    _mm512_mask_storeu_ps(out + place + 16, more, _mm512_add_ps(high, _mm512_maskz_loadu_ps(more, before + place + 16)));
  }
};
}  // namespace tiles
TILES_END
