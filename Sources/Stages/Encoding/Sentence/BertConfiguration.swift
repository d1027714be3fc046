/// The part of a BERT `config.json` that decides the graph.
///
/// - Source: Hugging Face `BertConfig`.
struct BertConfiguration: Decodable {
  let hidden_size: Int
  let num_attention_heads: Int
  let num_hidden_layers: Int
  let intermediate_size: Int
  let layer_norm_eps: Double
  let vocab_size: Int
  let max_position_embeddings: Int
  let type_vocab_size: Int
  let hidden_act: String
  let position_embedding_type: String?

  /// Refuses what the graph does not draw.
  func check() throws(EncodingError) {
    func refuse(_ field: String, _ expected: String, _ actual: some Any) -> EncodingError {
      .configuration(file: "config.json", field: field, expected: expected, actual: "\(actual)")
    }
    guard hidden_act == "gelu" else { throw refuse("hidden_act", "gelu", hidden_act) }
    guard position_embedding_type ?? "absolute" == "absolute" else {
      throw refuse("position_embedding_type", "absolute", position_embedding_type ?? "")
    }
    guard num_attention_heads > 0, hidden_size % num_attention_heads == 0 else {
      throw refuse("num_attention_heads", "a divisor of hidden_size", num_attention_heads)
    }
  }
}
