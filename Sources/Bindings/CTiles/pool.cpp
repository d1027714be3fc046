#if defined(__x86_64__)
#include "pool.h"

#include <memory>
#include <new>

namespace {
/// Turns of a waiting loop before the thread lets others run, and before a worker without work sleeps: some 10 µs.
constexpr int patience = 256;
}  // namespace

struct tiles_pool {
  tiles::Shared shared;
  std::vector<std::unique_ptr<tiles::Bench>> benches;
  std::vector<std::thread> workers;
  std::mutex turn, door;
  std::condition_variable bell;
  std::atomic<uint64_t> runs{0};
  std::atomic<bool> is_closing{false};
  tiles::Run run{};

  void work(size_t number) {
    for (uint64_t seen = 0; wait_for_run(seen); ++seen) tiles::run_layer(run, shared, *benches[number]);
  }

  bool wait_for_run(uint64_t seen) {
    for (int spin = 0; spin < patience && runs.load(std::memory_order_acquire) == seen; ++spin) _mm_pause();
    std::unique_lock<std::mutex> lock(door);
    bell.wait(lock, [&] { return is_closing || runs.load(std::memory_order_acquire) != seen; });
    return !is_closing;
  }

  ~tiles_pool() {
    {
      std::lock_guard<std::mutex> lock(door);
      is_closing = true;
    }
    bell.notify_all();
    for (std::thread &worker : workers) worker.join();
  }
};

void tiles::Shared::restart() {
  arrived.store(0, std::memory_order_relaxed);
  for (std::atomic<size_t> &phase : claimed) phase.store(0, std::memory_order_relaxed);
}

void tiles::Shared::wait(size_t phase) const {
  const size_t wanted = (phase + 1) * threads;
  for (int spin = 0; arrived.load(std::memory_order_acquire) < wanted; ++spin) {
    if (spin < patience)
      _mm_pause();
    else
      std::this_thread::yield();
  }
}

extern "C" {
tiles_pool *tiles_pool_create(size_t threads) try {
  if (threads == 0 || !tiles_available(TILES_AVX512)) return nullptr;
  std::unique_ptr<tiles_pool> pool(new tiles_pool());
  pool->shared.threads = threads;
  for (size_t number = 0; number < threads; ++number) pool->benches.emplace_back(new tiles::Bench());
  for (size_t number = 1; number < threads; ++number) pool->workers.emplace_back(&tiles_pool::work, pool.get(), number);
  return pool.release();
} catch (...) {
  return nullptr;
}

void tiles_pool_free(tiles_pool *pool) { delete pool; }

tiles_scratch *tiles_scratch_create(void) { return new (std::nothrow) tiles_scratch(); }

void tiles_scratch_free(tiles_scratch *scratch) { delete scratch; }

bool tiles_layer_run(
  const tiles_layer *layer, tiles_pool *pool, tiles_scratch *scratch, const float *states, float *next, size_t sequences, size_t tokens,
  size_t begin, size_t end) {
  std::lock_guard<std::mutex> lock(pool->turn);
  const tiles::Run run{layer, scratch, states, next, sequences, tokens, begin, end};
  // Later stretches read what earlier ones left.
  if (begin == 0 && !scratch->reserve(run)) return false;
  for (const std::unique_ptr<tiles::Bench> &bench : pool->benches)
    if (!tiles::reserve_bench(run, *bench)) return false;
  pool->shared.restart();
  {
    std::lock_guard<std::mutex> door(pool->door);
    pool->run = run;
    pool->runs.fetch_add(1, std::memory_order_release);
  }
  pool->bell.notify_all();
  pool->shared.wait(tiles::run_layer(run, pool->shared, *pool->benches[0]));
  return true;
}
}
#endif
