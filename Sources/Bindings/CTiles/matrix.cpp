// Weights, rearranged once as the products read them.
#if defined(__x86_64__)
#include "tiles.h"

TILES_BEGIN
namespace {
/// The nearest bf16, ties to even; a bf16 is the upper half of an f32.
inline uint16_t nearest_bfloat16(float value) {
  uint32_t bits;
  std::memcpy(&bits, &value, 4);
  return static_cast<uint16_t>((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

/// Numbers as they are stored, and what they become.
struct Wide {
  using Stored = float;
  using Packed = uint16_t;
  static Packed packed(Stored value) { return nearest_bfloat16(value); }
};
struct Half {
  using Stored = _Float16;
  using Packed = uint16_t;
  static Packed packed(Stored value) { return nearest_bfloat16(static_cast<float>(value)); }
};
struct Brain {
  using Stored = uint16_t;
  using Packed = uint16_t;
  static Packed packed(Stored value) { return value; }
};
struct Byte {
  using Stored = char;
  using Packed = char;
  static Packed packed(Stored value) { return value; }
};
/// From 0 to 255 instead of −128 to 127.
struct RaisedByte {
  using Stored = uint8_t;
  using Packed = uint8_t;
  static Packed packed(Stored value) { return value ^ 0x80; }
};

/// Inputs of a cell, which has four bytes, and of a step, whose tiles have 16 rows of cells.
template <typename Kind> constexpr size_t cell = 4 / sizeof(typename Kind::Packed);
template <typename Kind> constexpr size_t step_inputs = tiles::rows * cell<Kind>;

/// Writes a step of `row`, from input `first`, as output `o` of a panel, a cell at a time.
template <typename Kind> void pack_step(char *panel, size_t o, const char *row, size_t first, size_t inputs) {
  typename Kind::Stored stored[step_inputs<Kind>] = {};
  const size_t count = inputs - first < step_inputs<Kind> ? inputs - first : step_inputs<Kind>;
  std::memcpy(stored, row + first * sizeof(stored[0]), count * sizeof(stored[0]));
  typename Kind::Packed packed[step_inputs<Kind>];
  for (size_t i = 0; i < step_inputs<Kind>; ++i) packed[i] = Kind::packed(stored[i]);
  char *out = panel + first / step_inputs<Kind> * tiles::step_bytes + o / tiles::rows * tiles::tile_bytes + o % tiles::rows * 4;
  for (size_t i = 0; i < tiles::rows; ++i) std::memcpy(out + i * 64, packed + i * cell<Kind>, 4);
}

/// Eight steps at a time over the outputs of a panel: what is written stays in the first cache, and what is read comes in runs.
template <typename Kind>
void pack_rows(tiles::Matrix &matrix, const void *rows, size_t start, size_t count) {
  const size_t row_bytes = matrix.inputs * sizeof(typename Kind::Stored), end = start + count;
  for (size_t begin = start; begin < end;) {
    const size_t next = (begin / tiles::panel + 1) * tiles::panel, stop = next < end ? next : end;
    char *panel = matrix.panels.data + begin / tiles::panel * matrix.panel_bytes();
    constexpr size_t length = 8 * step_inputs<Kind>;
    for (size_t run = 0; run < matrix.inputs; run += length)
      for (size_t output = begin; output < stop; ++output)
        for (size_t first = run; first < matrix.inputs && first < run + length; first += step_inputs<Kind>)
          pack_step<Kind>(
            panel, output % tiles::panel, static_cast<const char *>(rows) + (output - start) * row_bytes, first, matrix.inputs);
    begin = stop;
  }
}
}  // namespace
TILES_END

bool tiles::Matrix::reserve(size_t wanted_outputs, size_t wanted_inputs, bool has_bytes, bool raised) {
  outputs = wanted_outputs;
  inputs = wanted_inputs;
  is_bytes = has_bytes;
  is_raised = raised;
  const size_t padded = panel_count() * panel;
  return panels.reserve(panel_count() * panel_bytes()) && scales.reserve(padded) && bias.reserve(padded);
}

void tiles::Matrix::pack(
  const void *rows, tiles_type type, const float *row_scales, const float *row_bias, size_t start, size_t count) {
  switch (type) {
    case TILES_F32: pack_rows<Wide>(*this, rows, start, count); break;
    case TILES_F16: pack_rows<Half>(*this, rows, start, count); break;
    case TILES_BF16: pack_rows<Brain>(*this, rows, start, count); break;
    case TILES_I8: is_raised ? pack_rows<RaisedByte>(*this, rows, start, count) : pack_rows<Byte>(*this, rows, start, count); break;
  }
  for (size_t row = 0; row < count; ++row) {
    scales.data[start + row] = type == TILES_I8 ? row_scales[row] : 1;
    bias.data[start + row] = row_bias[row];
  }
}
#endif
