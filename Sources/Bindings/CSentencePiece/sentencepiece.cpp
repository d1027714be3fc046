#include "CSentencePiece.h"

#include <sentencepiece_processor.h>

#include <memory>
#include <string>
#include <vector>

void *sentencepiece_open(const char *path) {
  auto processor = std::make_unique<sentencepiece::SentencePieceProcessor>();
  return processor->Load(path).ok() ? processor.release() : nullptr;
}

void *sentencepiece_open_bytes(const void *bytes, size_t length) {
  auto processor = std::make_unique<sentencepiece::SentencePieceProcessor>();
  const std::string model(static_cast<const char *>(bytes), length);
  return processor->LoadFromSerializedProto(model).ok() ? processor.release() : nullptr;
}

void sentencepiece_close(void *processor) {
  delete static_cast<sentencepiece::SentencePieceProcessor *>(processor);
}

int32_t sentencepiece_count(void *processor) {
  return static_cast<sentencepiece::SentencePieceProcessor *>(processor)->GetPieceSize();
}

int32_t sentencepiece_id(void *processor, const char *piece) {
  const auto opened = static_cast<sentencepiece::SentencePieceProcessor *>(processor);
  const int id = opened->PieceToId(piece);
  return opened->IdToPiece(id) == piece ? id : -1;
}

int64_t sentencepiece_encode(void *processor, const char *text, size_t length, int32_t *ids, size_t capacity) {
  std::vector<int> found;
  const auto status = static_cast<sentencepiece::SentencePieceProcessor *>(processor)->Encode(std::string(text, length), &found);
  if (!status.ok()) return -1;
  for (size_t i = 0; i < found.size() && i < capacity; ++i) ids[i] = found[i];
  return static_cast<int64_t>(found.size());
}
