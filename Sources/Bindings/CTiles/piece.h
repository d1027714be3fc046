// Products of all tokens and a matrix, cut into pieces that threads take.
#pragma once
#include "product.h"

TILES_BEGIN
namespace tiles {
/// Bytes of activations that stay in a core's second cache beside the weights that pass by.
constexpr size_t resident_bytes = 640 << 10;
/// Tokens that a panel is multiplied with before the next one is.
constexpr size_t most_tokens = 256;

/// How a product is cut into pieces that threads take: so many tokens by so many panels, over so many steps at a time.
struct Cut {
  size_t tokens, panels, steps;

  /// `step_share`: bytes of a token's inputs of one step.
  Cut(const Matrix &matrix, size_t count, size_t step_share) {
    tokens = count < most_tokens ? up(count, 2 * rows) : most_tokens;
    // Over all inputs at once where the tokens' stay in the cache; else what is summed so far is kept for some panels.
    const size_t parts = up(matrix.steps() * tokens * step_share, resident_bytes) / resident_bytes;
    steps = up(matrix.steps(), parts) / parts;
    panels = parts == 1 ? 1 : count > most_tokens ? 6 : 3;
  }
};

/// A piece: tokens `begin..<end` by panels from `first`.
template <typename Instructions, typename Sink> class Piece {
public:
  Piece(const Matrix &matrix, const Activations &x, const Cut &cut, Bench &bench, const Sink &sink)
      : matrix(matrix), x(x), cut(cut), bench(bench), sink(sink), group(matrix.is_bytes ? rows : 2 * rows) {}

  /// Meanwhile what the next piece begins with, at `soon`, is fetched.
  void run(size_t begin, size_t end, size_t first, const char *soon) const {
    const size_t last = first + cut.panels < matrix.panel_count() ? first + cut.panels : matrix.panel_count();
    for (size_t step = 0; step < matrix.steps(); step += cut.steps)
      for (size_t number = first; number < last; ++number) {
        const bool is_last = number + 1 == last, ends = step + cut.steps >= matrix.steps();
        const char *next = !is_last ? weights(number + 1, step) : ends ? soon : weights(first, step + cut.steps);
        multiply_panel(begin, end, number, number - first, step, next);
      }
  }

private:
  const Matrix &matrix;
  const Activations &x;
  const Cut &cut;
  Bench &bench;
  const Sink &sink;
  const size_t group;  // tokens of one turn

  const char *weights(size_t number, size_t step) const { return matrix.panel_at(number) + step * step_bytes; }

  /// One panel over one run of steps.
  void multiply_panel(size_t begin, size_t end, size_t number, size_t place, size_t step, const char *soon) const {
    const size_t count = matrix.steps() - step < cut.steps ? matrix.steps() - step : cut.steps;
    const size_t groups = up(end - begin, group) / group;
    Ahead ahead{soon, soon ? up(step_bytes / 64, groups) / groups : 0};
    for (size_t token = begin; token < end; token += group) {
      const size_t valid = end - token < group ? end - token : group;
      // Over all steps at once nothing has to be kept.
      const size_t slot = cut.panels == 1 ? 0 : place * groups + (token - begin) / group;
      float *sums = bench.totals.data + slot * 2 * rows * panel;
      const char *tokens = x.token(token) + step * x.step_stride;
      const Turn turn{x, tokens, weights(number, step), valid, count * rows, panel, sums, panel * sizeof(float), step > 0};
      if (matrix.is_bytes)
        Instructions::multiply_bytes(turn, ahead);
      else
        Instructions::multiply(turn, ahead);
      if (ahead.next) ahead.next += ahead.lines * count * 64;
      if (step + count == matrix.steps()) finish(token, valid, number * panel, sums);
    }
  }

  void finish(size_t token, size_t valid, size_t output, const float *sums) const {
    const float *scales = matrix.scales.data + output, *bias = matrix.bias.data + output;
    const __m512 low_scale = _mm512_load_ps(scales), high_scale = _mm512_load_ps(scales + 16);
    const __m512 low_bias = _mm512_load_ps(bias), high_bias = _mm512_load_ps(bias + 16);
    for (size_t row = 0; row < valid; ++row) {
      __m512 low, high;
      if (matrix.is_bytes) {
        low = Instructions::total(x, sums, token, row, false);
        high = Instructions::total(x, sums, token, row, true);
      } else {
        low = _mm512_load_ps(sums + row * panel);
        high = _mm512_load_ps(sums + row * panel + 16);
      }
      sink(token + row, output, _mm512_fmadd_ps(low, low_scale, low_bias), _mm512_fmadd_ps(high, high_scale, high_bias));
    }
  }
};
}  // namespace tiles
TILES_END
