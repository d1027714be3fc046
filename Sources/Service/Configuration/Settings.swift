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
  /// The most megabytes of vectors that are kept, of sessions that allow it; 0 = none.
  public var keptVectorsMegabytes = 512
  /// What is spoken, and where.
  public var voice = VoiceSetting()
  /// Where alerts are handed to.
  public var sinks: [SinkSetting] = []
  /// What may reword explanations.
  public var languageModel = LanguageModelSetting()
  /// When a warning that nobody acknowledged goes to a second reader.
  public var escalation = EscalationSetting()
  /// A text file for a broadcasting program; `nil` = none is written.
  public var overlayText: OverlayTextSetting?

  /// How people sign in, and for how long.
  public var signIn = SignInSetting()

  public init() {}

  /// - Parameter hasPeople: whether somebody can sign in without a token.
  /// - Throws: ``ConfigurationError/unguarded(_:lacksTokens:lacksTLS:)`` for an address beyond this machine that anybody could use, or
  ///   without TLS.
  public func checkExposure(hasPeople: Bool = false) throws(ConfigurationError) {
    let isOpen = tokens.isEmpty && !hasPeople && signIn.provider == nil
    guard !listen.isLoopback, isOpen || tls == nil else { return }
    throw .unguarded(listen, lacksTokens: isOpen, lacksTLS: tls == nil)
  }
}
