/// The table of a safetensors file: a length (u64, little-endian), that many bytes of JSON, then raw numbers.
///
/// The file may come from a stranger: everything is checked against the file's size before it is believed.
///
/// - Source: the format's own rules: tensors fill the data without holes, each name stands once, metadata are texts.
struct SafetensorsHeader {
  static let byteLimit = 100_000_000
  static let entryLimit = 100_000
  /// More axes than any weight has.
  static let axisLimit = 8
  /// Longer than any tensor's name.
  static let nameByteLimit = 512

  let entries: [String: TensorEntry]

  private struct Row {
    var type: String?
    var shape: [Int]?
    var offsets: [Int]?
  }

  /// - Parameters:
  ///   - json: the header's bytes.
  ///   - dataStart: where the numbers start in the file.
  ///   - fileByteCount: how long the file is.
  init(json: [UInt8], dataStart: Int, fileByteCount: Int) throws(SafetensorsRefusal) {
    // Counted before parsing, so that a header of a million entries costs a scan and nothing more.
    guard json.count(where: { $0 == UInt8(ascii: "{") }) <= Self.entryLimit + 2 else {
      throw SafetensorsRefusal(tensor: nil, fault: .tooManyEntries(limit: Self.entryLimit))
    }
    var found: [String: TensorEntry] = [:]
    for (name, row) in try Self.rows(of: json) {
      found[name] = try Self.entry(name, row, dataStart: dataStart, dataByteCount: fileByteCount - dataStart)
    }
    try Self.refuseGaps(among: found.values, dataStart: dataStart, fileByteCount: fileByteCount)
    entries = found
  }

  private static func rows(of json: [UInt8]) throws(SafetensorsRefusal) -> [(String, Row)] {
    var scanner = JSONScanner(json, depthLimit: 4)
    var rows: [(String, Row)] = []
    var current: String?
    do {
      try scanner.object { scanner, name in
        current = name
        guard name != "__metadata__" else { return try scanner.object { scanner, _ in _ = try scanner.string() } }
        guard name.utf8.count <= nameByteLimit else { throw scanner.fault("a name of \(name.utf8.count) bytes") }
        rows.append((name, try row(&scanner)))
        current = nil
      }
      try scanner.finish()
      return rows
    } catch let fault as JSONFault {
      let tensor = current.map { String($0.prefix(64)) }
      throw SafetensorsRefusal(tensor: tensor, fault: .malformed(reason: "\(fault.reason) (at byte \(fault.place))"))
    } catch {
      throw SafetensorsRefusal(tensor: current, fault: .malformed(reason: "not JSON"))
    }
  }

  private static func row(_ scanner: inout JSONScanner) throws -> Row {
    var row = Row()
    try scanner.object { scanner, field in
      switch field {
      case "dtype": row.type = try scanner.string()
      case "shape": row.shape = try integers(&scanner, limit: axisLimit)
      case "data_offsets": row.offsets = try integers(&scanner, limit: 2)
      default: try scanner.skip()
      }
    }
    return row
  }

  private static func integers(_ scanner: inout JSONScanner, limit: Int) throws -> [Int] {
    var values: [Int] = []
    try scanner.array { scanner in
      guard values.count < limit else { throw scanner.fault("more than \(limit) numbers in a list") }
      values.append(try scanner.integer())
    }
    return values
  }

  private static func entry(
    _ name: String, _ row: Row, dataStart: Int, dataByteCount: Int
  ) throws(SafetensorsRefusal) -> TensorEntry {
    func refuse(_ fault: SafetensorsFault) -> SafetensorsRefusal { SafetensorsRefusal(tensor: name, fault: fault) }
    guard let type = row.type else { throw refuse(.malformed(reason: "dtype is missing")) }
    guard let shape = row.shape else { throw refuse(.malformed(reason: "shape is missing")) }
    guard let offsets = row.offsets, offsets.count == 2 else {
      throw refuse(.malformed(reason: "data_offsets has not two numbers"))
    }
    let (begin, end) = (offsets[0], offsets[1])
    guard begin >= 0, begin <= end, end <= dataByteCount else {
      throw refuse(.outOfRange(begin: begin, end: end, dataBytes: dataByteCount))
    }
    guard let elementByteCount = NumberType.byteCount(ofAny: type) else {
      throw refuse(.malformed(reason: "unknown dtype \(type.prefix(16))"))
    }
    guard byteCount(of: shape, elementByteCount) == end - begin else {
      throw refuse(.size(shape: shape, spannedBytes: end - begin))
    }
    return TensorEntry(name: name, type: type, shape: shape, bytes: (dataStart + begin)..<(dataStart + end))
  }

  /// `nil` if a dimension is negative or the product overflows.
  private static func byteCount(of shape: [Int], _ elementByteCount: Int) -> Int? {
    var total = elementByteCount
    for dimension in shape {
      guard dimension >= 0 else { return nil }
      let (product, overflows) = total.multipliedReportingOverflow(by: dimension)
      if overflows { return nil }
      total = product
    }
    return total
  }

  /// Every byte of the data belongs to exactly one tensor: what overlaps is hostile, what is left over is another file's rest or
  /// a download that was resumed wrongly.
  private static func refuseGaps(
    among entries: some Collection<TensorEntry>, dataStart: Int, fileByteCount: Int
  ) throws(SafetensorsRefusal) {
    let ordered = entries.filter { !$0.bytes.isEmpty }
      .sorted { ($0.bytes.lowerBound, $0.bytes.upperBound, $0.name) < ($1.bytes.lowerBound, $1.bytes.upperBound, $1.name) }
    var (end, previous) = (dataStart, "")
    for entry in ordered {
      guard entry.bytes.lowerBound >= end else { throw SafetensorsRefusal(tensor: entry.name, fault: .overlap(with: previous)) }
      guard entry.bytes.lowerBound == end else {
        throw SafetensorsRefusal(tensor: entry.name, fault: .unclaimed(byteCount: entry.bytes.lowerBound - end))
      }
      (end, previous) = (entry.bytes.upperBound, entry.name)
    }
    guard end == fileByteCount else { throw SafetensorsRefusal(tensor: nil, fault: .unclaimed(byteCount: fileByteCount - end)) }
  }
}
