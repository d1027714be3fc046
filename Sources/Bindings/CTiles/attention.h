// softmax(QKᵀ ÷ √d) V of one head.
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

/// Keys as panels of 32 tokens: pairs of a token's numbers in a cell. `[tokens, depth] → [panels, steps, 2, 16, 16, 2]`
inline void pack_keys(const Head &head, uint16_t *out) {
  const __m512i spread = _mm512_mullo_epi32(
    _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), _mm512_set1_epi32(static_cast<int>(head.stride)));
  const size_t pairs = head.depth / 2;
  for (size_t token = 0; token < head.padded(); token += 16) {
    const __mmask16 there = first(head.tokens > token ? head.tokens - token : 0);
    char *tile = reinterpret_cast<char *>(out) + (token / panel * head.depth_steps() * 2 + token % panel / 16) * tile_bytes;
    for (size_t pair = 0; pair < head.depth_steps() * 16; ++pair) {
      const __mmask16 wanted = pair < pairs ? there : 0;
      const __m512i cells =
        _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), wanted, spread, head.key + token * head.stride + pair * 2, 2);
      _mm512_store_si512(tile + pair / 16 * step_bytes + pair % 16 * 64, cells);
    }
  }
}

/// Values as panels of 32 numbers: pairs of tokens in a cell. `[tokens, depth] → [panels, token steps, 2, 16, 16, 2]`
inline void pack_values(const Head &head, uint16_t *out) {
  const size_t steps = head.padded() / step;
  for (size_t token = 0; token < head.padded(); token += 2) {
    for (size_t number = 0; number < up(head.depth, panel); number += 16) {
      const __mmask16 wanted = first(head.depth > number ? head.depth - number : 0);
      const uint16_t *source = head.value + token * head.stride + number;
      const __m256i even = _mm256_maskz_loadu_epi16(token < head.tokens ? wanted : 0, source);
      const __m256i odd = _mm256_maskz_loadu_epi16(token + 1 < head.tokens ? wanted : 0, source + head.stride);
      const __m512i cells =
        _mm512_or_si512(_mm512_cvtepu16_epi32(even), _mm512_slli_epi32(_mm512_cvtepu16_epi32(odd), 16));
      char *tile =
        reinterpret_cast<char *>(out) + ((number / panel * steps + token / step) * 2 + number % panel / 16) * tile_bytes;
      _mm512_store_si512(tile + token % step / 2 * 64, cells);
    }
  }
}

/// 32 queries from `token` as two tiles a step. `[32, depth] → [2, steps, 16, 32]`
inline void pack_queries(const Head &head, size_t token, uint16_t *out) {
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

/// The largest of one query's scores.
inline float largest(const float *scores, size_t tokens) {
  __m512 most = _mm512_set1_ps(-__FLT_MAX__);
  size_t token = 0;
  for (; token + 16 <= tokens; token += 16) most = _mm512_max_ps(most, _mm512_loadu_ps(scores + token));
  most = _mm512_mask_max_ps(most, first(tokens - token), most, _mm512_loadu_ps(scores + token));
  return _mm512_reduce_max_ps(most);
}

/// e^((s − max)·scale) of one query's scores, as bf16 where the next product reads them, 0 for what pads them; their sum.
inline float share_row(const float *scores, float scale, size_t tokens, size_t padded, char *out) {
  const __m512 factor = _mm512_set1_ps(scale * per_e);
  const __m512 top = _mm512_set1_ps(largest(scores, tokens) * scale * per_e);
  __m512 sum = _mm512_setzero_ps();
  for (size_t token = 0; token < padded; token += step) {
    __m512 low = power_of_two(_mm512_fmsub_ps(_mm512_loadu_ps(scores + token), factor, top));
    __m512 high = power_of_two(_mm512_fmsub_ps(_mm512_loadu_ps(scores + token + 16), factor, top));
    if (token + step > tokens) {
      low = _mm512_maskz_mov_ps(first(tokens - token), low);
      high = _mm512_maskz_mov_ps(first(tokens > token + 16 ? tokens - token - 16 : 0), high);
    }
    sum = _mm512_add_ps(sum, _mm512_add_ps(low, high));
    _mm512_store_si512(out + token / step * tile_bytes, narrowed(low, high));
  }
  return _mm512_reduce_add_ps(sum);
}

/// 32 queries from `token`.
template <typename Instructions> void attend_block(const Head &head, size_t token, Bench &bench) {
  const size_t steps = head.padded() / step, valid = head.tokens - token < 2 * rows ? head.tokens - token : 2 * rows;
  pack_queries(head, token, bench.query.data);
  const Activations queries = Activations::tiled(bench.query.data, head.depth);
  for (size_t other = 0; other < head.padded(); other += panel)
    Instructions::multiply(
      {queries, queries.start, reinterpret_cast<const char *>(bench.key.data + other * head.depth_steps() * step), valid,
       head.depth / 2, panel, bench.scores.data + other, head.score_stride() * sizeof(float), false},
      {nullptr, 0});
  const float scale = 1 / __builtin_sqrtf(static_cast<float>(head.depth));
  float sums[2 * rows];
  for (size_t row = 0; row < valid; ++row) {
    char *out = reinterpret_cast<char *>(bench.shares.data) + row / rows * steps * tile_bytes + row % rows * 64;
    sums[row] = share_row(bench.scores.data + row * head.score_stride(), scale, head.tokens, head.padded(), out);
  }
  const Activations shares = Activations::tiled(bench.shares.data, head.padded());
  for (size_t number = 0; number < head.depth; number += panel) {
    const size_t width = head.depth - number;
    Instructions::multiply(
      {shares, shares.start, reinterpret_cast<const char *>(bench.value.data + number * head.padded()), valid, up(head.tokens, 2) / 2,
       width, bench.sums, panel * sizeof(float), false},
      {nullptr, 0});
    for (size_t row = 0; row < valid; ++row) {
      const __m512 share = _mm512_set1_ps(1 / sums[row]);
      const float *sum = bench.sums + row * panel;
      const __m512i mixed = narrowed(_mm512_mul_ps(_mm512_load_ps(sum), share), _mm512_mul_ps(_mm512_load_ps(sum + 16), share));
      _mm512_mask_storeu_epi16(head.out + (token + row) * head.out_stride + number, first_of_32(width), mixed);
    }
  }
}

template <typename Instructions> void attend(const Head &head, Bench &bench) {
  pack_keys(head, bench.key.data);
  pack_values(head, bench.value.data);
  for (size_t token = 0; token < head.tokens; token += 2 * rows) attend_block<Instructions>(head, token, bench);
}
}  // namespace tiles
TILES_END
