public import Cryptography
import Foundation
public import Vocabulary

/// Decides whether a message comes from the call service. A value that reads no clock.
public struct SignatureVerifier: Sendable {
  private enum Piece: Sendable { case literal([UInt8]), body, timestamp, method, url, identifier }

  public let rules: SignatureRules
  private let key: Secret
  private let pieces: [Piece]

  /// - Parameter rules: how messages are signed.
  public init(_ rules: SignatureRules) {
    self.rules = rules
    key = Self.key(rules.secret)
    pieces = Self.pieces(rules.form.payload)
  }

  /// Verifies in constant time.
  ///
  /// - Parameters:
  ///   - message: as it arrived.
  ///   - now: when.
  /// - Returns: by what the message is known, so that it is not taken twice.
  /// - Throws: ``SignatureFault``.
  public func verify(_ message: SignedMessage, at now: Moment) throws(SignatureFault) -> Digest {
    guard let sent = message.header(rules.form.signatureHeader) else { throw .absent }
    guard rules.form.scheme == .hmac else {
      guard Secret(text: sent) == key else { throw .wrong }
      return SHA256.digest(of: message.body)
    }
    let time = rules.form.isDated ? message.header(rules.form.timestampHeader) : nil
    if rules.form.isDated, time == nil { throw .absent }
    let identifier = rules.form.identifierHeader.flatMap { message.header($0) }
    if rules.form.identifierHeader != nil, identifier == nil { throw .absent }
    let payload = payload(message, time: time ?? "", identifier: identifier ?? "")
    guard let code = try? code(of: payload), codes(in: sent).contains(where: { ConstantTime.areEqual($0, code) }) else {
      throw .wrong
    }
    // Only now: what is not signed says nothing.
    if let time { try check(Self.milliseconds(time), at: now) }
    return SHA256.digest(of: identifier.map { Array("id ".utf8) + Array($0.utf8) } ?? payload)
  }

  /// Whether a time is near enough.
  ///
  /// - Parameters:
  ///   - milliseconds: since 1970; `nil` = it is not known.
  ///   - now: when.
  /// - Throws: ``SignatureFault``.
  public func check(_ milliseconds: Int64?, at now: Moment) throws(SignatureFault) {
    guard let milliseconds else { throw .absent }
    let (difference, overflows) = now.wallMilliseconds.subtractingReportingOverflow(milliseconds)
    guard !overflows, Double(difference.magnitude) <= rules.form.tolerance.milliseconds else { throw .stale }
  }

  private func payload(_ message: SignedMessage, time: String, identifier: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(message.body.count + 64)
    for piece in pieces {
      switch piece {
      case .literal(let text): bytes += text
      case .body: bytes += message.body
      case .timestamp: bytes += Array(time.utf8)
      case .method: bytes += Array(message.method.utf8)
      case .url: bytes += Array((rules.publicAddress + message.path).utf8)
      case .identifier: bytes += Array(identifier.utf8)
      }
    }
    return bytes
  }

  private func code(of payload: [UInt8]) throws(CryptographyError) -> [UInt8] {
    switch rules.form.algorithm {
    case .sha256: try MessageAuthentication.sha256(payload, key: key)
    case .sha512: try MessageAuthentication.sha512(payload, key: key)
    case .sha1: try MessageAuthentication.sha1(payload, key: key)
    }
  }

  /// The codes that a header offers: several while a secret is changed. At most 8 are looked at.
  private func codes(in header: String) -> [[UInt8]] {
    header.split(separator: " ").prefix(8).compactMap { item in
      guard item.hasPrefix(rules.form.prefix) else { return nil }
      let text = String(item.dropFirst(rules.form.prefix.count))
      switch rules.form.encoding {
      case .hex: return Hexadecimal.bytes(of: text)
      case .base64: return Data(base64Encoded: text).map { [UInt8]($0) }
      }
    }
  }

  private static func key(_ secret: Secret) -> Secret {
    secret.withText { text in
      guard text.hasPrefix("whsec_"), let bytes = Data(base64Encoded: String(text.dropFirst(6))) else { return secret }
      return Secret(bytes: [UInt8](bytes))
    }
  }

  private static func pieces(_ template: String) -> [Piece] {
    let names: [(String, Piece)] = [
      ("{body}", .body), ("{timestamp}", .timestamp), ("{method}", .method), ("{url}", .url), ("{svix-id}", .identifier),
    ]
    var (pieces, literal, rest): ([Piece], [UInt8], Substring) = ([], [], template[...])
    while let first = rest.first {
      guard let (name, piece) = names.first(where: { rest.hasPrefix($0.0) }) else {
        literal += Array(String(first).utf8)
        rest = rest.dropFirst()
        continue
      }
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = []
      pieces.append(piece)
      rest = rest.dropFirst(name.count)
    }
    return literal.isEmpty ? pieces : pieces + [.literal(literal)]
  }

  /// Seconds or milliseconds since 1970, or RFC 3339.
  private static func milliseconds(_ text: String) -> Int64? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }) else { return RFC3339.wallMilliseconds(text) }
    guard let number = Int64(text) else { return nil }
    // The first moment with twelve digits of seconds is in the year 5138.
    return text.utf8.count < 12 ? number * 1000 : number
  }
}
