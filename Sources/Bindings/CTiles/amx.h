// Products of two tiles in one instruction.
//
// One turn multiplies two tiles of tokens with two of outputs into four sums: four tiles read for four products. Activations beside int8
// are whole numbers of 16 bits and a scale for each token, as two tiles of bytes, upper and lower: one turn multiplies both with two
// tiles of outputs, again four tiles for four products.
#pragma once
#include "product.h"
#include "registers.h"
#include "vectors.h"

TILES_BEGIN
namespace tiles {
/// `Registers` are the processor's, or for tests its stand-in.
template <typename Registers> struct Amx {
  static constexpr size_t byte_step_bytes = step_bytes;  // of 16 tokens' 64 inputs beside int8 weights
  static constexpr bool has_byte_scores = false;

  static void begin() { Registers::begin(); }
  static void end() { Registers::end(); }

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
      Registers::load(sum_0, kept, stride);
      Registers::load(sum_1, kept + 64, stride);
      Registers::load(sum_2, kept + 128, stride);
      Registers::load(sum_3, kept + 192, stride);
    } else {
      clear_sums();
    }
    for (size_t number = 0; number < turn.steps(); ++number) {
      const char *left = turn.tokens + number * step_bytes, *right = turn.weights + number * step_bytes;
      Registers::load(tokens_0, left, 64);
      Registers::load(outputs_0, right, 64);
      Registers::add_bytes(sum_0, tokens_0, outputs_0);
      ahead.fetch();
      Registers::load(tokens_1, left + tile_bytes, 64);
      Registers::add_bytes(sum_2, tokens_1, outputs_0);
      Registers::load(outputs_1, right + tile_bytes, 64);
      Registers::add_bytes(sum_1, tokens_0, outputs_1);
      Registers::add_bytes(sum_3, tokens_1, outputs_1);
    }
    Registers::store(sum_0, kept, stride);
    Registers::store(sum_1, kept + 64, stride);
    Registers::store(sum_2, kept + 128, stride);
    Registers::store(sum_3, kept + 192, stride);
  }

  /// What ``multiply_bytes`` summed for token `row` and 16 outputs, the first or the second, before the weights' scales.
  static __m512 total(const Activations &x, const float *sums, size_t token, size_t row, bool is_second) {
    const float *upper = sums + row * 64 + (is_second ? 16 : 0);
    const __m512 both = _mm512_fmadd_ps(
      _mm512_cvtepi32_ps(_mm512_load_si512(upper)), _mm512_set1_ps(256), _mm512_cvtepi32_ps(_mm512_load_si512(upper + 32)));
    return _mm512_mul_ps(both, _mm512_set1_ps(x.scales[token + row]));
  }

private:
  static constexpr Tile<0> sum_0{};
  static constexpr Tile<1> sum_1{};
  static constexpr Tile<2> sum_2{};
  static constexpr Tile<3> sum_3{};
  static constexpr Tile<4> tokens_0{};
  static constexpr Tile<5> tokens_1{};
  static constexpr Tile<6> outputs_0{};
  static constexpr Tile<7> outputs_1{};

  /// 16 or 32 tokens times 16 or 32 outputs, added to the sums in tiles 0 to 3 and stored.
  template <bool TwoRows, bool TwoColumns> static void accumulate(const Turn &turn, Ahead ahead) {
    const Activations &x = turn.x;
    for (size_t number = 0; number < turn.steps(); ++number) {
      const char *left = turn.tokens + number * x.step_stride, *right = turn.weights + number * step_bytes;
      Registers::load(tokens_0, left, x.row_stride);
      Registers::load(outputs_0, right, 64);
      Registers::add_bf16(sum_0, tokens_0, outputs_0);
      ahead.fetch();
      if constexpr (TwoColumns) {
        Registers::load(outputs_1, right + tile_bytes, 64);
        Registers::add_bf16(sum_1, tokens_0, outputs_1);
      }
      if constexpr (TwoRows) {
        Registers::load(tokens_1, left + x.tile_stride, x.row_stride);
        Registers::add_bf16(sum_2, tokens_1, outputs_0);
        if constexpr (TwoColumns) Registers::add_bf16(sum_3, tokens_1, outputs_1);
      }
    }
    store_sums<TwoRows, TwoColumns>(turn);
  }

  static void clear_sums() {
    Registers::clear(sum_0);
    Registers::clear(sum_1);
    Registers::clear(sum_2);
    Registers::clear(sum_3);
  }

  /// What ``store_sums`` stored.
  static void load_sums(const Turn &turn) {
    const char *in = reinterpret_cast<const char *>(turn.sums);
    Registers::load(sum_0, in, turn.stride);
    Registers::load(sum_1, in + 64, turn.stride);
    Registers::load(sum_2, in + rows * turn.stride, turn.stride);
    Registers::load(sum_3, in + rows * turn.stride + 64, turn.stride);
  }

  template <bool TwoRows, bool TwoColumns> static void store_sums(const Turn &turn) {
    char *out = reinterpret_cast<char *>(turn.sums);
    Registers::store(sum_0, out, turn.stride);
    if constexpr (TwoColumns) Registers::store(sum_1, out + 64, turn.stride);
    if constexpr (TwoRows) {
      Registers::store(sum_2, out + rows * turn.stride, turn.stride);
      if constexpr (TwoColumns) Registers::store(sum_3, out + rows * turn.stride + 64, turn.stride);
    }
  }
};
}  // namespace tiles
TILES_END
