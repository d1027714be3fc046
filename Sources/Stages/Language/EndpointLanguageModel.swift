internal import Cryptography
internal import GLib
internal import Soup
internal import Synchronization
public import Vocabulary

/// A model behind a server of OpenAI's chat completions: streamed, within a time, through a circuit breaker.
///
/// - Threading: an actor that only decides and waits; HTTP itself happens on the GLib loop.
public actor EndpointLanguageModel: LanguageModel {
  /// Bytes of a whole stream: its frames are many times the text.
  private static let streamLimit = 1_048_576

  public nonisolated let name: String
  private let settings: EndpointSettings
  private let http: HTTPClient
  private let time: any TimeSource
  private var breaker = CircuitBreaker(failureLimit: 3, shortestPause: .seconds(5), longestPause: .seconds(120))
  private var fault: LanguageFault?

  /// Connects to nobody yet.
  ///
  /// - Parameters:
  ///   - settings: whom to ask.
  ///   - time: measures answers and the breaker's pauses.
  /// - Throws: `LanguageFault.untrusted` for a certificate file that cannot be read.
  public init(settings: EndpointSettings, time: any TimeSource) async throws(LanguageFault) {
    do throws(SoupError) {
      http = try await HTTPClient(target: settings.target, authorityFile: settings.authorityFile, connections: 2)
    } catch { throw .untrusted }
    self.settings = settings
    self.time = time
    // Neither path nor query: an address may hold what is nobody's business.
    name = "\(settings.model), at \(settings.target.host)"
  }

  public func answer(_ task: LanguageTask) async throws(LanguageFault) -> LanguageReply {
    let start = time.now()
    guard breaker.admit(at: start) else { throw .circuitOpen }
    do throws(LanguageFault) {
      let (text, pieces) = try await completion(task)
      breaker.succeed()
      fault = nil
      return LanguageReply(text: text, tokens: pieces, duration: time.now().since(start))
    } catch {
      fail(error)
      throw error
    }
  }

  public func state() -> LanguageState {
    guard let fault else { return LanguageState(.ready, detail: name) }
    return LanguageState(.failing, detail: "\(fault)")
  }

  /// Asks for the list of models, which every server of the protocol has; no text is sent.
  public func check() async {
    let start = time.now()
    guard breaker.admit(at: start) else { return }
    do throws(LanguageFault) {
      let request = authorised(ClientRequest(path: settings.base + "/models"))
      let response = try await Self.translating { () async throws(ClientFailure) in
        try await self.http.send(request, within: self.settings.patience, limit: Self.streamLimit)
      }
      guard response.status == 200 else { throw .status(response.status) }
      breaker.succeed()
      fault = nil
    } catch { fail(error) }
  }

  /// Nothing: it holds no memory here.
  public func releaseIfIdle() {}

  private func completion(_ task: LanguageTask) async throws(LanguageFault) -> (String, Int) {
    let body = SharedBytes(CompletionRequest(task, model: settings.model).bytes())
    let request = authorised(
      ClientRequest(
        method: "POST", path: settings.base + "/chat/completions", headers: [("Accept", "text/event-stream")],
        body: ("application/json", body)))
    let reader = ReaderBox(CompletionReader(limit: task.byteLimit))
    let patience = min(task.patience, settings.patience)
    let response = try await Self.translating { () async throws(ClientFailure) in
      try await self.http.stream(request, within: patience, limit: Self.streamLimit) { bytes in reader.read(bytes) }
    }
    guard response.status == 200 else { throw .status(response.status) }
    return try (reader.result(), reader.pieces)
  }

  private func authorised(_ request: ClientRequest) -> ClientRequest {
    guard let key = settings.key else { return request }
    var request = request
    request.headers.append(("Authorization", key.withText { "Bearer " + $0.filter { !$0.isNewline } }))
    return request
  }

  private func fail(_ fault: LanguageFault) {
    guard fault != .cancelled else { return breaker.abandon(at: time.now()) }
    breaker.fail(at: time.now())
    self.fault = fault
  }

  private static func translating<Value: Sendable>(
    _ send: () async throws(ClientFailure) -> Value
  ) async throws(LanguageFault) -> Value {
    do throws(ClientFailure) { return try await send() } catch {
      switch error {
      case .timedOut: throw .timedOut
      case .cancelled: throw .cancelled
      case .tooLarge(let limit): throw .tooLong(limit: limit)
      case .untrusted: throw .untrusted
      case .connection(let domain, let code): throw .unreachable(domain: domain, code: code)
      }
    }
  }
}

/// The reader between the loop, which feeds it, and the actor, which asks it.
private final class ReaderBox: Sendable {
  private let reader: Mutex<CompletionReader>

  init(_ reader: CompletionReader) { self.reader = Mutex(reader) }

  var pieces: Int { reader.withLock { $0.pieces } }

  func read(_ bytes: [UInt8]) -> Bool { reader.withLock { $0.read(bytes) } }

  func result() throws(LanguageFault) -> String { try reader.withLock { $0 }.result() }
}
