// Products of activations and panels, and what becomes of the sums.
#pragma once
#include "tiles.h"

TILES_BEGIN
namespace tiles {
/// Eight tiles of 16 rows by 64 bytes.
inline void configure() {
  struct alignas(64) {
    uint8_t palette = 1, start = 0, unused[14] = {};
    uint16_t bytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
    uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
  } shape;
  _tile_loadconfig(&shape);
}

/// Cache lines that are fetched while others are multiplied.
struct Ahead {
  const char *next;
  size_t lines;  // for each step
  inline void fetch() {
    for (size_t line = 0; line < lines; ++line, next += 64) _mm_prefetch(next, _MM_HINT_T1);
  }
};

/// 32 bf16 of two vectors of f32, `low` first, rounded to even.
inline __m512i narrowed(__m512 low, __m512 high) { return (__m512i)_mm512_cvtne2ps_pbh(high, low); }

/// 16 or 32 tokens times 16 or 32 outputs over `count` steps, added to the sums in tiles 0 to 3.
template <bool TwoRows, bool TwoColumns>
inline void accumulate(const Activations &x, const char *tokens, const char *weights, size_t count, Ahead &ahead) {
  for (size_t number = 0; number < count; ++number) {
    const char *left = tokens + number * x.step_stride, *right = weights + number * step_bytes;
    _tile_loadd(4, left, x.row_stride);
    _tile_loadd(6, right, 64);
    _tile_dpbf16ps(0, 4, 6);
    ahead.fetch();
    if constexpr (TwoColumns) {
      _tile_loadd(7, right + tile_bytes, 64);
      _tile_dpbf16ps(1, 4, 7);
    }
    if constexpr (TwoRows) {
      _tile_loadd(5, left + x.tile_stride, x.row_stride);
      _tile_dpbf16ps(2, 5, 6);
      if constexpr (TwoColumns) _tile_dpbf16ps(3, 5, 7);
    }
  }
}

inline void clear_sums() {
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
}

/// What ``store_sums`` stored.
inline void load_sums(const float *sums, size_t stride) {
  const char *in = reinterpret_cast<const char *>(sums);
  _tile_loadd(0, in, stride);
  _tile_loadd(1, in + 64, stride);
  _tile_loadd(2, in + rows * stride, stride);
  _tile_loadd(3, in + rows * stride + 64, stride);
}

/// `[32, 32]` f32, row by row `stride` bytes apart.
template <bool TwoRows, bool TwoColumns> inline void store_sums(float *sums, size_t stride) {
  char *out = reinterpret_cast<char *>(sums);
  _tile_stored(0, out, stride);
  if constexpr (TwoColumns) _tile_stored(1, out + 64, stride);
  if constexpr (TwoRows) {
    _tile_stored(2, out + rows * stride, stride);
    if constexpr (TwoColumns) _tile_stored(3, out + rows * stride + 64, stride);
  }
}

/// The sums of up to 32 tokens and 32 outputs.
inline void multiply(
  const Activations &x, const char *tokens, const char *weights, size_t steps, bool two_rows, bool two_columns, Ahead ahead,
  float *sums, size_t stride, bool continues = false) {
  if (continues)
    load_sums(sums, stride);
  else
    clear_sums();
  if (two_rows && two_columns) {
    accumulate<true, true>(x, tokens, weights, steps, ahead);
    store_sums<true, true>(sums, stride);
  } else if (two_rows) {
    accumulate<true, false>(x, tokens, weights, steps, ahead);
    store_sums<true, false>(sums, stride);
  } else if (two_columns) {
    accumulate<false, true>(x, tokens, weights, steps, ahead);
    store_sums<false, true>(sums, stride);
  } else {
    accumulate<false, false>(x, tokens, weights, steps, ahead);
    store_sums<false, false>(sums, stride);
  }
}

/// The sums of 16 tokens and 32 outputs of int8: `[16, 64]` int32, those of the upper bytes and then those of the lower ones.
inline void multiply_bytes(const char *tokens, const char *weights, size_t steps, Ahead ahead, float *sums, bool continues) {
  char *kept = reinterpret_cast<char *>(sums);
  constexpr size_t stride = 256;
  if (continues) {
    _tile_loadd(0, kept, stride);
    _tile_loadd(1, kept + 64, stride);
    _tile_loadd(2, kept + 128, stride);
    _tile_loadd(3, kept + 192, stride);
  } else {
    clear_sums();
  }
  for (size_t number = 0; number < steps; ++number) {
    const char *left = tokens + number * step_bytes, *right = weights + number * step_bytes;
    _tile_loadd(4, left, 64);
    _tile_loadd(6, right, 64);
    _tile_dpbssd(0, 4, 6);
    ahead.fetch();
    _tile_loadd(5, left + tile_bytes, 64);
    _tile_dpbssd(2, 5, 6);
    _tile_loadd(7, right + tile_bytes, 64);
    _tile_dpbssd(1, 4, 7);
    _tile_dpbssd(3, 5, 7);
  }
  _tile_stored(0, kept, stride);
  _tile_stored(1, kept + 64, stride);
  _tile_stored(2, kept + 128, stride);
  _tile_stored(3, kept + 192, stride);
}

/// What the sums of upper and lower bytes are together, as f32.
inline __m512 joined(const float *upper, const float *lower) {
  return _mm512_fmadd_ps(
    _mm512_cvtepi32_ps(_mm512_load_si512(upper)), _mm512_set1_ps(256), _mm512_cvtepi32_ps(_mm512_load_si512(lower)));
}
}  // namespace tiles
TILES_END
