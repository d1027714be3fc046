import Foundation
import Vocabulary
import YAML

/// Turns the document's top mapping into settings; every complaint names file, line, key and what is allowed.
struct SettingsReader {
  static let keys = [
    "listen", "data", "model", "precision", "device", "remote", "packs", "streams", "allow", "tls", "origins", "tokens", "ice",
    "sinks", "evidence", "voice", "language_model", "sign_in", "escalation", "overlay_text", "kept_vectors_mb", "consent",
  ]

  let mapping: YAMLMapping
  let folder: URL

  func fill(_ settings: inout Settings) throws(YAMLFailure) {
    if let node = mapping["listen"] { settings.listen = try listen(node) }
    if let node = mapping["data"] { settings.data = path(try node.text()) }
    if let node = mapping["model"] { settings.model = try model(node) }
    if let node = mapping["precision"] { settings.precision = try precision(node) }
    if let node = mapping["device"] { settings.device = try device(node) }
    if let node = mapping["remote"] { settings.remote = try RemoteReader(folder: folder).read(node) }
    if let node = mapping["packs"] { settings.packs = try packs(node) }
    if let node = mapping["allow"] { settings.allow = try allowance(node) }
    if let node = mapping["consent"] { settings.consent = try ConsentReader(standard: .standard).read(node) }
    if let node = mapping["streams"] { settings.streams = try streams(node, settings) }
    if let node = mapping["tls"] { settings.tls = try tls(node) }
    if let node = mapping["origins"] { settings.origins = try origins(node) }
    if let node = mapping["ice"] { settings.ice = try IceReader(folder: folder).read(node) }
    if let node = mapping["tokens"] { settings.tokens = try tokens(node, settings.consent) }
    if let node = mapping["evidence"] { settings.evidence = try evidence(node) }
    if let node = mapping["kept_vectors_mb"] { settings.keptVectorsMegabytes = try keptVectors(node) }
    if let node = mapping["voice"] { settings.voice = try VoiceReader(folder: folder).read(node) }
    if let node = mapping["sign_in"] { settings.signIn = try SignInReader(folder: folder).read(node) }
    if let node = mapping["sinks"] { settings.sinks = try SinkReader(folder: folder, allow: settings.allow).read(node) }
    if let node = mapping["language_model"] { settings.languageModel = try LanguageModelReader(folder: folder).read(node) }
    if let node = mapping["escalation"] { settings.escalation = try EscalationReader().read(node) }
    if let node = mapping["overlay_text"] { settings.overlayText = try OverlayTextReader(folder: folder).read(node) }
  }

  private func path(_ text: String) -> String { URL(fileURLWithPath: text, relativeTo: folder).standardizedFileURL.path }

  private func listen(_ node: YAMLNode) throws(YAMLFailure) -> ListenAddress {
    guard let address = ListenAddress(try node.text(allowed: ListenAddress.allowed)) else {
      throw node.failure(allowed: ListenAddress.allowed)
    }
    return address
  }

  private func evidence(_ node: YAMLNode) throws(YAMLFailure) -> EvidenceSetting {
    let mapping = try node.mapping(allowing: ["pictures", "licence"])
    let allowed = "the licence under which these pictures may be shown, such as CC BY 4.0, in 1 to 200 bytes"
    let licence = try mapping.required("licence")
    let words = try licence.text(allowed: allowed)
    guard (1...200).contains(words.utf8.count) else { throw licence.failure(allowed: allowed) }
    return EvidenceSetting(pictures: path(try mapping.required("pictures").text()), licence: words)
  }

  private func keptVectors(_ node: YAMLNode) throws(YAMLFailure) -> Int {
    let allowed = "a whole number of megabytes from 0 to 1000000"
    guard let value = Int(try node.text(allowed: allowed)), (0...1_000_000).contains(value) else {
      throw node.failure(allowed: allowed)
    }
    return value
  }

  /// A name stays a name; what contains a slash is a directory.
  private func model(_ node: YAMLNode) throws(YAMLFailure) -> String {
    let text = try node.text()
    return text.contains("/") ? path(text) : text
  }

  private func precision(_ node: YAMLNode) throws(YAMLFailure) -> Precision? {
    let allowed = "auto, f32, bf16 or int8"
    let text = try node.text(allowed: allowed)
    if text == "auto" { return nil }
    guard let precision = Precision(rawValue: text) else { throw node.failure(allowed: allowed) }
    return precision
  }

  private func device(_ node: YAMLNode) throws(YAMLFailure) -> String {
    let allowed = "auto, CPU, GPU or NPU, or one of several as GPU.1"
    let text = try node.text(allowed: allowed)
    let parts = text.uppercased().split(separator: ".", omittingEmptySubsequences: false)
    let isKnown = ["AUTO", "CPU"].contains(text.uppercased()) || parts.first == "GPU" || parts.first == "NPU"
    guard isKnown, parts.count == 1 || parts.count == 2 && UInt8(parts[1]) != nil else { throw node.failure(allowed: allowed) }
    return text
  }

  private func packs(_ node: YAMLNode) throws(YAMLFailure) -> [String] {
    let texts = try node.texts()
    guard !texts.isEmpty else { throw node.failure(allowed: "a list of at least one pack's name or file") }
    return texts.map { $0.contains("/") ? path($0) : $0 }
  }

  private func allowance(_ node: YAMLNode) throws(YAMLFailure) -> SourceAllowance {
    let mapping = try node.mapping(allowing: ["schemes", "networks"])
    var allowance = SourceAllowance.standard
    if let node = mapping["schemes"] {
      allowance.schemes = []
      for item in try node.sequence() {
        let known = SourceAllowance.knownSchemes
        let scheme = try item.text()
        guard known.contains(scheme) else { throw item.failure(allowed: "one of \(known.joined(separator: ", "))") }
        allowance.schemes.append(scheme)
      }
    }
    if let node = mapping["networks"] { allowance.networks = try networks(node) }
    return allowance
  }

  private func networks(_ node: YAMLNode) throws(YAMLFailure) -> [NetworkRange] {
    var ranges: [NetworkRange] = []
    for item in try node.sequence() {
      let allowed = "a network such as 127.0.0.0/8 or fd00::/8"
      guard let range = NetworkRange(try item.text(allowed: allowed)) else { throw item.failure(allowed: allowed) }
      ranges.append(range)
    }
    return ranges
  }

  private func streams(_ node: YAMLNode, _ settings: Settings) throws(YAMLFailure) -> [StreamSetting] {
    var streams: [StreamSetting] = []
    for item in try node.sequence() {
      let mapping = try item.mapping(allowing: ["id", "url", "pack", "consent", "subject"])
      let identifier = try mapping.required("id")
      let allowed = "1 to 64 of a-z, 0-9 and -, used once"
      guard let id = StreamIdentifier(try identifier.text(allowed: allowed)), !streams.contains(where: { $0.id == id }) else {
        throw identifier.failure(allowed: allowed)
      }
      let pack = mapping["pack"]
      streams.append(
        StreamSetting(
          id: id, url: try url(try mapping.required("url"), allow: settings.allow), pack: try pack?.text(),
          claims: try claims(mapping, settings.consent)))
    }
    return streams
  }

  private func claims(_ mapping: YAMLMapping, _ standard: Consent) throws(YAMLFailure) -> SessionClaims {
    let reader = ConsentReader(standard: standard)
    var claims = SessionClaims()
    if let node = mapping["consent"] { claims.consent = try reader.read(node) }
    if let node = mapping["subject"] { claims.subject = try reader.subject(node) }
    return claims
  }

  /// The value may hold a password, so that a complaint never quotes it.
  private func url(_ node: YAMLNode, allow: SourceAllowance) throws(YAMLFailure) -> String {
    let allowed = "a URL with one of the schemes \(allow.schemes.joined(separator: ", "))"
    let refusal = YAMLFailure.wrongValue(node.location, key: node.key, allowed: allowed, found: "what stands there")
    guard let text = try? node.text(), let colon = text.firstIndex(of: ":"),
      allow.schemes.contains(text[..<colon].lowercased()), text.distance(from: colon, to: text.endIndex) > 1
    else { throw refusal }
    return text
  }

  private func tls(_ node: YAMLNode) throws(YAMLFailure) -> TLSSetting {
    if let text = try? node.text() {
      guard text == "local" else { throw node.failure(allowed: "local, or a mapping with certificate, key") }
      return .local
    }
    let mapping = try node.mapping(allowing: ["certificate", "key"])
    return .files(
      certificate: path(try mapping.required("certificate").text()), key: path(try mapping.required("key").text()))
  }

  private func origins(_ node: YAMLNode) throws(YAMLFailure) -> [String] {
    var origins: [String] = []
    for item in try node.sequence() {
      let allowed = "an origin such as https://clinic.example, or \"*\""
      guard let origin = Origin.normalised(try item.text(allowed: allowed)) else { throw item.failure(allowed: allowed) }
      origins.append(origin)
    }
    return origins
  }

  private func tokens(_ node: YAMLNode, _ standard: Consent) throws(YAMLFailure) -> [TokenSetting] {
    var tokens: [TokenSetting] = []
    for item in try node.sequence() {
      let mapping = try item.mapping(allowing: ["name", "role", "secret_file", "consent", "subject", "scopes"])
      let name = try mapping.required("name")
      let text = try name.text()
      guard text.utf8.count <= 64, !tokens.contains(where: { $0.name == text }) else {
        throw name.failure(allowed: "a name of up to 64 bytes, used once")
      }
      let role = try mapping.required("role").choice(of: Role.self)
      tokens.append(
        TokenSetting(
          name: text, role: role, secretFile: path(try mapping.required("secret_file").text()),
          scopes: try ScopeReader(role: role).read(mapping["scopes"]), claims: try claims(mapping, standard)))
    }
    return tokens
  }
}
