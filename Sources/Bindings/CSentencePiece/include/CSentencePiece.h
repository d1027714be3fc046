#ifndef CSENTENCEPIECE_H
#define CSENTENCEPIECE_H
#include <stddef.h>
#include <stdint.h>
// libsentencepiece has a C++ interface only; Swift calls these.
#ifdef __cplusplus
extern "C" {
#endif
/// Opens a `spiece.model`; NULL if it cannot be read.
void *sentencepiece_open(const char *path);
/// Opens a model from its serialised form; NULL if it is none.
void *sentencepiece_open_bytes(const void *bytes, size_t length);
void sentencepiece_close(void *processor);
/// How many pieces the vocabulary has.
int32_t sentencepiece_count(void *processor);
/// The id of a piece; -1 if there is none of that name.
int32_t sentencepiece_id(void *processor, const char *piece);
/// Encodes `text` into at most `capacity` ids; returns how many there are in all, or -1 on failure.
int64_t sentencepiece_encode(void *processor, const char *text, size_t length, int32_t *ids, size_t capacity);
#ifdef __cplusplus
}
#endif
#endif
