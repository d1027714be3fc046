#ifndef CLLAMA_SHIM_H
#define CLLAMA_SHIM_H
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

// What bridge.cpp offers. It is compiled by scripts/setup-language-model against llama.cpp's own header, so that none of that library's
// structures is declared here: the program builds without it and opens it while running, where it is there.
#define SKINO_LLAMA_VERSION 1

typedef struct SkinoLlama SkinoLlama;
// Takes the bytes of each token; anything but 0 ends the answer.
typedef int (*SkinoLlamaPiece)(void *context, const char *bytes, int count);

typedef struct {
  int prompt_tokens;
  int reused_tokens;
  int tokens;
  // 0: the model ended; 1: the limit; 2: the receiver.
  int ending;
} SkinoLlamaCounts;

typedef int (*SkinoLlamaVersion)(void);
typedef SkinoLlama *(*SkinoLlamaLoad)(const char *path, int context_tokens, char *problem, int capacity);
typedef void (*SkinoLlamaRelease)(SkinoLlama *model);
typedef int (*SkinoLlamaDescribe)(SkinoLlama *model, char *text, int capacity);
typedef int (*SkinoLlamaGenerate)(
    SkinoLlama *model, const char *instruction, const char *text, int token_limit, float temperature, unsigned seed,
    SkinoLlamaPiece piece, void *context, SkinoLlamaCounts *counts);

typedef struct {
  SkinoLlamaLoad load;
  SkinoLlamaRelease release;
  SkinoLlamaDescribe describe;
  SkinoLlamaGenerate generate;
} SkinoLlamaFunctions;

// Opens the bridge: 0, or 1 for a library that cannot be opened, 2 for one without a function, 3 for one of another version. In C,
// because function pointers come from dlsym as void pointers. It is never closed: the library keeps state of its own.
static inline int skino_llama_open(const char *path, SkinoLlamaFunctions *functions, char *problem, int capacity) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    snprintf(problem, capacity, "%s", dlerror());
    return 1;
  }
  SkinoLlamaVersion version = (SkinoLlamaVersion)dlsym(library, "skino_llama_version");
  functions->load = (SkinoLlamaLoad)dlsym(library, "skino_llama_load");
  functions->release = (SkinoLlamaRelease)dlsym(library, "skino_llama_release");
  functions->describe = (SkinoLlamaDescribe)dlsym(library, "skino_llama_describe");
  functions->generate = (SkinoLlamaGenerate)dlsym(library, "skino_llama_generate");
  if (!version || !functions->load || !functions->release || !functions->describe || !functions->generate) return 2;
  return version() == SKINO_LLAMA_VERSION ? 0 : 3;
}
#endif
