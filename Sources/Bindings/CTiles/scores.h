// QKᵀ of one head: its scores before the softmax.
#pragma once
#include "product.h"
#include "vectors.h"

TILES_BEGIN
namespace tiles {
/// One head of one sequence.
struct Head {
  const uint16_t *query, *key, *value;  // `[tokens, depth]`, `stride` numbers from a token to the next
  uint16_t *out;                        // `[tokens, depth]`, `out_stride` apart
  size_t tokens, depth, stride, out_stride;

  size_t padded() const { return up(tokens, panel); }
  size_t depth_steps() const { return up(depth, step) / step; }
  /// Scores of a token; not a multiple of a page, so that 32 tokens' scores do not share cache lines' places.
  size_t score_stride() const { return padded() + 16; }
};

/// Scores of bf16.
struct Bfloat16Scores {
  /// Keys as panels of 32 tokens: pairs of a token's numbers in a cell. `[tokens, depth] → [panels, steps, 2, 16, 16, 2]`
  static void pack_keys(const Head &head, Bench &bench) {
    char *out = reinterpret_cast<char *>(bench.key.data);
    const __m512i spread = _mm512_mullo_epi32(
      _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), _mm512_set1_epi32(static_cast<int>(head.stride)));
    const size_t pairs = head.depth / 2;
    for (size_t token = 0; token < head.padded(); token += 16) {
      const __mmask16 there = first(head.tokens > token ? head.tokens - token : 0);
      char *tile = out + (token / panel * head.depth_steps() * 2 + token % panel / 16) * tile_bytes;
      for (size_t pair = 0; pair < head.depth_steps() * 16; ++pair) {
        const __mmask16 wanted = pair < pairs ? there : 0;
        const __m512i cells =
          _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), wanted, spread, head.key + token * head.stride + pair * 2, 2);
        _mm512_store_si512(tile + pair / 16 * step_bytes + pair % 16 * 64, cells);
      }
    }
  }

  /// Of 32 queries from `token`, `valid` of them there.
  template <typename Instructions> static void multiply(const Head &head, size_t token, size_t valid, Bench &bench) {
    pack_queries(head, token, bench.query.data);
    const Activations queries = Activations::tiled(bench.query.data, head.depth);
    for (size_t other = 0; other < head.padded(); other += panel)
      Instructions::multiply(
        {queries, queries.start, reinterpret_cast<const char *>(bench.key.data + other * head.depth_steps() * step), valid,
         head.depth / 2, panel, bench.scores.data + other, head.score_stride() * sizeof(float), false},
        {nullptr, 0});
  }

private:
  /// 32 queries from `token` as two tiles a step. `[32, depth] → [2, steps, 16, 32]`
  static void pack_queries(const Head &head, size_t token, uint16_t *out) {
    for (size_t row = 0; row < 2 * rows; ++row) {
      for (size_t number = 0; number < head.depth_steps(); ++number) {
        const size_t first_number = number * step;
        const __mmask32 wanted =
          token + row < head.tokens ? first_of_32(head.depth - first_number) : 0;
        const __m512i numbers =
          _mm512_maskz_loadu_epi16(wanted, head.query + (token + row) * head.stride + first_number);
        _mm512_store_si512(out + ((row / rows * head.depth_steps() + number) * rows + row % rows) * step, numbers);
      }
    }
  }
};

/// Scores of bytes, of which each query and each key has a scale: for instructions that have `multiply_scores`.
struct ByteScores {
  /// Keys raised by 128 as panels of 32 tokens, four of a token's numbers in a cell, and behind each panel the tokens' scales.
  /// `[tokens, depth] → [panels, cells, 32, 4]`
  static void pack_keys(const Head &head, Bench &bench) {
    // The queries come later.
    char *bytes = reinterpret_cast<char *>(bench.query.data), *out = reinterpret_cast<char *>(bench.key.data);
    const size_t stride = up(head.depth, 16);
    const __m512i spread = _mm512_mullo_epi32(
      _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), _mm512_set1_epi32(static_cast<int>(stride)));
    for (size_t token = 0; token < head.padded(); token += rows) {
      char *tile = out + token / panel * panel_bytes(head) + token % panel / rows * 64;
      float *scales = reinterpret_cast<float *>(tile + cells(head) * 128);
      for (size_t row = 0; row < rows; ++row) {
        int32_t unused;
        const size_t there = token + row < head.tokens ? head.depth : 0;
        scales[row] = quantise(head.key + (token + row) * head.stride, there, stride, bytes + row * stride, &unused);
      }
      for (size_t number = 0; number < cells(head); ++number) {
        const __m512i cell = _mm512_i32gather_epi32(spread, bytes + number * 4, 1);
        _mm512_store_si512(tile + number * 128, _mm512_xor_si512(cell, _mm512_set1_epi8(-128)));
      }
    }
  }

  /// Of 32 queries from `token`, `valid` of them there.
  template <typename Instructions> static void multiply(const Head &head, size_t token, size_t valid, Bench &bench) {
    char *queries = reinterpret_cast<char *>(bench.query.data);
    const char *keys = reinterpret_cast<const char *>(bench.key.data);
    const size_t stride = up(head.depth, 16);
    float scales[2 * rows];
    int32_t offsets[2 * rows];
    for (size_t row = 0; row < valid; ++row)
      scales[row] =
        quantise(head.query + (token + row) * head.stride, head.depth, stride, queries + row * stride, offsets + row);
    for (size_t other = 0; other < head.padded(); other += panel)
      Instructions::multiply_scores(
        {queries, stride, scales, offsets, keys + other / panel * panel_bytes(head), cells(head), valid, bench.scores.data + other,
         head.score_stride()});
  }

private:
  static size_t cells(const Head &head) { return up(head.depth, 4) / 4; }
  static size_t panel_bytes(const Head &head) { return (cells(head) + 1) * 128; }

  /// `depth` bf16 as bytes of −127 to 127, zeros behind them up to `padded`; −128 times their sum is their offset. Their scale, which is
  /// none where a number is none.
  static float quantise(const uint16_t *x, size_t depth, size_t padded, char *out, int32_t *offset) {
    __m512 most = _mm512_setzero_ps();
    __mmask16 strange = 0;
    for (size_t i = 0; i < depth; i += 16) {
      const __m512 value = widened(x + i, first(depth - i));
      most = _mm512_max_ps(most, _mm512_abs_ps(value));
      strange |= _mm512_cmp_ps_mask(value, value, _CMP_UNORD_Q);
    }
    const float largest = _mm512_reduce_max_ps(most), levels = 127;
    const __m512 factor = _mm512_set1_ps(largest > 0 ? levels / largest : 0);
    __m512i sum = _mm512_setzero_si512();
    for (size_t i = 0; i < padded; i += 16) {
      const __m512i whole = _mm512_cvtps_epi32(_mm512_mul_ps(widened(x + i, first(depth > i ? depth - i : 0)), factor));
      sum = _mm512_add_epi32(sum, whole);
      _mm_storeu_si128(reinterpret_cast<__m128i *>(out + i), _mm512_cvtsepi32_epi8(whole));
    }
    // In vectors, which wrap: what is no number becomes the least of all integers.
    *offset = _mm512_reduce_add_epi32(_mm512_sub_epi32(_mm512_setzero_si512(), _mm512_slli_epi32(sum, 7)));
    return strange ? __builtin_nanf("") : largest / levels;
  }
};
}  // namespace tiles
TILES_END
