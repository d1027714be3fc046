// Products of a token's cell with a row of sixteen outputs' cells.
//
// One turn multiplies up to eight tokens, six of bytes, with two rows of cells into sums that stay in registers: ten reads for sixteen
// products of bf16, eight for twelve of bytes, which need as many registers again for what the groups before gave.
// Activations beside int8 are bytes, 64 inputs of a token with a scale of their own. The instruction takes one of its factors without a
// sign, so weights are stored raised by 128, and 128 times the sum of a token's 64 bytes is taken off before the first product.
//
// Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, VDPBF16PS and VPDPBUSD.
#pragma once
#include "product.h"
#include "vectors.h"

// So that arrays of sums are registers.
#define TILES_UNROLL _Pragma("clang loop unroll(full)")

TILES_BEGIN
namespace tiles {
struct Avx512 {
  static constexpr size_t byte_step_bytes = group_bytes;  // of 16 tokens' 64 inputs beside int8 weights
  static constexpr bool has_byte_scores = true;

  static void begin() {}
  static void end() {}

  static Activations bytes(uint16_t *data, size_t width, float *) { return Activations::grouped(data, width); }

  /// One token as bytes of −127 to 127, zeros behind them. A number that is none makes its scale none.
  static void quantise(const float *x, size_t width, const Activations &out, size_t row) {
    char *block = out.start + row / rows * out.tile_stride;
    for (size_t i = 0; i < width; i += byte_step, block += out.step_stride) {
      __m512 values[4], most = _mm512_setzero_ps();
      __mmask16 strange = 0;
      for (size_t part = 0; part < 4; ++part) {
        const size_t from = i + part * 16;
        values[part] = _mm512_maskz_loadu_ps(first(width > from ? width - from : 0), x + from);
        most = _mm512_max_ps(most, _mm512_abs_ps(values[part]));
        strange |= _mm512_cmp_ps_mask(values[part], values[part], _CMP_UNORD_Q);
      }
      const float largest = _mm512_reduce_max_ps(most), levels = 127;
      const __m512 factor = _mm512_set1_ps(largest > 0 ? levels / largest : 0);
      __m512i sum = _mm512_setzero_si512();
      for (size_t part = 0; part < 4; ++part) {
        const __m512i whole = _mm512_cvtps_epi32(_mm512_mul_ps(values[part], factor));
        sum = _mm512_add_epi32(sum, whole);
        _mm_store_si128(reinterpret_cast<__m128i *>(block + row % rows * 64 + part * 16), _mm512_cvtsepi32_epi8(whole));
      }
      scales(block)[row % rows] = strange ? __builtin_nanf("") : largest / levels;
      // In vectors, which wrap: what is no number becomes the least of all integers.
      offsets(block)[row % rows] = _mm512_reduce_add_epi32(_mm512_sub_epi32(_mm512_setzero_si512(), _mm512_slli_epi32(sum, 7)));
    }
  }

  static void multiply(const Turn &turn, Ahead ahead) {
    turn.outputs > rows ? each_part<8, Sums<2>>(turn, ahead) : each_part<8, Sums<1>>(turn, ahead);
  }

  /// `[16, 32]` f32, before the weights' scales.
  static void multiply_bytes(const Turn &turn, Ahead ahead) { each_part<6, ByteSums>(turn, ahead); }

  static __m512 total(const Activations &, const float *sums, size_t, size_t row, bool is_second) {
    return _mm512_load_ps(sums + row * panel + (is_second ? 16 : 0));
  }

  /// Eight queries with two rows of keys at a time, all of their numbers in one go.
  static void multiply_scores(const ScoreTurn &turn) {
    constexpr size_t most = 8;
    for (size_t query = 0; query < turn.valid; query += most)
      run_part<most, ScoreSums>(turn.valid - query < most ? turn.valid - query : most, turn, query);
  }

private:
  static float *scales(char *block) { return reinterpret_cast<float *>(block + tile_bytes); }
  static int32_t *offsets(char *block) { return reinterpret_cast<int32_t *>(block + tile_bytes + 64); }

  static __m512i cell(const char *place) {
    int32_t four_bytes;
    std::memcpy(&four_bytes, place, 4);
    return _mm512_set1_epi32(four_bytes);
  }

  /// `Work` for the turn's tokens in parts of nearly the same size, none of more than `most` or across two tiles.
  template <size_t Most, typename Work> static void each_part(const Turn &turn, Ahead ahead) {
    for (size_t tile = 0; tile < turn.valid; tile += rows) {
      const size_t valid = turn.valid - tile < rows ? turn.valid - tile : rows, parts = up(valid, Most) / Most;
      // Each part fetches its share, so that memory is never idle.
      Ahead share{ahead.next, tile == 0 ? up(ahead.lines, parts) / parts : 0};
      for (size_t part = 0; part < parts; ++part) {
        const size_t begin = tile + part * valid / parts, end = tile + (part + 1) * valid / parts;
        run_part<Most, Work>(end - begin, turn, begin, share);
        share.next += share.lines * turn.steps() * 64;
      }
    }
  }

  /// With as many tokens as are known only now.
  template <size_t Count, typename Work, typename... Rest> static void run_part(size_t count, const Rest &...rest) {
    if constexpr (Count > 0) {
      if (count == Count) return Work::template run<Count>(rest...);
      run_part<Count - 1, Work>(count, rest...);
    }
  }

  /// bf16: `Count` tokens from `begin` times 16 or 32 outputs.
  template <int Columns> struct Sums {
    template <size_t Count> static void run(const Turn &turn, size_t begin, Ahead ahead) {
      const size_t stride = turn.stride / sizeof(float), row_stride = turn.x.row_stride;
      const char *tokens = turn.tokens + begin / rows * turn.x.tile_stride + begin % rows * row_stride;
      float *kept = turn.sums + begin * stride;
      __m512 sums[Count][Columns];
      TILES_UNROLL for (size_t row = 0; row < Count; ++row)
        TILES_UNROLL for (int column = 0; column < Columns; ++column)
          sums[row][column] = turn.continues ? _mm512_loadu_ps(kept + row * stride + column * 16) : _mm512_setzero_ps();
      for (size_t first = 0; first < turn.cells; first += rows) {
        const char *left = tokens + first / rows * turn.x.step_stride, *right = turn.weights + first / rows * step_bytes;
        const size_t end = turn.cells - first < rows ? turn.cells - first : rows;
        for (size_t number = 0; number < end; ++number) {
          __m512i outputs[Columns];
          TILES_UNROLL for (int column = 0; column < Columns; ++column)
            outputs[column] = _mm512_load_si512(right + column * tile_bytes + number * 64);
          TILES_UNROLL for (size_t row = 0; row < Count; ++row) {
            const __m512i token = cell(left + row * row_stride + number * 4);
            TILES_UNROLL for (int column = 0; column < Columns; ++column)
              sums[row][column] = _mm512_dpbf16_ps(sums[row][column], (__m512bh)token, (__m512bh)outputs[column]);
          }
        }
        ahead.fetch();
      }
      TILES_UNROLL for (size_t row = 0; row < Count; ++row)
        TILES_UNROLL for (int column = 0; column < Columns; ++column)
          _mm512_storeu_ps(kept + row * stride + column * 16, sums[row][column]);
    }
  };

  /// Bytes: `Count` tokens from `begin` times 32 outputs.
  struct ByteSums {
    template <size_t Count> static void run(const Turn &turn, size_t begin, Ahead ahead) {
      float *kept = turn.sums + begin * panel;
      __m512 sums[Count][2];
      TILES_UNROLL for (size_t row = 0; row < Count; ++row)
        TILES_UNROLL for (int column = 0; column < 2; ++column)
          sums[row][column] = turn.continues ? _mm512_load_ps(kept + row * panel + column * 16) : _mm512_setzero_ps();
      for (size_t number = 0; number < turn.steps(); ++number) {
        add_group<Count>(turn.tokens + number * group_bytes, begin, turn.weights + number * step_bytes, sums);
        ahead.fetch();
      }
      TILES_UNROLL for (size_t row = 0; row < Count; ++row)
        TILES_UNROLL for (int column = 0; column < 2; ++column)
          _mm512_store_ps(kept + row * panel + column * 16, sums[row][column]);
    }

    /// Tokens from `begin` of a block over its 64 inputs.
    template <size_t Count>
    __attribute__((always_inline)) static void add_group(const char *block, size_t begin, const char *weights, __m512 (&sums)[Count][2]) {
      const char *tokens = block + begin * 64, *scale = block + tile_bytes + begin * 4, *offset = scale + 64;
      __m512i whole[Count][2];
      TILES_UNROLL for (size_t row = 0; row < Count; ++row) whole[row][0] = whole[row][1] = cell(offset + row * 4);
      for (size_t number = 0; number < rows; ++number) {
        const __m512i low = _mm512_load_si512(weights + number * 64), high = _mm512_load_si512(weights + tile_bytes + number * 64);
        TILES_UNROLL for (size_t row = 0; row < Count; ++row) {
          const __m512i inputs = cell(tokens + row * 64 + number * 4);
          whole[row][0] = _mm512_dpbusd_epi32(whole[row][0], low, inputs);
          whole[row][1] = _mm512_dpbusd_epi32(whole[row][1], high, inputs);
        }
      }
      TILES_UNROLL for (size_t row = 0; row < Count; ++row) {
        const __m512 factor = _mm512_castsi512_ps(cell(scale + row * 4));
        TILES_UNROLL for (int column = 0; column < 2; ++column)
          sums[row][column] = _mm512_fmadd_ps(_mm512_cvtepi32_ps(whole[row][column]), factor, sums[row][column]);
      }
    }
  };

  /// Scores: `Count` queries from `begin` times 32 keys.
  struct ScoreSums {
    template <size_t Count> static void run(const ScoreTurn &turn, size_t begin) {
      const char *queries = turn.queries + begin * turn.query_stride;
      __m512i whole[Count][2];
      TILES_UNROLL for (size_t row = 0; row < Count; ++row)
        whole[row][0] = whole[row][1] = _mm512_set1_epi32(turn.offsets[begin + row]);
      for (size_t number = 0; number < turn.cells; ++number) {
        const __m512i low = _mm512_load_si512(turn.keys + number * 128), high = _mm512_load_si512(turn.keys + number * 128 + 64);
        TILES_UNROLL for (size_t row = 0; row < Count; ++row) {
          const __m512i numbers = cell(queries + row * turn.query_stride + number * 4);
          whole[row][0] = _mm512_dpbusd_epi32(whole[row][0], low, numbers);
          whole[row][1] = _mm512_dpbusd_epi32(whole[row][1], high, numbers);
        }
      }
      TILES_UNROLL for (size_t row = 0; row < Count; ++row)
        TILES_UNROLL for (int column = 0; column < 2; ++column) {
          const __m512 scales = _mm512_mul_ps(
            _mm512_load_ps(turn.keys + turn.cells * 128 + column * 64), _mm512_set1_ps(turn.scales[begin + row]));
          _mm512_storeu_ps(
            turn.scores + (begin + row) * turn.score_stride + column * 16, _mm512_mul_ps(_mm512_cvtepi32_ps(whole[row][column]), scales));
        }
    }
  };
};
}  // namespace tiles
TILES_END
