#include "CTiles.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tiles.h"

namespace {
// Source: Intel SDM volume 2, CPUID leaf 7: sub-leaf 0 EDX bits 22 (AMX-BF16), 24 (AMX-TILE) and 25 (AMX-INT8), EBX bits 16, 17, 30, 31 (AVX-512 F, DQ,
// BW, VL), ECX bit 11 (AVX512_VNNI), sub-leaf 1 EAX bit 5 (AVX512_BF16); volume 1, 13.3: XCR0 bits 1 and 2 are the lower parts of vectors, 5 to 7 the
// rest of them, 17 and 18 tile configuration and data.
constexpr unsigned vector_state = 0xe6, tile_state = 3u << 17;

bool is_saved(unsigned state) {
  unsigned a, b, c, d, low, high;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c & 1u << 27)) return false;  // OSXSAVE
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (low & state) == state;
}

bool processor_has_vectors() {
  unsigned a, b, c, d;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return false;
  const unsigned wanted = 1u << 16 | 1u << 17 | 1u << 30 | 1u << 31;
  if ((b & wanted) != wanted || !(c & 1u << 11)) return false;
  return __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a & 1u << 5) && is_saved(vector_state);
}

bool processor_has_tiles() {
  unsigned a, b, c, d;
  if (!processor_has_vectors() || !__get_cpuid_count(7, 0, &a, &b, &c, &d)) return false;
  const unsigned wanted = 1u << 22 | 1u << 24 | 1u << 25;
  return (d & wanted) == wanted && is_saved(tile_state);
}

// Source: Linux, Documentation/arch/x86/xstate.rst: ARCH_REQ_XCOMP_PERM for XFEATURE_XTILE_DATA, once for a process.
bool kernel_permits() { return syscall(SYS_arch_prctl, 0x1023, 18) == 0; }
}  // namespace

bool tiles_available(tiles_instructions instructions) {
  static const bool vectors = processor_has_vectors(), tiles = processor_has_tiles() && kernel_permits();
  return instructions == TILES_AMX ? tiles : vectors;
}

void *tiles::zeros(size_t bytes) {
  // Weights and activations pass by in long runs; large pages spare the walks to find them. Small blocks would only be rounded up.
  const size_t page = bytes < 1 << 20 ? 64 : 2 << 20;
  void *block = nullptr;
  if (posix_memalign(&block, page, up(bytes, 64)) != 0) return nullptr;
  if (page > 64) madvise(block, bytes, MADV_HUGEPAGE);
  std::memset(block, 0, up(bytes, 64));
  return block;
}
#else
bool tiles_available(tiles_instructions) { return false; }
#endif
