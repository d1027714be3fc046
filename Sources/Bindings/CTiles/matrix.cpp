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

/// Where output `o` and input `i` of a step lie among its numbers: 16 outputs a tile, two inputs a row's cell. Bytes, of which 64 are
/// widened at a time, are reordered within these.
template <typename Packed> constexpr size_t place_in_step(size_t o, size_t i) {
  const size_t place = o / 16 * 512 + i / 2 * 32 + o % 16 * 2 + i % 2;
  return sizeof(Packed) == 1 ? place / 64 * 64 + tiles::byte_order(place % 64) : place;
}

/// Writes a step of `row`, from input `first`, as output `o` of a panel, two inputs at a time.
template <typename Kind> void pack_step(char *panel, size_t o, const char *row, size_t first, size_t inputs) {
  using Packed = typename Kind::Packed;
  typename Kind::Stored stored[tiles::step] = {};
  const size_t count = inputs - first < tiles::step ? inputs - first : tiles::step;
  std::memcpy(stored, row + first * sizeof(stored[0]), count * sizeof(stored[0]));
  Packed packed[tiles::step];
  for (size_t i = 0; i < tiles::step; ++i) packed[i] = Kind::packed(stored[i]);
  Packed *out = reinterpret_cast<Packed *>(panel) + first * tiles::panel;
  for (size_t i = 0; i < tiles::step; i += 2) std::memcpy(out + place_in_step<Packed>(o, i), packed + i, 2 * sizeof(Packed));
}

/// Eight steps at a time over the outputs of a panel: what is written stays in the first cache, and what is read comes in runs.
template <typename Kind>
void pack_rows(tiles::Matrix &matrix, const void *rows, size_t start, size_t count) {
  const size_t row_bytes = matrix.inputs * sizeof(typename Kind::Stored), end = start + count;
  for (size_t begin = start; begin < end;) {
    const size_t next = (begin / tiles::panel + 1) * tiles::panel, stop = next < end ? next : end;
    char *panel = matrix.panels.data + begin / tiles::panel * matrix.panel_bytes();
    for (size_t run = 0; run < matrix.inputs; run += 8 * tiles::step)
      for (size_t output = begin; output < stop; ++output)
        for (size_t first = run; first < matrix.inputs && first < run + 8 * tiles::step; first += tiles::step)
          pack_step<Kind>(
            panel, output % tiles::panel, static_cast<const char *>(rows) + (output - start) * row_bytes, first, matrix.inputs);
    begin = stop;
  }
}
}  // namespace
TILES_END

bool tiles::Matrix::reserve(size_t wanted_outputs, size_t wanted_inputs, bool has_bytes) {
  outputs = wanted_outputs;
  inputs = wanted_inputs;
  is_bytes = has_bytes;
  const size_t padded = panel_count() * panel;
  return panels.reserve(panel_count() * panel_bytes()) && scales.reserve(padded) && bias.reserve(padded);
}

void tiles::Matrix::pack(
  const void *rows, tiles_type type, const float *row_scales, const float *row_bias, size_t start, size_t count) {
  switch (type) {
    case TILES_F32: pack_rows<Wide>(*this, rows, start, count); break;
    case TILES_F16: pack_rows<Half>(*this, rows, start, count); break;
    case TILES_BF16: pack_rows<Brain>(*this, rows, start, count); break;
    case TILES_I8: pack_rows<Byte>(*this, rows, start, count); break;
  }
  for (size_t row = 0; row < count; ++row) {
    scales.data[start + row] = type == TILES_I8 ? row_scales[row] : 1;
    bias.data[start + row] = row_bias[row];
  }
}
#endif
