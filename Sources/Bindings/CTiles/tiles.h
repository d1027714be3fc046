// What the files here share: how numbers lie in memory, whatever multiplies them.
//
// A tile is 16 rows of 64 bytes. Activations are tiles of 16 tokens by 32 bf16; weights are panels of 32 outputs, each a run of steps
// of 32 inputs, each step two tiles of 16 outputs whose cells hold two inputs. Weights of int8 have steps of 64 inputs, four in a cell.
//
// amx.h and avx512.h each have the instructions of a kind of processor, and say what its int8 activations are.
#pragma once
#include <immintrin.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "CTiles.h"

// Every function between the two is compiled for processors with AVX-512; none is called elsewhere. Only what is in registers.h has tile
// instructions.
#define TILES_BEGIN \
  _Pragma("clang attribute push(__attribute__((target(\"amx-tile,amx-bf16,amx-int8,avx512f,avx512bw,avx512vl,avx512dq,avx512bf16,avx512vnni\"))), apply_to = function)")
#define TILES_END _Pragma("clang attribute pop")

namespace tiles {
constexpr size_t rows = 16;       // of a tile
constexpr size_t step = 32;       // bf16 inputs that one product sums up
constexpr size_t byte_step = 64;  // the same of int8
constexpr size_t panel = 32;      // outputs of two tiles side by side
constexpr size_t tile_bytes = 1024;
constexpr size_t step_bytes = 2 * tile_bytes;
constexpr size_t group_bytes = tile_bytes + 128;

constexpr size_t up(size_t count, size_t multiple) { return (count + multiple - 1) / multiple * multiple; }

/// Zeroed memory, a cache line's multiple, that its owner frees.
template <typename Element> struct Block {
  Element *data = nullptr;
  size_t count = 0;
  Block() = default;
  Block(const Block &) = delete;
  Block &operator=(const Block &) = delete;
  ~Block() { std::free(data); }
  bool reserve(size_t wanted);
};
void *zeros(size_t bytes);
template <typename Element> bool Block<Element>::reserve(size_t wanted) {
  if (wanted <= count) return true;
  std::free(data);
  data = static_cast<Element *>(zeros(wanted * sizeof(Element)));
  count = data ? wanted : 0;
  return data != nullptr;
}

/// Where tiles of activations lie, in bytes.
struct Activations {
  char *start;
  size_t tile_stride;  // from 16 tokens to the next 16
  size_t step_stride;  // from a step to the next
  size_t row_stride;   // from a token to the next
  float *scales;       // of the tokens, where each has one

  /// bf16, tile behind tile: 16 tokens' 32 inputs lie together.
  static Activations tiled(uint16_t *data, size_t width) {
    return {reinterpret_cast<char *>(data), up(width, step) / step * tile_bytes, tile_bytes, 64, nullptr};
  }
  /// bf16, token behind token, `stride` each.
  static Activations plain(uint16_t *data, size_t stride) {
    return {reinterpret_cast<char *>(data), rows * stride * 2, 64, stride * 2, nullptr};
  }
  /// 16 bits in two tiles, upper and lower bytes of 16 tokens' 64 inputs.
  static Activations split(uint16_t *data, size_t width, float *scales) {
    return {reinterpret_cast<char *>(data), up(width, byte_step) / byte_step * step_bytes, step_bytes, 64, scales};
  }
  /// Bytes in one tile, behind it the 16 tokens' scales and offsets for these 64 inputs.
  static Activations grouped(uint16_t *data, size_t width) {
    return {reinterpret_cast<char *>(data), up(width, byte_step) / byte_step * group_bytes, group_bytes, 64, nullptr};
  }

  char *token(size_t row) const { return start + row / rows * tile_stride + row % rows * row_stride; }
};

/// A linear layer's weights in panels.
struct Matrix {
  size_t outputs = 0, inputs = 0;
  bool is_bytes = false;
  bool is_raised = false;  // bytes from 0 to 255, 128 more than they stand for
  Block<char> panels;
  Block<float> scales, bias;  // one for each output of each panel

  size_t steps() const { return is_bytes ? up(inputs, byte_step) / byte_step : up(inputs, step) / step; }
  size_t panel_count() const { return up(outputs, panel) / panel; }
  size_t panel_bytes() const { return steps() * step_bytes; }
  const char *panel_at(size_t number) const { return panels.data + number * panel_bytes(); }
  bool reserve(size_t outputs, size_t inputs, bool is_bytes, bool is_raised);
  /// Packs `[count, inputs]` as the outputs from `start`.
  void pack(const void *rows, tiles_type type, const float *scales, const float *bias, size_t start, size_t count);
};

/// What one thread needs beside the layer's own memory.
struct Bench {
  Block<uint16_t> query, key, value, shares;
  Block<float> scores;
  Block<float> row;     // one token
  Block<float> totals;  // of a piece's products
  alignas(64) float sums[2 * rows * panel];
};
}  // namespace tiles

struct tiles_layer {
  size_t width, inner_width, head_count;
  float epsilon;
  tiles_instructions instructions;
  tiles::Block<float> norms;  // weight and bias of the first, then of the second
  tiles::Matrix projection, output, wide, narrow;

  bool is_bytes() const { return wide.is_bytes; }
};
