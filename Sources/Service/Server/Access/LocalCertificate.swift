import Configuration
import Cryptography
import Foundation
import Soup
import Vocabulary

/// The certificate that the server makes for itself, kept in the data folder so that whoever trusts it does so once.
struct LocalCertificate {
  static let days = 820

  private let folder: URL

  init(folder: String) { self.folder = URL(fileURLWithPath: folder, isDirectory: true).appendingPathComponent("tls") }

  var certificateFile: String { folder.appendingPathComponent("certificate.pem").path }
  private var keyFile: String { folder.appendingPathComponent("key.pem").path }

  /// The kept one, or a new one if there is none that is still good for a month.
  func identity(for address: ListenAddress) throws -> TLSIdentity {
    if !isGood { try make(for: address) }
    return try TLSIdentity(certificateFile: certificateFile, keyFile: keyFile)
  }

  private var isGood: Bool {
    guard let made = try? FileManager.default.attributesOfItem(atPath: certificateFile)[.modificationDate] as? Date,
      FileManager.default.fileExists(atPath: keyFile)
    else { return false }
    return Date().timeIntervalSince(made) < Double(Self.days - 30) * 86_400
  }

  private func make(for address: ListenAddress) throws(ServerError) {
    let host = ProcessInfo.processInfo.hostName
    let names = Set(["localhost", host].filter { !$0.isEmpty && NetworkAddress($0) == nil })
    let addresses = Set(["127.0.0.1", "::1", address.host] + NetworkInterfaces.addresses()).subtracting(["0.0.0.0", "::"])
    let alternatives = names.sorted().map { "DNS:\($0)" } + addresses.sorted().map { "IP:\($0)" }
    do {
      let made = try SelfSignedCertificate(
        commonName: "MediaSKINoscope on \(host)", alternativeNames: alternatives, days: Self.days)
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try write(made.key.withText { Data($0.utf8) }, to: keyFile)
      try write(Data(made.certificate.utf8), to: certificateFile)
    } catch {
      throw .localCertificate(what: "it cannot be made in \(folder.path); check that the data folder can be written")
    }
  }

  /// Readable by its owner only, from the first byte.
  private func write(_ data: Data, to path: String) throws(ServerError) {
    try? FileManager.default.removeItem(atPath: path)
    guard FileManager.default.createFile(atPath: path, contents: data, attributes: [.posixPermissions: 0o600]) else {
      throw .localCertificate(what: "\(path) cannot be written")
    }
  }
}
