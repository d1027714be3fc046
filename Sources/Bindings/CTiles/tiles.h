// What the files here share: how numbers lie in memory, and the machine that a thread multiplies with.
//
// A tile is 16 rows of 64 bytes. Activations are tiles of 16 tokens by 32 bf16; weights are panels of 32 outputs, each a run of steps
// of 32 inputs, each step two tiles of 16 outputs whose rows hold pairs of inputs. One step of the machine multiplies two tiles of
// tokens with two of outputs into four sums: four tiles read for four products.
//
// Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, chapter 18, and volume 2, TDPBF16PS.
#pragma once
#include <immintrin.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "CTiles.h"

// Every function between the two is compiled for processors that have tiles; none is called elsewhere.
#define TILES_BEGIN \
  _Pragma("clang attribute push(__attribute__((target(\"amx-tile,amx-bf16,avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512bf16\"))), apply_to = function)")
#define TILES_END _Pragma("clang attribute pop")

namespace tiles {
constexpr size_t rows = 16;       // of a tile
constexpr size_t step = 32;       // inputs that one product sums up
constexpr size_t panel = 32;      // outputs of two tiles side by side
constexpr size_t tile_bytes = 1024;
constexpr size_t step_bytes = 2 * tile_bytes;

constexpr size_t up(size_t count, size_t multiple) { return (count + multiple - 1) / multiple * multiple; }

/// Where the byte for place `place` of 64 is kept, so that interleaving two vectors of bytes, which works on 16 at a time, ends in order.
constexpr size_t byte_order(size_t place) { return place % 32 / 8 * 16 + place / 32 * 8 + place % 8; }

/// Memory on large pages, zeroed, that its owner frees.
template <typename Element> struct Block {
  Element *data = nullptr;
  size_t count = 0;
  Block() = default;
  Block(const Block &) = delete;
  Block &operator=(const Block &) = delete;
  ~Block() { std::free(data); }
  bool reserve(size_t wanted);
};
void *large_pages(size_t bytes);
template <typename Element> bool Block<Element>::reserve(size_t wanted) {
  if (wanted <= count) return true;
  std::free(data);
  data = static_cast<Element *>(large_pages(wanted * sizeof(Element)));
  count = data ? wanted : 0;
  return data != nullptr;
}

/// Where tiles of activations lie, in bytes.
struct Activations {
  const char *start;
  size_t tile_stride;  // from 16 tokens to the next 16
  size_t step_stride;  // from 32 inputs to the next 32
  size_t row_stride;   // from a token to the next

  /// Tile behind tile: 16 tokens' 32 inputs lie together.
  static Activations tiled(const uint16_t *data, size_t steps) {
    return {reinterpret_cast<const char *>(data), steps * tile_bytes, tile_bytes, 64};
  }
  /// Token behind token, `width` bf16 each.
  static Activations plain(const uint16_t *data, size_t width) {
    return {reinterpret_cast<const char *>(data), rows * width * 2, 64, width * 2};
  }
};

/// A linear layer's weights in panels.
struct Matrix {
  size_t outputs = 0, inputs = 0;
  bool is_bytes = false;
  Block<char> panels;
  Block<float> scales, bias;  // one for each output of each panel

  size_t steps() const { return up(inputs, step) / step; }
  size_t panel_count() const { return up(outputs, panel) / panel; }
  size_t panel_bytes() const { return steps() * (is_bytes ? tile_bytes : step_bytes); }
  const char *panel_at(size_t number) const { return panels.data + number * panel_bytes(); }
  bool reserve(size_t outputs, size_t inputs, bool is_bytes);
  /// Packs `[count, inputs]` as the outputs from `start`.
  void pack(const void *rows, tiles_type type, const float *scales, const float *bias, size_t start, size_t count);
};

/// What one thread needs beside the layer's own memory.
struct Bench {
  Block<char> weights;  // a panel of int8 widened
  Block<uint16_t> query, key, value, shares;
  Block<float> scores;
  alignas(64) float sums[2 * rows * panel];
};
}  // namespace tiles

struct tiles_layer {
  size_t width, inner_width, head_count;
  float epsilon;
  tiles::Block<float> norms;  // weight and bias of the first, then of the second
  tiles::Matrix projection, output, wide, narrow;
};
