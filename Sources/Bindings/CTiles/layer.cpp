// One layer of a transformer, phase by phase: all threads finish one before any begins the next.
#if defined(__x86_64__)
#include <new>

#include "attention.h"
#include "pool.h"

TILES_BEGIN
namespace {
using namespace tiles;

/// Bytes of activations that stay in a core's second cache beside the weights that pass by.
constexpr size_t resident_bytes = 640 << 10;

/// (x − mean) ÷ √(variance + ε) · γ + β of one token, as bf16 in its tile.
void normalise(const float *x, const float *weight, const float *bias, size_t width, float epsilon, char *out) {
  __m512 sum = _mm512_setzero_ps(), squares = _mm512_setzero_ps();
  for (size_t i = 0; i < width; i += 16) sum = _mm512_add_ps(sum, _mm512_maskz_loadu_ps(first(width - i), x + i));
  const __m512 mean = _mm512_set1_ps(_mm512_reduce_add_ps(sum) / static_cast<float>(width));
  for (size_t i = 0; i < width; i += 16) {
    const __m512 distance = _mm512_maskz_sub_ps(first(width - i), _mm512_maskz_loadu_ps(first(width - i), x + i), mean);
    squares = _mm512_fmadd_ps(distance, distance, squares);
  }
  const float variance = _mm512_reduce_add_ps(squares) / static_cast<float>(width);
  const __m512 factor = _mm512_set1_ps(1 / __builtin_sqrtf(variance + epsilon));
  for (size_t i = 0; i < width; i += step) {
    __m512 parts[2];
    for (size_t half = 0; half < 2; ++half) {
      const size_t place = i + half * 16;
      const __mmask16 there = first(width > place ? width - place : 0);
      const __m512 distance = _mm512_sub_ps(_mm512_maskz_loadu_ps(there, x + place), mean);
      parts[half] = _mm512_maskz_fmadd_ps(
        there, _mm512_mul_ps(distance, factor), _mm512_maskz_loadu_ps(there, weight + place), _mm512_maskz_loadu_ps(there, bias + place));
    }
    _mm512_store_si512(out + i / step * tile_bytes, narrowed(parts[0], parts[1]));
  }
}

/// A phase: 16 tokens a piece.
void normalise_all(const Run &run, const float *x, const float *norms, Shared &shared, size_t phase) {
  const size_t width = run.layer->width, steps = up(width, step) / step;
  for (size_t piece; (piece = shared.take(phase)) * rows < run.count();) {
    const size_t begin = piece * rows, end = begin + rows < run.count() ? begin + rows : run.count();
    char *tile = reinterpret_cast<char *>(shared.normal.data) + piece * steps * tile_bytes;
    for (size_t row = begin; row < end; ++row)
      normalise(x + row * width, norms, norms + width, width, run.layer->epsilon, tile + (row - begin) * 64);
  }
}

/// Rows as bf16, token behind token.
struct PlainSink {
  uint16_t *out;
  size_t width;
  void operator()(size_t row, size_t output, __m512 low, __m512 high) const {
    _mm512_storeu_si512(out + row * width + output, narrowed(low, high));
  }
};

/// GELU as bf16, tile behind tile.
struct GeluSink {
  uint16_t *out;
  size_t steps;
  void operator()(size_t row, size_t output, __m512 low, __m512 high) const {
    char *place = reinterpret_cast<char *>(out) + (row / rows * steps + output / step) * tile_bytes + row % rows * 64;
    _mm512_store_si512(place, narrowed(gelu(low), gelu(high)));
  }
};

/// Added to f32 rows.
struct SumSink {
  const float *before;
  float *out;
  size_t width;
  void operator()(size_t row, size_t output, __m512 low, __m512 high) const {
    const __mmask16 some = first(width - output), more = first(width > output + 16 ? width - output - 16 : 0);
    const size_t place = row * width + output;
    _mm512_mask_storeu_ps(out + place, some, _mm512_add_ps(low, _mm512_maskz_loadu_ps(some, before + place)));
    _mm512_mask_storeu_ps(out + place + 16, more, _mm512_add_ps(high, _mm512_maskz_loadu_ps(more, before + place + 16)));
  }
};

/// The panel `number` for tokens `begin..<end`; meanwhile the panel at `soon` is fetched.
template <typename Sink>
void multiply_panel(
  const Matrix &matrix, const Activations &x, size_t begin, size_t end, size_t number, const char *soon, Bench &bench,
  const Widener &widener, const Sink &sink) {
  const size_t steps = matrix.steps(), groups = up(end - begin, 2 * rows) / (2 * rows);
  const Widening widening{widener, matrix.panel_at(number), bench.weights.data, steps};
  const Ready ready{matrix.is_bytes ? bench.weights.data : matrix.panel_at(number)};
  Ahead ahead{soon, soon ? up(matrix.panel_bytes() / 64, groups * steps) / (groups * steps) : 0};
  const size_t output = number * panel;
  const __m512 scales[2] = {_mm512_load_ps(matrix.scales.data + output), _mm512_load_ps(matrix.scales.data + output + 16)};
  const __m512 bias[2] = {_mm512_load_ps(matrix.bias.data + output), _mm512_load_ps(matrix.bias.data + output + 16)};
  for (size_t token = begin; token < end; token += 2 * rows) {
    const size_t valid = end - token < 2 * rows ? end - token : 2 * rows;
    const char *tokens = x.start + token / rows * x.tile_stride;
    if (matrix.is_bytes && token == begin)
      multiply(x, tokens, widening, steps, valid > rows, true, ahead, bench.sums, panel * 4);
    else
      multiply(x, tokens, ready, steps, valid > rows, true, ahead, bench.sums, panel * 4);
    if (ahead.next) ahead.next += ahead.lines * steps * 64;
    for (size_t row = 0; row < valid; ++row) {
      const float *sum = bench.sums + row * panel;
      sink(
        token + row, output, _mm512_fmadd_ps(_mm512_load_ps(sum), scales[0], bias[0]),
        _mm512_fmadd_ps(_mm512_load_ps(sum + 16), scales[1], bias[1]));
    }
  }
}

/// A phase: as many tokens as stay in the cache, a panel a piece.
template <typename Sink>
void multiply_all(const Matrix &matrix, const Activations &x, const Run &run, Shared &shared, size_t phase, Bench &bench, Sink sink) {
  const size_t fitting = resident_bytes / (matrix.steps() * step * 2) / (2 * rows) * (2 * rows);
  const size_t block = fitting < 2 * rows ? 2 * rows : fitting, panels = matrix.panel_count();
  const size_t pieces = up(run.count(), block) / block * panels;
  const Widener widener;
  size_t piece = shared.take(phase);
  while (piece < pieces) {
    const size_t following = shared.take(phase), begin = piece / panels * block;
    const size_t end = begin + block < run.count() ? begin + block : run.count();
    const char *soon = following < pieces ? matrix.panel_at(following % panels) : nullptr;
    multiply_panel(matrix, x, begin, end, piece % panels, soon, bench, widener, sink);
    piece = following;
  }
}

/// A phase: a head of a sequence a piece.
void attend_all(const Run &run, Shared &shared, size_t phase, Bench &bench) {
  const tiles_layer &layer = *run.layer;
  const size_t stride = layer.projection.panel_count() * panel, out_stride = up(layer.width, step);
  const size_t depth = layer.width / layer.head_count;
  for (size_t piece; (piece = shared.take(phase)) < run.sequences * layer.head_count;) {
    const size_t token = piece / layer.head_count * run.tokens, column = piece % layer.head_count * depth;
    const uint16_t *start = shared.projected.data + token * stride + column;
    attend(
      {start, start + layer.width, start + 2 * layer.width, shared.mixed.data + token * out_stride + column, run.tokens, depth, stride,
       out_stride},
      bench);
  }
}
}  // namespace

void tiles::run_layer(const Run &run, Shared &shared, Bench &bench) {
  const tiles_layer &layer = *run.layer;
  const size_t width = layer.width, steps = up(width, step) / step, inner_steps = up(layer.inner_width, step) / step;
  const Activations normal = Activations::tiled(shared.normal.data, steps);
  configure();
  normalise_all(run, run.states, layer.norms.data, shared, 0);
  shared.wait_for_all(0);
  multiply_all(
    layer.projection, normal, run, shared, 1, bench, PlainSink{shared.projected.data, layer.projection.panel_count() * panel});
  shared.wait_for_all(1);
  attend_all(run, shared, 2, bench);
  shared.wait_for_all(2);
  multiply_all(
    layer.output, Activations::plain(shared.mixed.data, up(width, step)), run, shared, 3, bench, SumSink{run.states, run.next, width});
  shared.wait_for_all(3);
  normalise_all(run, run.next, layer.norms.data + 2 * width, shared, 4);
  shared.wait_for_all(4);
  multiply_all(layer.wide, normal, run, shared, 5, bench, GeluSink{shared.hidden.data, inner_steps});
  shared.wait_for_all(5);
  multiply_all(
    layer.narrow, Activations::tiled(shared.hidden.data, inner_steps), run, shared, 6, bench, SumSink{run.next, run.next, width});
  _tile_release();
  shared.arrive();
}
TILES_END

bool tiles::Shared::reserve(const Run &run) {
  const tiles_layer &layer = *run.layer;
  const size_t count = up(run.count(), 2 * rows), width = up(layer.width, step);
  return normal.reserve(count * width) && mixed.reserve(count * width) &&
    projected.reserve(count * layer.projection.panel_count() * panel) && hidden.reserve(count * up(layer.inner_width, step));
}

bool tiles::reserve_bench(const Run &run, Bench &bench) {
  const tiles_layer &layer = *run.layer;
  const size_t depth = up(layer.width / layer.head_count, step), padded = up(run.tokens, panel);
  const size_t widest = up(layer.inner_width > layer.width ? layer.inner_width : layer.width, step);
  return (!layer.wide.is_bytes || bench.weights.reserve(widest * panel * 2)) && bench.query.reserve(2 * rows * depth) &&
    bench.key.reserve(padded * depth) && bench.value.reserve(padded * depth) && bench.shares.reserve(2 * rows * padded) &&
    bench.scores.reserve(2 * rows * (padded + 16));
}

extern "C" {
tiles_layer *tiles_layer_create(size_t width, size_t inner_width, size_t heads, float epsilon, bool is_bytes) {
  tiles_layer *layer = new (std::nothrow) tiles_layer{};
  if (!layer) return nullptr;
  layer->width = width;
  layer->inner_width = inner_width;
  layer->head_count = heads;
  layer->epsilon = epsilon;
  if (layer->norms.reserve(4 * width) && layer->projection.reserve(3 * width, width, is_bytes) &&
      layer->output.reserve(width, width, is_bytes) && layer->wide.reserve(inner_width, width, is_bytes) &&
      layer->narrow.reserve(width, inner_width, is_bytes))
    return layer;
  delete layer;
  return nullptr;
}

void tiles_layer_set_norm(tiles_layer *layer, bool is_second, const float *weight, const float *bias) {
  float *place = layer->norms.data + (is_second ? 2 * layer->width : 0);
  std::memcpy(place, weight, layer->width * sizeof(float));
  std::memcpy(place + layer->width, bias, layer->width * sizeof(float));
}

void tiles_layer_set_linear(
  tiles_layer *layer, tiles_part part, const void *rows, tiles_type type, const float *scales, const float *bias) {
  const size_t width = layer->width;
  switch (part) {
    case TILES_QUERY: return layer->projection.pack(rows, type, scales, bias, 0, width);
    case TILES_KEY: return layer->projection.pack(rows, type, scales, bias, width, width);
    case TILES_VALUE: return layer->projection.pack(rows, type, scales, bias, 2 * width, width);
    case TILES_OUTPUT: return layer->output.pack(rows, type, scales, bias, 0, width);
    case TILES_WIDE: return layer->wide.pack(rows, type, scales, bias, 0, layer->inner_width);
    case TILES_NARROW: return layer->narrow.pack(rows, type, scales, bias, 0, width);
  }
}

void tiles_layer_free(tiles_layer *layer) { delete layer; }
}
#else
#include "CTiles.h"
extern "C" {
tiles_pool *tiles_pool_create(size_t) { return nullptr; }
void tiles_pool_free(tiles_pool *) {}
tiles_layer *tiles_layer_create(size_t, size_t, size_t, float, bool) { return nullptr; }
void tiles_layer_set_norm(tiles_layer *, bool, const float *, const float *) {}
void tiles_layer_set_linear(tiles_layer *, tiles_part, const void *, tiles_type, const float *, const float *) {}
void tiles_layer_free(tiles_layer *) {}
bool tiles_layer_run(const tiles_layer *, tiles_pool *, const float *, float *, size_t, size_t) { return false; }
}
#endif
