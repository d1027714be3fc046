// What the products of every kind of processor share.
#pragma once
#include "tiles.h"

TILES_BEGIN
namespace tiles {
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

/// The first numbers of 16 bf16, as `there` says, zeros behind them.
inline __m512 widened(const uint16_t *x, __mmask16 there) {
  return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(there, x)), 16));
}

/// What is multiplied: up to 32 tokens, or 16 of bytes, by a panel.
struct Turn {
  const Activations &x;
  const char *tokens, *weights;
  size_t valid;    // tokens
  size_t cells;    // 4 bytes of a token's inputs each
  size_t outputs;  // that are wanted, of 32
  float *sums;     // `[tokens, 32]`, or what the kind of processor makes of them
  size_t stride;   // bytes from a token's sums to the next one's
  bool continues;  // whether the sums hold what earlier inputs gave

  size_t steps() const { return up(cells, rows) / rows; }
};

/// The scores of up to 32 queries for a panel of keys, as bytes: queries with a sign, keys raised by 128.
struct ScoreTurn {
  const char *queries;
  size_t query_stride;     // bytes from a query to the next one
  const float *scales;     // of the queries
  const int32_t *offsets;  // −128 times the sum of a query's bytes
  const char *keys;        // `[cells, 32, 4]`, and behind them the keys' 32 scales
  size_t cells, valid;     // valid queries
  float *scores;           // `[valid, 32]`
  size_t score_stride;     // numbers from a query's scores to the next one's
};
}  // namespace tiles
TILES_END
