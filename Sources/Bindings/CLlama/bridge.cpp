// The few calls of llama.cpp that the program needs, behind functions without structures of that library. Compiled by
// scripts/setup-language-model, never by the Swift build; the program opens the result while running (shim.h).
#include "shim.h"

#include <llama.h>
#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

namespace {
// What the library said last, for a load that fails; it has no error codes.
thread_local std::string *listener = nullptr;

void hear(ggml_log_level level, const char *text, void *) {
  if (listener && level == GGML_LOG_LEVEL_ERROR) listener->append(text);
}

// Rewording may wait: work runs on a thread of low priority, which ends with it, so that no thread of the program is slowed.
template <typename Work> void quietly(Work work) {
  std::thread thread([&] {
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), 10);
    work();
  });
  thread.join();
}
}  // namespace

struct SkinoLlama {
  llama_model *model = nullptr;
  llama_context *context = nullptr;
  const llama_vocab *vocabulary = nullptr;
  int capacity = 0;
  // What the context holds already: the instruction is the same for every sentence.
  std::vector<llama_token> held;

  ~SkinoLlama() {
    if (context) llama_free(context);
    if (model) llama_model_free(model);
    // What the allocator keeps for later would look like a model that was not released.
    malloc_trim(0);
  }

  bool append(std::vector<llama_token> &tokens, const std::string &text, bool isMarkup) const {
    std::vector<llama_token> own(text.size() + 8);
    int count = llama_tokenize(
        vocabulary, text.data(), static_cast<int32_t>(text.size()), own.data(), static_cast<int32_t>(own.size()), false, isMarkup);
    if (count < 0) return false;
    tokens.insert(tokens.end(), own.begin(), own.begin() + count);
    return true;
  }

  // The turns of ChatML. Only our own marks become marks: what looks like one in a text stays text.
  bool prompt(std::vector<llama_token> &tokens, const char *instruction, const char *text) const {
    return append(tokens, "<|im_start|>system\n", true) && append(tokens, instruction, false)
        && append(tokens, "<|im_end|>\n<|im_start|>user\n", true) && append(tokens, text, false)
        && append(tokens, "<|im_end|>\n<|im_start|>assistant\n", true);
  }

  bool speaksChatML() const {
    std::vector<llama_token> tokens;
    return append(tokens, "<|im_start|>", true) && tokens.size() == 1;
  }
};

extern "C" {
__attribute__((visibility("default"))) int skino_llama_version(void) { return SKINO_LLAMA_VERSION; }

__attribute__((visibility("default"))) SkinoLlama *skino_llama_load(
    const char *path, int context_tokens, char *problem, int capacity) {
  static const bool isReady = [] {
    llama_log_set(hear, nullptr);
    llama_backend_init();
    return true;
  }();
  (void)isReady;
  SkinoLlama *made = new SkinoLlama;
  std::string said;
  quietly([&] {
    listener = &said;
    llama_model_params parameters = llama_model_default_params();
    parameters.n_gpu_layers = 0;
    made->model = llama_model_load_from_file(path, parameters);
    if (made->model) {
      made->vocabulary = llama_model_get_vocab(made->model);
      llama_context_params context = llama_context_default_params();
      context.n_ctx = static_cast<uint32_t>(context_tokens);
      context.n_batch = context.n_ctx;
      context.n_threads = 1;
      context.n_threads_batch = 1;
      context.no_perf = true;
      made->context = llama_init_from_model(made->model, context);
      made->capacity = context_tokens;
    }
    listener = nullptr;
  });
  if (!made->context || !made->speaksChatML()) {
    if (made->context) said = "its vocabulary has no <|im_start|>: only models that are spoken to in ChatML can be used";
    std::replace(said.begin(), said.end(), '\n', ' ');
    snprintf(problem, static_cast<size_t>(capacity), "%s", said.c_str());
    delete made;
    return nullptr;
  }
  return made;
}

__attribute__((visibility("default"))) void skino_llama_release(SkinoLlama *model) { delete model; }

__attribute__((visibility("default"))) int skino_llama_describe(SkinoLlama *model, char *text, int capacity) {
  return llama_model_meta_val_str(model->model, "general.name", text, static_cast<size_t>(capacity));
}

// 0, or: 1 the text is too long for the context; 2 the text cannot be cut into tokens; 3 the model failed.
__attribute__((visibility("default"))) int skino_llama_generate(
    SkinoLlama *model, const char *instruction, const char *text, int token_limit, float temperature, unsigned seed,
    SkinoLlamaPiece piece, void *context, SkinoLlamaCounts *counts) {
  std::vector<llama_token> tokens;
  if (!model->prompt(tokens, instruction, text)) return 2;
  if (static_cast<int>(tokens.size()) + token_limit > model->capacity) return 1;
  int outcome = 0;
  quietly([&] {
    size_t shared = 0;
    while (shared < model->held.size() && shared + 1 < tokens.size() && model->held[shared] == tokens[shared]) shared += 1;
    if (!llama_memory_seq_rm(llama_get_memory(model->context), 0, static_cast<llama_pos>(shared), -1)) {
      llama_memory_clear(llama_get_memory(model->context), true);
      shared = 0;
    }
    *counts = {static_cast<int>(tokens.size()), static_cast<int>(shared), 0, 1};
    model->held = tokens;
    llama_sampler *sampler = llama_sampler_chain_init(llama_sampler_chain_default_params());
    if (temperature > 0) {
      llama_sampler_chain_add(sampler, llama_sampler_init_top_p(0.9f, 1));
      llama_sampler_chain_add(sampler, llama_sampler_init_temp(temperature));
      llama_sampler_chain_add(sampler, llama_sampler_init_dist(seed));
    } else {
      llama_sampler_chain_add(sampler, llama_sampler_init_greedy());
    }
    llama_batch batch = llama_batch_get_one(tokens.data() + shared, static_cast<int32_t>(tokens.size() - shared));
    llama_token token = 0;
    while (counts->tokens < token_limit) {
      if (llama_decode(model->context, batch) != 0) {
        outcome = 3;
        break;
      }
      token = llama_sampler_sample(sampler, model->context, -1);
      if (llama_vocab_is_eog(model->vocabulary, token)) {
        counts->ending = 0;
        break;
      }
      counts->tokens += 1;
      char bytes[256];
      int count = llama_token_to_piece(model->vocabulary, token, bytes, sizeof bytes, 0, false);
      if (count > 0 && piece(context, bytes, count) != 0) {
        counts->ending = 2;
        break;
      }
      batch = llama_batch_get_one(&token, 1);
    }
    llama_sampler_free(sampler);
    if (outcome != 0) model->held.clear();
  });
  return outcome;
}
}
