// One layer of a transformer, phase by phase: all threads finish one before any begins the next.
#if defined(__x86_64__)
#include <new>

#include "amx.h"
#include "attention.h"
#include "avx512.h"
#include "norm.h"
#include "piece.h"
#include "pool.h"
#include "sinks.h"

TILES_BEGIN
namespace {
using namespace tiles;

/// One thread on its way through the phases of a run.
template <typename Instructions> class Walk {
public:
  Walk(const Run &run, Shared &shared, Bench &bench)
      : run(run), layer(*run.layer), scratch(*run.scratch), shared(shared), bench(bench), width(layer.width), inner(layer.inner_width) {}

  /// The number of its last phase.
  size_t all() {
    Instructions::begin();
    for (size_t stretch = run.begin; stretch < run.end; ++stretch) {
      if (stretch > run.begin) next();
      switch (stretch) {
        case 0: project(); break;
        case 1: attend_all(); break;
        case 2: mix(); break;
        case 3: multiply_wide(); break;
        case 4: multiply_narrow(); break;
      }
    }
    Instructions::end();
    shared.arrive();
    return phase;
  }

private:
  const Run &run;
  const tiles_layer &layer;
  tiles_scratch &scratch;
  Shared &shared;
  Bench &bench;
  const size_t width, inner;
  size_t phase = 0;

  void next() { shared.wait_for_all(phase++); }

  void project() {
    const Activations normal = input(scratch.normal.data, width);
    normalise_all(run.states, layer.norms.data, normal);
    next();
    multiply_all(layer.projection, normal, PlainSink{Activations::plain(scratch.projected.data, projected_stride())});
  }

  void mix() {
    const Activations normal = input(scratch.normal.data, width);
    Activations mixed = Activations::plain(scratch.mixed.data, up(width, step));
    if (layer.is_bytes()) {
      quantise_all(scratch.mixed.data, width, normal);
      next();
      mixed = normal;
    }
    multiply_all(layer.output, mixed, SumSink{run.states, run.next, width});
    next();
    normalise_all(run.next, layer.norms.data + 2 * width, normal);
  }

  void multiply_wide() { multiply_all(layer.wide, input(scratch.normal.data, width), GeluSink{hidden()}); }

  void multiply_narrow() {
    Activations last = hidden();
    if (layer.is_bytes()) {
      last = input(scratch.split.data, inner);
      quantise_all(scratch.hidden.data, inner, last);
      next();
    }
    multiply_all(layer.narrow, last, SumSink{run.next, run.next, width});
  }

  Activations hidden() const {
    uint16_t *data = scratch.hidden.data;
    return layer.is_bytes() ? Activations::plain(data, up(inner, step)) : Activations::tiled(data, inner);
  }

  size_t projected_stride() const { return layer.projection.panel_count() * panel; }

  /// How the layer's products read their activations.
  Activations input(uint16_t *data, size_t width) const {
    return layer.is_bytes() ? Instructions::bytes(data, width, scratch.scales.data) : Activations::tiled(data, width);
  }

  /// `body` with each token, four a piece, so that the sixteen of the smallest set are every thread's work.
  template <typename Body> void each_token(const Body &body) {
    constexpr size_t length = 4;
    for (size_t piece; (piece = shared.take(phase)) * length < run.count();)
      for (size_t row = piece * length; row < run.count() && row < (piece + 1) * length; ++row) body(row);
  }

  struct Normalise {
    const tiles_layer &layer;
    const float *x, *norms;
    Activations out;
    float *row;
    void operator()(size_t number) const {
      normalise(x + number * layer.width, norms, norms + layer.width, layer.width, layer.epsilon, row);
      if (layer.is_bytes())
        Instructions::quantise(row, layer.width, out, number);
      else
        narrow(row, layer.width, out, number);
    }
  };

  struct Quantise {
    const uint16_t *x;
    size_t width;
    Activations out;
    float *row;
    void operator()(size_t number) const {
      widen(x + number * up(width, step), width, row);
      Instructions::quantise(row, width, out, number);
    }
  };

  void normalise_all(const float *x, const float *norms, const Activations &out) {
    each_token(Normalise{layer, x, norms, out, bench.row.data});
  }

  void quantise_all(const uint16_t *x, size_t width, const Activations &out) { each_token(Quantise{x, width, out, bench.row.data}); }

  /// Each thread takes pieces until there is none.
  template <typename Sink> void multiply_all(const Matrix &matrix, const Activations &x, const Sink &sink) {
    const Cut cut(matrix, run.count(), matrix.is_bytes ? Instructions::byte_step_bytes / rows : 64);
    const Piece<Instructions, Sink> work(matrix, x, cut, bench, sink);
    const size_t across = up(matrix.panel_count(), cut.panels) / cut.panels;
    const size_t pieces = up(run.count(), cut.tokens) / cut.tokens * across;
    size_t piece = shared.take(phase);
    while (piece < pieces) {
      const size_t following = shared.take(phase), begin = piece / across * cut.tokens;
      const size_t end = begin + cut.tokens < run.count() ? begin + cut.tokens : run.count();
      const char *soon = following < pieces ? matrix.panel_at(following % across * cut.panels) : nullptr;
      work.run(begin, end, piece % across * cut.panels, soon);
      piece = following;
    }
  }

  /// A head of a sequence a piece.
  void attend_all() {
    const size_t stride = projected_stride(), out_stride = up(layer.width, step), depth = layer.width / layer.head_count;
    for (size_t piece; (piece = shared.take(phase)) < run.sequences * layer.head_count;) {
      const size_t token = piece / layer.head_count * run.tokens, column = piece % layer.head_count * depth;
      const uint16_t *start = scratch.projected.data + token * stride + column;
      uint16_t *out = scratch.mixed.data + token * out_stride + column;
      const Head head{start, start + layer.width, start + 2 * layer.width, out, run.tokens, depth, stride, out_stride};
      attend<Instructions>(head, layer.is_bytes(), bench);
    }
  }
};
}  // namespace

size_t tiles::run_layer(const Run &run, Shared &shared, Bench &bench) {
  switch (run.layer->instructions) {
    case TILES_AMX: return Walk<Amx<TileRegisters>>(run, shared, bench).all();
    case TILES_AMX_IN_MEMORY: return Walk<Amx<TilesInMemory>>(run, shared, bench).all();
    case TILES_AVX512: return Walk<Avx512>(run, shared, bench).all();
  }
  __builtin_unreachable();
}
TILES_END

bool tiles_scratch::reserve(const tiles::Run &run) {
  using namespace tiles;
  const tiles_layer &layer = *run.layer;
  const size_t count = up(run.count(), 2 * rows), width = up(layer.width, byte_step), inner = up(layer.inner_width, byte_step);
  return normal.reserve(count * width) && mixed.reserve(count * width) &&
    projected.reserve(count * layer.projection.panel_count() * panel) && hidden.reserve(count * inner) &&
    (!layer.is_bytes() || (split.reserve(count * inner) && scales.reserve(count)));
}

bool tiles::reserve_bench(const Run &run, Bench &bench) {
  const tiles_layer &layer = *run.layer;
  const size_t depth = up(layer.width / layer.head_count, step), padded = up(run.tokens, panel);
  const size_t widest = layer.inner_width > layer.width ? layer.inner_width : layer.width;
  // Scores of bytes need less of the same blocks: a key its bytes and a scale, and sixteen keys' bytes where queries come later.
  return bench.row.reserve(up(widest, byte_step)) && bench.query.reserve(2 * rows * depth) && bench.key.reserve(padded * depth) &&
    bench.value.reserve(padded * depth) && bench.shares.reserve(2 * rows * padded) &&
    bench.scores.reserve(2 * rows * (padded + 16)) && bench.totals.reserve(12 * most_tokens * panel);
}

extern "C" {
tiles_layer *tiles_layer_create(
  size_t width, size_t inner_width, size_t heads, float epsilon, bool is_bytes, tiles_instructions instructions) {
  tiles_layer *layer = new (std::nothrow) tiles_layer{};
  if (!layer) return nullptr;
  layer->width = width;
  layer->inner_width = inner_width;
  layer->head_count = heads;
  layer->epsilon = epsilon;
  layer->instructions = instructions;
  const bool is_raised = instructions == TILES_AVX512;
  if (layer->norms.reserve(4 * width) && layer->projection.reserve(3 * width, width, is_bytes, is_raised) &&
      layer->output.reserve(width, width, is_bytes, is_raised) && layer->wide.reserve(inner_width, width, is_bytes, is_raised) &&
      layer->narrow.reserve(width, inner_width, is_bytes, is_raised))
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
tiles_layer *tiles_layer_create(size_t, size_t, size_t, float, bool, tiles_instructions) { return nullptr; }
void tiles_layer_set_norm(tiles_layer *, bool, const float *, const float *) {}
void tiles_layer_set_linear(tiles_layer *, tiles_part, const void *, tiles_type, const float *, const float *) {}
void tiles_layer_free(tiles_layer *) {}
tiles_scratch *tiles_scratch_create(void) { return nullptr; }
void tiles_scratch_free(tiles_scratch *) {}
bool tiles_layer_run(
  const tiles_layer *, tiles_pool *, tiles_scratch *, const float *, float *, size_t, size_t, size_t, size_t) {
  return false;
}
}
#endif
