internal import OpenVINO

/// Writes a graph as OpenVINO IR whose constants lie in the mapped checkpoint, so that nothing is converted or copied.
///
/// Every method adds one operation and returns its value; the methods of `GraphBuilder+Layers` read like the equations.
///
/// - Source: OpenVINO IR version 11 and its operation sets; each operation is named where it is used.
struct GraphBuilder {
  let checkpoint: Checkpoint
  /// Int8 rows that stand in for matrices of the checkpoint.
  let quantised: QuantisedWeights?
  /// In the order in which they are mapped: the checkpoint's, then the int8 rows.
  let files: [MappedFile]
  private let fileOffsets: [Int]
  private let extraOffset: Int
  private var layers: [String] = []
  private var edges: [String] = []
  /// Bytes behind the checkpoint's files: shapes, axes and scalars.
  private(set) var extra: [UInt8] = []

  init(checkpoint: Checkpoint, quantised: QuantisedWeights? = nil) {
    self.checkpoint = checkpoint
    self.quantised = quantised
    files = checkpoint.files.map(\.file) + (quantised.map { [$0.file] } ?? [])
    (fileOffsets, extraOffset) = WeightMapping.layout(fileByteCounts: files.map(\.byteCount))
  }

  /// `Parameter`: an input; −1 leaves a dimension open.
  mutating func parameter(_ name: String, _ type: ElementType, _ shape: [Int]) -> Node {
    let text = shape.map { $0 < 0 ? "?" : String($0) }.joined(separator: ",")
    return layer("Parameter", "opset1", data: "shape=\"\(text)\" element_type=\"\(type.rawValue)\"", name: name, type: type)
  }

  /// `Result`: the value that a caller reads as `name`.
  mutating func result(_ node: Node, _ name: String) {
    // The name belongs to the port that makes the value; an extra reshaping of nothing gives it a port of its own.
    let named = layer("Convert", "opset1", [node], data: "destination_type=\"f32\"", name: name, type: .f32)
    _ = layer("Result", "opset1", [named], type: nil)
  }

  /// `Const` over a tensor of the checkpoint, which must have exactly `shape`; widened to f32 by `Convert` where it is narrower.
  ///
  /// - Parameter seenAs: another shape for the same numbers in the same order.
  mutating func weight(_ name: String, _ shape: [Int], seenAs other: [Int]? = nil) throws(EncodingError) -> Node {
    let (place, type) = try checkpoint.place(of: name, shape: shape)
    return weightConstant(
      type, other ?? shape, offset: fileOffsets[place.file] + place.entry.bytes.lowerBound, byteCount: place.entry.bytes.count)
  }

  /// A run of rows of a checkpoint tensor `[rows.total, …]`: `in_proj_weight` holds three matrices, one below the other.
  mutating func weight(_ name: String, _ shape: [Int], rows: Range<Int>) throws(EncodingError) -> Node {
    let (place, type) = try checkpoint.place(of: name, shape: shape)
    let rowByteCount = place.entry.bytes.count / max(shape[0], 1)
    return weightConstant(
      type, [rows.count] + shape.dropFirst(),
      offset: fileOffsets[place.file] + place.entry.bytes.lowerBound + rows.lowerBound * rowByteCount,
      byteCount: rows.count * rowByteCount)
  }

  /// The matrix of a linear layer, `[out, in]`: int8 rows times their scales where the graph has them, else as stored.
  ///
  /// The engine keeps the pair packed as int8 and quantises what is multiplied with it on the fly.
  mutating func matrix(_ name: String, _ shape: [Int]) throws(EncodingError) -> Node {
    guard let quantised, let place = quantised.layout[name], let start = fileOffsets.last else { return try weight(name, shape) }
    // The checkpoint says whether the tensor is there and has this shape.
    _ = try checkpoint.place(of: name, shape: shape)
    let rows = constant(.i8, shape, offset: start + place.bytes.lowerBound, byteCount: place.bytes.count)
    let scales = constant(.f32, [shape[0], 1], offset: start + place.scales.lowerBound, byteCount: place.scales.count)
    let wide = operation("Convert", "opset1", [rows], [("destination_type", "f32")])
    return multiply(wide, scales)
  }

  private mutating func weightConstant(_ type: NumberType, _ shape: [Int], offset: Int, byteCount: Int) -> Node {
    let node = constant(type.elementType, shape, offset: offset, byteCount: byteCount)
    guard type != .f32 else { return node }
    // Marked, bf16 and f16 stay as they are stored; otherwise compiling widens them all, which costs their size twice over.
    return layer("Convert", "opset1", [node], data: "destination_type=\"f32\"", type: .f32, marks: ["decompression"])
  }

  private mutating func constant(_ type: ElementType, _ shape: [Int], offset: Int, byteCount: Int) -> Node {
    let text = shape.map(String.init).joined(separator: ",")
    return layer(
      "Const", "opset1",
      data: "element_type=\"\(type.rawValue)\" shape=\"\(text)\" offset=\"\(offset)\" size=\"\(byteCount)\"", type: type)
  }

  /// `Const` of whole numbers: shapes, axes, indices.
  mutating func integers(_ values: [Int], scalar: Bool = false) -> Node {
    let offset = extraOffset + extra.count
    for value in values { append(UInt64(bitPattern: Int64(value)), byteCount: 8) }
    return constant(.i64, scalar ? [] : [values.count], offset: offset, byteCount: 8 * values.count)
  }

  /// `Const` of a single f32.
  mutating func scalar(_ value: Float) -> Node {
    let offset = extraOffset + extra.count
    append(UInt64(value.bitPattern), byteCount: 8)
    return constant(.f32, [], offset: offset, byteCount: 4)
  }

  private mutating func append(_ bits: UInt64, byteCount: Int) {
    for shift in 0..<byteCount { extra.append(UInt8(truncatingIfNeeded: bits >> (8 * UInt64(shift)))) }
  }

  /// Any operation with one output.
  mutating func operation(
    _ type: String, _ version: String, _ inputs: [Node], _ attributes: [(String, String)] = [], result: ElementType = .f32
  ) -> Node {
    let data = attributes.map { "\($0.0)=\"\($0.1)\"" }.joined(separator: " ")
    return layer(type, version, inputs, data: data, type: result)
  }

  private mutating func layer(
    _ kind: String, _ version: String, _ inputs: [Node] = [], data: String = "", name: String? = nil, type: ElementType?,
    marks: [String] = []
  ) -> Node {
    let number = layers.count
    var text = "<layer id=\"\(number)\" name=\"\(name ?? "\(kind)_\(number)")\" type=\"\(kind)\" version=\"\(version)\">"
    if !data.isEmpty { text += "<data \(data)/>" }
    if !marks.isEmpty {
      text += "<rt_info>" + marks.map { "<attribute name=\"\($0)\" version=\"0\"/>" }.joined() + "</rt_info>"
    }
    if !inputs.isEmpty { text += "<input>" + inputs.indices.map { "<port id=\"\($0)\"/>" }.joined() + "</input>" }
    if let type {
      let names = name.map { " names=\"\($0)\"" } ?? ""
      text += "<output><port id=\"\(inputs.count)\" precision=\"\(Self.precision(type))\"\(names)/></output>"
    }
    layers.append(text + "</layer>")
    for (port, input) in inputs.enumerated() {
      edges.append(
        "<edge from-layer=\"\(input.layer)\" from-port=\"\(input.port)\" to-layer=\"\(number)\" to-port=\"\(port)\"/>")
    }
    return Node(layer: number, port: inputs.count, type: type ?? .other)
  }

  private static func precision(_ type: ElementType) -> String {
    switch type {
    case .f32: "FP32"
    case .f16: "FP16"
    default: type.rawValue.uppercased()
    }
  }

  /// The whole graph as IR text.
  func xml(named name: String) -> String {
    "<?xml version=\"1.0\"?><net name=\"\(name)\" version=\"11\"><layers>\(layers.joined())</layers>"
      + "<edges>\(edges.joined())</edges><rt_info/></net>"
  }
}
