import Foundation

/// The table of a safetensors file: a length (u64, little-endian), that many bytes of JSON, then raw numbers.
///
/// The file may come from a stranger: everything is checked against the file's size before it is believed.
struct SafetensorsHeader {
  static let byteLimit = 100_000_000
  static let entryLimit = 100_000

  let entries: [String: TensorEntry]

  private struct Row: Decodable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]
  }

  /// - Parameters:
  ///   - json: the header's bytes.
  ///   - dataStart: where the numbers start in the file.
  ///   - fileByteCount: how long the file is.
  init(json: Data, dataStart: Int, fileByteCount: Int) throws(SafetensorsRefusal) {
    // Counted before parsing, so that a header of a million entries costs a scan and nothing more.
    guard json.count(where: { $0 == UInt8(ascii: "{") }) <= Self.entryLimit + 2 else {
      throw SafetensorsRefusal(tensor: nil, fault: .tooManyEntries(limit: Self.entryLimit))
    }
    var found: [String: TensorEntry] = [:]
    for (name, row) in try Self.rows(of: json) {
      found[name] = try Self.entry(name, row, dataStart: dataStart, dataByteCount: fileByteCount - dataStart)
    }
    try Self.refuseOverlaps(among: found.values)
    entries = found
  }

  private struct Table: Decodable {
    var rows: [String: Row] = [:]

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: AnyKey.self)
      for key in container.allKeys where key.stringValue != "__metadata__" {
        do { rows[key.stringValue] = try container.decode(Row.self, forKey: key) } catch {
          throw SafetensorsRefusal(tensor: key.stringValue, reading: error)
        }
      }
    }
  }

  private static func rows(of json: Data) throws(SafetensorsRefusal) -> [String: Row] {
    do {
      return try JSONDecoder().decode(Table.self, from: json).rows
    } catch let refusal as SafetensorsRefusal {
      throw refusal
    } catch let error as DecodingError {
      throw SafetensorsRefusal(decoding: error)
    } catch {
      throw SafetensorsRefusal(tensor: nil, fault: .malformed(reason: "not JSON"))
    }
  }

  private static func entry(
    _ name: String, _ row: Row, dataStart: Int, dataByteCount: Int
  ) throws(SafetensorsRefusal) -> TensorEntry {
    func refuse(_ fault: SafetensorsFault) -> SafetensorsRefusal { SafetensorsRefusal(tensor: name, fault: fault) }
    guard row.data_offsets.count == 2 else { throw refuse(.malformed(reason: "data_offsets has not two numbers")) }
    let (begin, end) = (row.data_offsets[0], row.data_offsets[1])
    guard begin >= 0, begin <= end, end <= dataByteCount else {
      throw refuse(.outOfRange(begin: begin, end: end, dataBytes: dataByteCount))
    }
    guard let elementByteCount = NumberType.byteCount(ofAny: row.dtype) else {
      throw refuse(.malformed(reason: "unknown dtype \(row.dtype.prefix(16))"))
    }
    guard byteCount(of: row.shape, elementByteCount) == end - begin else {
      throw refuse(.size(shape: row.shape, spannedBytes: end - begin))
    }
    return TensorEntry(name: name, type: row.dtype, shape: row.shape, bytes: (dataStart + begin)..<(dataStart + end))
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

  private static func refuseOverlaps(among entries: some Collection<TensorEntry>) throws(SafetensorsRefusal) {
    let ordered = entries.filter { !$0.bytes.isEmpty }.sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
    for (earlier, later) in zip(ordered, ordered.dropFirst()) where later.bytes.lowerBound < earlier.bytes.upperBound {
      throw SafetensorsRefusal(tensor: later.name, fault: .overlap(with: earlier.name))
    }
  }
}
