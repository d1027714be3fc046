import Calls
import Configuration
import Cryptography
import Foundation
import Soup
import Vocabulary

extension CallService {
  /// Where VAPI sends its messages, behind the server's own address.
  static let messagePath = "/api/v1/vapi/messages"
  private static let longestAssistant = 262_144

  /// Reads the files that a configuration names and makes its words the stage's own.
  init(_ setting: VapiSetting) throws(PipelineError) {
    guard let target = HTTPTarget(setting.url) else {
      throw .unusable(what: "url under voice: vapi:", reason: "it must be \(HTTPTarget.allowed)")
    }
    self.init(
      target: target, key: try Self.secret(setting.secretFile, "secret_file", 8...4_096), assistant: try Self.assistant(setting),
      control: ControlRules(hosts: setting.controlHosts, allowsLoopback: target.isLoopback),
      messageAddress: setting.publicURL + Self.messagePath)
    // It goes into a header.
    guard key.withText({ $0.utf8.allSatisfy { (33...126).contains($0) } }) else {
      throw .unusable(what: "secret_file under voice: vapi:", reason: "it must hold VAPI's private key alone, on one line")
    }
    phoneNumber = setting.phoneNumberID
    authorityFile = setting.certificate
    guard let file = setting.numberFile else { return }
    let number = try Self.secret(file, "number_file", 8...16)
    // E.164: a plus and at most fifteen digits.
    guard number.withText({ $0.hasPrefix("+") && $0.dropFirst().utf8.allSatisfy { (48...57).contains($0) } }) else {
      throw .unusable(what: "number_file under voice: vapi:", reason: "it must hold one number such as +12025550123")
    }
    self.number = number
  }

  private static func assistant(_ setting: VapiSetting) throws(PipelineError) -> Assistant {
    if let id = setting.assistantID { return .kept(id: id) }
    guard let path = setting.assistantFile, let data = FileManager.default.contents(atPath: path),
      data.count <= longestAssistant, case .object(let members)? = try? JSONValue(parsing: [UInt8](data))
    else {
      throw .unusable(
        what: "assistant_file under voice: vapi:",
        reason: "it must be a readable JSON object of at most \(longestAssistant) bytes")
    }
    return .sent(members)
  }

  /// A secret of a file that only its owner can read, without the line break at its end.
  static func secret(_ path: String, _ key: String, _ length: ClosedRange<Int>) throws(PipelineError) -> Secret {
    let secret: Secret
    do throws(SecretFile.Failure) { secret = try SecretFile.read(path) } catch {
      throw .unusable(
        what: "\(key) under voice: vapi:", reason: "\(error); it must be a file that only its owner can read (chmod 600)")
    }
    let trimmed = secret.withText { Secret(text: String($0.reversed().drop { $0.isNewline }.reversed())) }
    guard length.contains(trimmed.byteCount) else {
      throw .unusable(
        what: "\(key) under voice: vapi:", reason: "what it holds must have \(length.lowerBound) to \(length.upperBound) bytes")
    }
    return trimmed
  }
}

extension SignatureRules {
  /// Reads the secret and makes a configuration's words the stage's own.
  init(_ setting: VapiSetting) throws(PipelineError) {
    self.init(secret: try CallService.secret(setting.signature.secretFile, "signature: secret_file", 16...4_096))
    form = setting.signature.form
    publicAddress = setting.publicURL
  }
}
