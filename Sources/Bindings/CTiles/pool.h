// Threads that run one layer together, phase by phase.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "tiles.h"

namespace tiles {
/// One run of a layer's stretches `begin..<end`.
struct Run {
  const tiles_layer *layer;
  tiles_scratch *scratch;
  const float *states;
  float *next;
  size_t sequences, tokens, begin, end;

  size_t count() const { return sequences * tokens; }
};

/// How the threads of a run agree. Between two phases they wait for each other.
struct Shared {
  static constexpr size_t most_phases = 9;

  alignas(64) std::atomic<size_t> arrived{0};
  alignas(64) std::atomic<size_t> claimed[most_phases];
  size_t threads = 1;

  void restart();
  /// The next piece of a phase's work: who is slow takes fewer.
  size_t take(size_t phase) { return claimed[phase].fetch_add(1, std::memory_order_relaxed); }
  void arrive() { arrived.fetch_add(1, std::memory_order_acq_rel); }
  /// Until every thread has arrived at the end of `phase`.
  void wait(size_t phase) const;
  void wait_for_all(size_t phase) {
    arrive();
    wait(phase);
  }
};

/// A thread's part of a run, and the number of its last phase. After that it looks at nothing that is shared: the next run may begin at
/// once.
size_t run_layer(const Run &run, Shared &shared, Bench &bench);
bool reserve_bench(const Run &run, Bench &bench);
}  // namespace tiles

/// What all threads of a run write and read.
struct tiles_scratch {
  tiles::Block<uint16_t> normal, projected, mixed, hidden, split;
  tiles::Block<float> scales;  // of tokens that have one each

  bool reserve(const tiles::Run &run);
};
