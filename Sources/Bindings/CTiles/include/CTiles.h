#ifndef CTILES_H
#define CTILES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
// A transformer's layer in a processor's own products of bf16 and of bytes. Swift has no way to write these instructions.

/// How the numbers of a matrix are stored.
typedef enum { TILES_F32, TILES_F16, TILES_BF16, TILES_I8 } tiles_type;

/// The linear layers of a transformer's layer: x + attention(norm x), then y + MLP(norm y) with GELU approximated by tanh. All are
/// `[width, width]` but for WIDE, `[inner, width]`, and NARROW, `[width, inner]`.
typedef enum { TILES_QUERY, TILES_KEY, TILES_VALUE, TILES_OUTPUT, TILES_WIDE, TILES_NARROW } tiles_part;

/// What multiplies: two tiles of 16 rows in one instruction (Intel AMX), or a row's cell with a row of cells (AVX-512 VNNI and BF16). AMX
/// in memory is for tests on processors with AVX-512 alone: all that AMX would run, its own instructions in loops.
typedef enum { TILES_AMX, TILES_AVX512, TILES_AMX_IN_MEMORY } tiles_instructions;

typedef struct tiles_pool tiles_pool;
typedef struct tiles_scratch tiles_scratch;
typedef struct tiles_layer tiles_layer;

/// Whether this processor and its kernel have them.
bool tiles_available(tiles_instructions instructions);

/// Threads that run layers, and what each of them needs for it; NULL = no memory or no threads.
tiles_pool *tiles_pool_create(size_t threads);
void tiles_pool_free(tiles_pool *pool);

/// A layer without weights yet, of which all matrices are int8 or none, for instructions that are available; `width` is a multiple of
/// `heads`, and each head's part of it even. NULL = no memory.
tiles_layer *tiles_layer_create(
  size_t width, size_t inner_width, size_t heads, float epsilon, bool is_bytes, tiles_instructions instructions);
/// `[width]` each.
void tiles_layer_set_norm(tiles_layer *layer, bool is_second, const float *weight, const float *bias);
/// Packs a matrix, `[out, in]` row by row, as the products read it; `bias` and, for int8, `scales` are `[out]`.
void tiles_layer_set_linear(
  tiles_layer *layer, tiles_part part, const void *rows, tiles_type type, const float *scales, const float *bias);
void tiles_layer_free(tiles_layer *layer);

/// What one way through a layer keeps between its stretches; grows to the largest run. NULL = no memory.
tiles_scratch *tiles_scratch_create(void);
void tiles_scratch_free(tiles_scratch *scratch);

/// A layer's stretches: norm and the three projections; attention; its output and the second norm; the MLP's first product; its second.
enum { TILES_STRETCHES = 5 };

/// Beside int8 weights the scores of more tokens than these are of bytes, where that is quicker: few tokens' errors would not average out.
enum { TILES_MOST_EXACT_TOKENS = 256 };

/// Runs stretches `begin..<end` of `layer` over `sequences` of `tokens` each, `[sequences, tokens, width]` f32 from `states` to `next`,
/// which are not the same memory. All of a layer's stretches are run in order with the same arguments. Waits until it is done; runs of
/// one pool come one after the other, those with another `scratch` also between two stretches. False = no memory.
bool tiles_layer_run(
  const tiles_layer *layer, tiles_pool *pool, tiles_scratch *scratch, const float *states, float *next, size_t sequences, size_t tokens,
  size_t begin, size_t end);
#ifdef __cplusplus
}
#endif
#endif
