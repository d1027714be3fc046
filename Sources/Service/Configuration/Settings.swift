public import Vocabulary

/// Everything that `serve` can be told, with its defaults.
public struct Settings: Sendable, Hashable {
  public var listen = ListenAddress.standard
  /// Folder of the journal, caches and keys.
  public var data = "./data"
  /// A model's name or a Hugging Face directory.
  public var model = "skinlite"
  /// In which the encoder computes; `nil` = the fastest that model and machine have.
  public var precision: Precision?
  /// Where its image side runs: `auto`, or `CPU`, `GPU`, `NPU`.
  public var device = "auto"
  /// An encoder on another machine that serves instead of ``model``.
  public var remote: RemoteSetting?
  /// Names or files, at least one; the first is what a stream gets that names none.
  public var packs = ["dermatology"]
  /// `nil` = the key is absent: the demo stream runs.
  public var streams: [StreamSetting]?
  public var allow = SourceAllowance.standard
  public var tls: TLSSetting?
  /// Origins of pages that may publish from elsewhere; `*` = any.
  public var origins: [String] = []
  public var tokens: [TokenSetting] = []
  /// What a session allows for which neither its stream nor its token says otherwise.
  public var consent = Consent.standard
  /// STUN and TURN servers for calls.
  public var ice: [IceSetting] = []
  /// Pictures that the evidence page may show; `nil` = none.
  public var evidence: EvidenceSetting?
  /// What is spoken, and where.
  public var voice = VoiceSetting()
  /// What may reword explanations.
  public var languageModel = LanguageModelSetting()

  public init() {}

  /// - Throws: ``ConfigurationError/unguarded(_:lacksTokens:lacksTLS:)`` for an address beyond this machine without tokens and TLS.
  public func checkExposure() throws(ConfigurationError) {
    guard !listen.isLoopback, tokens.isEmpty || tls == nil else { return }
    throw .unguarded(listen, lacksTokens: tokens.isEmpty, lacksTLS: tls == nil)
  }
}
