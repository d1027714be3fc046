// The eight tiles that a core with Intel AMX has, and the same in plain memory.
//
// Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, chapter 18, and volume 2, LDTILECFG, TILELOADD,
// TDPBF16PS and TDPBSSD.
#pragma once
#include <type_traits>

#include "tiles.h"

TILES_BEGIN
namespace tiles {
/// One of the tiles, by its number, which the instruction itself holds.
template <int Number> using Tile = std::integral_constant<int, Number>;

/// The processor's own.
struct TileRegisters {
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

  template <int To> static void clear(Tile<To>) { _tile_zero(To); }
  template <int To> static void load(Tile<To>, const char *from, size_t stride) { _tile_loadd(To, from, stride); }
  template <int From> static void store(Tile<From>, char *to, size_t stride) { _tile_stored(From, to, stride); }
  template <int Sum, int Left, int Right> static void add_bf16(Tile<Sum>, Tile<Left>, Tile<Right>) {
    _tile_dpbf16ps(Sum, Left, Right);
  }
  template <int Sum, int Left, int Right> static void add_bytes(Tile<Sum>, Tile<Left>, Tile<Right>) {
    _tile_dpbssd(Sum, Left, Right);
  }
};

/// What those instructions do, in loops, a hundred times slower: tests run the products of tiles with it on a processor that has none.
struct TilesInMemory {
  static void begin() {}
  static void end() {}

  static void clear(int to) { std::memset(tiles[to], 0, tile_bytes); }
  static void load(int to, const char *from, size_t stride) {
    for (size_t row = 0; row < rows; ++row) std::memcpy(tiles[to] + row * 64, from + row * stride, 64);
  }
  static void store(int from, char *to, size_t stride) {
    for (size_t row = 0; row < rows; ++row) std::memcpy(to + row * stride, tiles[from] + row * 64, 64);
  }

  /// The even and the odd inputs are summed up apart and then together.
  static void add_bf16(int sum, int left, int right) {
    for (size_t m = 0; m < rows; ++m) {
      float apart[32] = {};
      for (size_t k = 0; k < 16; ++k)
        for (size_t n = 0; n < 32; ++n) apart[n] += wide(left, m, 2 * k + n % 2) * wide(right, k, n);
      for (size_t n = 0; n < 16; ++n) at<float>(sum, m, n) += apart[2 * n] + apart[2 * n + 1];
    }
  }

  static void add_bytes(int sum, int left, int right) {
    for (size_t m = 0; m < rows; ++m)
      for (size_t k = 0; k < 16; ++k)
        for (size_t n = 0; n < 64; ++n) at<int32_t>(sum, m, n / 4) += at<int8_t>(left, m, 4 * k + n % 4) * at<int8_t>(right, k, n);
  }

private:
  alignas(64) static inline thread_local char tiles[8][tile_bytes];

  template <typename Element> static Element &at(int tile, size_t row, size_t column) {
    return reinterpret_cast<Element *>(tiles[tile] + row * 64)[column];
  }
  static float wide(int tile, size_t row, size_t column) {
    const uint32_t bits = uint32_t{at<uint16_t>(tile, row, column)} << 16;
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }
};
}  // namespace tiles
TILES_END
