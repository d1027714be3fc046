// softmax(QKᵀ ÷ √d) V of one head.
#pragma once
#include "product.h"
#include "scores.h"
#include "vectors.h"

TILES_BEGIN
namespace tiles {
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
template <typename Instructions, typename Scores> void attend_block(const Head &head, size_t token, Bench &bench) {
  const size_t steps = head.padded() / step, valid = head.tokens - token < 2 * rows ? head.tokens - token : 2 * rows;
  Scores::template multiply<Instructions>(head, token, valid, bench);
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

/// All queries of one head, with `Scores` of bf16 or of bytes.
template <typename Instructions, typename Scores> void attend_all_queries(const Head &head, Bench &bench) {
  Scores::pack_keys(head, bench);
  pack_values(head, bench.value.data);
  for (size_t token = 0; token < head.tokens; token += 2 * rows) attend_block<Instructions, Scores>(head, token, bench);
}

/// One head; `beside_bytes` is whether the layer's weights are int8.
template <typename Instructions> void attend(const Head &head, bool beside_bytes, Bench &bench) {
  if constexpr (Instructions::has_byte_scores)
    if (beside_bytes && head.tokens > TILES_MOST_EXACT_TOKENS) return attend_all_queries<Instructions, ByteScores>(head, bench);
  attend_all_queries<Instructions, Bfloat16Scores>(head, bench);
}
}  // namespace tiles
TILES_END
