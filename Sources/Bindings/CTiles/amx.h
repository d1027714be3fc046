// Products of two tiles in one instruction.
//
// One turn multiplies two tiles of tokens with two of outputs into four sums: four tiles read for four products. Activations beside int8
// are whole numbers of 16 bits and a scale for each token, as two tiles of bytes, upper and lower: one turn multiplies both with two
// tiles of outputs, again four tiles for four products.
//
// Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, chapter 18, and volume 2, TDPBF16PS and TDPBSSD.
#pragma once
#include "product.h"
#include "vectors.h"

TILES_BEGIN
namespace tiles {
struct Amx {
  static constexpr size_t byte_step_bytes = step_bytes;  // of 16 tokens' 64 inputs beside int8 weights

  /// Eight tiles of 16 rows by 64 bytes.
  static void begin() {
    struct alignas(64) {
      uint8_t palette = 1, start = 0, unused[14] = {};
      uint16_t bytes[16] = {64, 64, 64, 64, 64, 64, 64, 64};
      uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 16};
    } shape;
    _tile_loadconfig(&shape);
  }
  static void end() { _tile_release(); }

  static Activations bytes(uint16_t *data, size_t width, float *scales) { return Activations::split(data, width, scales); }

  /// One token as whole numbers of −32,512 to 32,512, upper and lower bytes in their tiles, zeros behind them. A number that is none
  /// makes the scale none.
  static void quantise(const float *x, size_t width, const Activations &out, size_t row) {
    __m512 most = _mm512_setzero_ps();
    __mmask16 strange = 0;
    for (size_t i = 0; i < width; i += 16) {
      const __m512 value = _mm512_maskz_loadu_ps(first(width - i), x + i);
      most = _mm512_max_ps(most, _mm512_abs_ps(value));
      strange |= _mm512_cmp_ps_mask(value, value, _CMP_UNORD_Q);
    }
    // 127·256: the upper byte, rounded, stays a byte.
    const float largest = _mm512_reduce_max_ps(most), levels = 32512;
    out.scales[row] = strange ? __builtin_nanf("") : largest / levels;
    const __m512 factor = _mm512_set1_ps(largest > 0 ? levels / largest : 0);
    for (size_t i = 0; i < up(width, byte_step); i += 16) {
      const __m512 value = _mm512_maskz_loadu_ps(first(width > i ? width - i : 0), x + i);
      const __m512i whole = _mm512_cvtps_epi32(_mm512_mul_ps(value, factor));
      const __m512i upper = _mm512_srai_epi32(_mm512_add_epi32(whole, _mm512_set1_epi32(128)), 8);
      const __m512i lower = _mm512_sub_epi32(whole, _mm512_slli_epi32(upper, 8));
      char *place = out.token(row) + i / byte_step * out.step_stride + i % byte_step;
      _mm_store_si128(reinterpret_cast<__m128i *>(place), _mm512_cvtepi32_epi8(upper));
      _mm_store_si128(reinterpret_cast<__m128i *>(place + tile_bytes), _mm512_cvtepi32_epi8(lower));
    }
  }

  static void multiply(const Turn &turn, Ahead ahead) {
    const bool two_rows = turn.valid > rows, two_columns = turn.outputs > rows;
    if (turn.continues)
      load_sums(turn);
    else
      clear_sums();
    if (two_rows && two_columns)
      accumulate<true, true>(turn, ahead);
    else if (two_rows)
      accumulate<true, false>(turn, ahead);
    else if (two_columns)
      accumulate<false, true>(turn, ahead);
    else
      accumulate<false, false>(turn, ahead);
  }

  /// `[16, 64]` int32: the sums of the upper bytes and then those of the lower ones.
  static void multiply_bytes(const Turn &turn, Ahead ahead) {
    char *kept = reinterpret_cast<char *>(turn.sums);
    constexpr size_t stride = 256;
    if (turn.continues) {
      _tile_loadd(0, kept, stride);
      _tile_loadd(1, kept + 64, stride);
      _tile_loadd(2, kept + 128, stride);
      _tile_loadd(3, kept + 192, stride);
    } else {
      clear_sums();
    }
    for (size_t number = 0; number < turn.steps(); ++number) {
      const char *left = turn.tokens + number * step_bytes, *right = turn.weights + number * step_bytes;
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

  /// What ``multiply_bytes`` summed for token `row` and 16 outputs, the first or the second, before the weights' scales.
  static __m512 total(const Activations &x, const float *sums, size_t token, size_t row, bool is_second) {
    const float *upper = sums + row * 64 + (is_second ? 16 : 0);
    const __m512 both = _mm512_fmadd_ps(
      _mm512_cvtepi32_ps(_mm512_load_si512(upper)), _mm512_set1_ps(256), _mm512_cvtepi32_ps(_mm512_load_si512(upper + 32)));
    return _mm512_mul_ps(both, _mm512_set1_ps(x.scales[token + row]));
  }

private:
  /// 16 or 32 tokens times 16 or 32 outputs, added to the sums in tiles 0 to 3 and stored.
  template <bool TwoRows, bool TwoColumns> static void accumulate(const Turn &turn, Ahead ahead) {
    const Activations &x = turn.x;
    for (size_t number = 0; number < turn.steps(); ++number) {
      const char *left = turn.tokens + number * x.step_stride, *right = turn.weights + number * step_bytes;
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
    store_sums<TwoRows, TwoColumns>(turn);
  }

  static void clear_sums() {
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
  }

  /// What ``store_sums`` stored.
  static void load_sums(const Turn &turn) {
    const char *in = reinterpret_cast<const char *>(turn.sums);
    _tile_loadd(0, in, turn.stride);
    _tile_loadd(1, in + 64, turn.stride);
    _tile_loadd(2, in + rows * turn.stride, turn.stride);
    _tile_loadd(3, in + rows * turn.stride + 64, turn.stride);
  }

  template <bool TwoRows, bool TwoColumns> static void store_sums(const Turn &turn) {
    char *out = reinterpret_cast<char *>(turn.sums);
    _tile_stored(0, out, turn.stride);
    if constexpr (TwoColumns) _tile_stored(1, out + 64, turn.stride);
    if constexpr (TwoRows) {
      _tile_stored(2, out + rows * turn.stride, turn.stride);
      if constexpr (TwoColumns) _tile_stored(3, out + rows * turn.stride + 64, turn.stride);
    }
  }
};
}  // namespace tiles
TILES_END
