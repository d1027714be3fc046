/// Why bytes are no acceptable JSON, and where.
struct JSONFault: Error {
  let reason: String
  /// Byte of the text, from 0.
  let place: Int
}
