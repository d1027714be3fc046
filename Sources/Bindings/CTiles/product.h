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

/// bf16 of 0 to 127, upper and lower bytes.
struct Widener {
  __m512i upper[2], lower[2];
  Widener() {
    alignas(64) uint8_t bytes[2][128];
    for (int value = 0; value < 128; ++value) {
      const float number = static_cast<float>(value);
      uint32_t bits;
      std::memcpy(&bits, &number, 4);
      bytes[0][value] = static_cast<uint8_t>(bits >> 24);
      bytes[1][value] = static_cast<uint8_t>(bits >> 16);
    }
    for (int half = 0; half < 2; ++half) {
      upper[half] = _mm512_load_si512(bytes[0] + 64 * half);
      lower[half] = _mm512_load_si512(bytes[1] + 64 * half);
    }
  }

  /// int8 as bf16, which holds each of them exactly: two bytes of a table and the sign. ``byte_order`` undoes the interleaving.
  inline void widen(const char *bytes, char *out, size_t count) const {
    for (size_t place = 0; place < count; place += 64) {
      const __m512i value = _mm512_load_si512(bytes + place), magnitude = _mm512_abs_epi8(value);
      const __m512i sign = _mm512_and_si512(value, _mm512_set1_epi8(-128));
      const __m512i high = _mm512_or_si512(_mm512_permutex2var_epi8(upper[0], magnitude, upper[1]), sign);
      const __m512i low = _mm512_permutex2var_epi8(lower[0], magnitude, lower[1]);
      _mm512_store_si512(out + place * 2, _mm512_unpacklo_epi8(low, high));
      _mm512_store_si512(out + place * 2 + 64, _mm512_unpackhi_epi8(low, high));
    }
  }
};

/// A panel as the products read it.
struct Ready {
  const char *weights;
  inline const char *at(size_t number) const { return weights + number * step_bytes; }
};

/// A panel of int8, widened a few steps before they are read, so that they are read from the first cache.
struct Widening {
  static constexpr size_t stride = 8;
  const Widener &widener;
  const char *bytes;
  char *out;
  size_t count;
  inline const char *at(size_t number) const {
    if (number % stride == 0) {
      const size_t some = count - number < stride ? count - number : stride;
      widener.widen(bytes + number * tile_bytes, out + number * step_bytes, some * tile_bytes);
    }
    return out + number * step_bytes;
  }
};

/// 16 or 32 tokens times 16 or 32 outputs over `count` steps, added to the sums in tiles 0 to 3.
template <bool TwoRows, bool TwoColumns, typename Weights>
inline void accumulate(const Activations &x, const char *tokens, const Weights &weights, size_t count, Ahead &ahead) {
  for (size_t number = 0; number < count; ++number) {
    const char *left = tokens + number * x.step_stride, *right = weights.at(number);
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
template <typename Weights>
inline void multiply(
  const Activations &x, const char *tokens, const Weights &weights, size_t steps, bool two_rows, bool two_columns, Ahead ahead,
  float *sums, size_t stride) {
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
}  // namespace tiles
TILES_END
