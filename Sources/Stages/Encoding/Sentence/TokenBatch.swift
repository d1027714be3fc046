/// Several texts' ids as a rectangle, with a mask that says which of it is text.
struct TokenBatch {
  let rows: Int
  let columns: Int
  /// `[rows × columns]`
  let ids: [Int64]
  /// `[rows × columns]`, 1 for a token, 0 for padding.
  let mask: [Float]

  init(_ texts: [[Int64]], padding: Int64) {
    rows = texts.count
    columns = texts.map(\.count).max() ?? 0
    var ids: [Int64] = []
    var mask: [Float] = []
    for text in texts {
      ids += text + [Int64](repeating: padding, count: columns - text.count)
      mask += [Float](repeating: 1, count: text.count) + [Float](repeating: 0, count: columns - text.count)
    }
    (self.ids, self.mask) = (ids, mask)
  }
}
