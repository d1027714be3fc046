#ifndef CDOTPRODUCTS_H
#define CDOTPRODUCTS_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
// Swift has no way to compile one function for several instruction sets and choose when the program starts.

/// Scores `count` rows of `width` bytes: out[r] = sum of rows[r][i] * query[i]. The caller keeps the sums within 32 bits.
void dot_products_of_bytes(const int8_t *rows, const int16_t *query, size_t count, size_t width, int32_t *out);
/// The sum of a[i] * b[i].
float dot_product(const float *a, const float *b, size_t width);
/// Multiplies `count` rows of `width` numbers: out[r] = sum of rows[r][i] * query[i]. The same to the last bit on every processor.
void dot_products(const float *rows, const float *query, size_t count, size_t width, float *out);
#ifdef __cplusplus
}
#endif
#endif
