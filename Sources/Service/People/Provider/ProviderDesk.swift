public import Configuration
import Cryptography
import Foundation
import Soup
public import Vocabulary

/// Signs people in by another service: the authorisation code flow with PKCE.
///
/// - Threading: an actor that decides and waits; HTTP happens on the GLib loop.
/// - Source: OpenID Connect Core 1.0, section 3.1; RFC 7636; RFC 9700.
public actor ProviderDesk {
  /// Where a browser is sent, and what it must bring back.
  public struct Start: Sendable {
    public let location: String
    /// The value of a cookie.
    public let browser: String
  }

  /// Whom the provider vouches for, what that gives, and where they wanted to go.
  public struct Finish: Sendable {
    public let identity: ProvidedIdentity
    public let grants: [Grant]
    public let next: String
  }

  /// The path that the provider sends browsers back to.
  public static let callback = "/sign-in/callback"
  /// How long what a provider says of itself is kept.
  static let freshness: Duration = .seconds(3_600)
  /// How soon its keys may be asked for again because of one that is not known.
  static let keyPause: Duration = .seconds(60)

  /// What the sign-in page calls it.
  public nonisolated let name: String
  private let setting: ProviderSetting
  private let secret: Secret?
  private let network: ProviderNetwork
  private let time: any TimeSource
  private let log: @Sendable (ProviderError) -> Void
  private var flows = ProviderFlows()
  private var metadata: (value: ProviderMetadata, at: Moment)?
  private var keys: (value: JSONWebKeySet, at: Moment)?
  /// Why the last sign-in failed here; `nil` if it did not.
  public private(set) var fault: ProviderError?

  /// - Parameters:
  ///   - setting: the provider.
  ///   - networks: private networks in which it may lie.
  ///   - time: the clock.
  ///   - lookup: what names mean.
  ///   - log: is told why nobody could be signed in; what it is told holds no secret.
  /// - Throws: ``ProviderError/settings(what:)`` where the client's secret cannot be read.
  public init(
    _ setting: ProviderSetting, networks: [NetworkRange], time: any TimeSource, lookup: HostLookup = .system,
    log: @escaping @Sendable (ProviderError) -> Void = { _ in }
  ) throws(ProviderError) {
    self.log = log
    self.setting = setting
    self.time = time
    name = setting.name
    network = ProviderNetwork(networks: networks, authorityFile: setting.certificate, lookup: lookup)
    do throws(SecretFile.Failure) {
      secret = try setting.secretFile.map { (path) throws(SecretFile.Failure) in try SecretFile.read(path).withoutLineBreak }
    } catch { throw .settings(what: "secret_file cannot be read, is empty, or others may read it: chmod 600") }
  }

  /// Begins a sign-in.
  ///
  /// - Parameter next: where the person wants to go; a path of this server.
  /// - Returns: where to send the browser.
  /// - Throws: ``ProviderError``.
  public func begin(next: String) async throws(ProviderError) -> Start {
    let metadata = try await noting { () throws(ProviderError) in try await self.describe() }
    let (state, browser, nonce, verifier) = (Self.random(), Self.random(), Self.random(), Self.random())
    flows.begin(
      state: state,
      .init(browser: SHA256.digest(of: browser), nonce: nonce, verifier: verifier, next: next, startedAt: time.now()))
    let query = [
      ("response_type", "code"), ("client_id", setting.clientID), ("redirect_uri", redirect),
      ("scope", setting.scopes.joined(separator: " ")), ("state", state), ("nonce", nonce),
      ("code_challenge", Base64URL.text(of: SHA256.digest(of: verifier).bytes)), ("code_challenge_method", "S256"),
    ]
    let separator = metadata.authorizationEndpoint.contains("?") ? "&" : "?"
    return Start(location: metadata.authorizationEndpoint + separator + Self.form(query), browser: browser)
  }

  /// Ends a sign-in that the browser came back from.
  ///
  /// - Parameters:
  ///   - code: what the provider gave; `nil` where it refused.
  ///   - state: as the provider gave it back.
  ///   - browser: the cookie's value.
  /// - Returns: who it is.
  /// - Throws: ``ProviderError``.
  public func finish(code: String?, state: String, browser: String) async throws(ProviderError) -> Finish {
    guard let flow = flows.take(state: state, browser: browser, at: time.now()) else { throw .unknownFlow }
    guard let code, (1...4_096).contains(code.utf8.count) else { throw .refused }
    let identity = try await noting { () throws(ProviderError) in try await self.identity(code: code, flow) }
    let grants = setting.grants.filter { identity.values.contains($0.value) }.map { Grant(role: $0.role, streams: $0.streams) }
    return Finish(identity: identity, grants: grants, next: flow.next)
  }

  private var redirect: String { setting.publicURL + Self.callback }

  private func noting<Result: Sendable>(
    _ work: () async throws(ProviderError) -> Result
  ) async throws(ProviderError) -> Result {
    do throws(ProviderError) {
      let result = try await work()
      fault = nil
      return result
    } catch {
      fault = error
      log(error)
      throw error
    }
  }

  private func describe() async throws(ProviderError) -> ProviderMetadata {
    if let metadata, time.now().since(metadata.at) < Self.freshness { return metadata.value }
    let base = setting.issuer.hasSuffix("/") ? String(setting.issuer.dropLast()) : setting.issuer
    guard let address = ProviderAddress(base + "/.well-known/openid-configuration") else { throw .address(what: "issuer") }
    let value = try await network.json(address, ClientRequest(path: address.path), what: "issuer")
    let described = try ProviderMetadata(value, issuer: setting.issuer)
    metadata = (described, time.now())
    return described
  }

  private func identity(code: String, _ flow: ProviderFlows.Flow) async throws(ProviderError) -> ProvidedIdentity {
    let metadata = try await describe()
    let answer = try await network.json(metadata.tokenEndpoint, exchange(code, flow, metadata), what: "token_endpoint")
    guard let token = answer["id_token"]?.text else { throw .unreadable(what: "it gave no identity token") }
    let access = answer["access_token"]?.text
    let rules = IdentityTokenRules(issuer: setting.issuer, clientID: setting.clientID, nonce: flow.nonce)
    var claims = try await believed(token, rules, access, metadata)
    if claims[setting.claim] == nil, let access, let address = metadata.userInfo {
      try await complete(&claims, from: address, access)
    }
    return ProvidedIdentity(
      issuer: setting.issuer, subject: claims["sub"]?.text ?? "",
      preferredName: claims["preferred_username"]?.text ?? claims["email"]?.text, display: claims["name"]?.text,
      values: Self.values(claims[setting.claim]))
  }

  private func believed(
    _ token: String, _ rules: IdentityTokenRules, _ access: String?, _ metadata: ProviderMetadata
  ) async throws(ProviderError) -> [String: JSONValue] {
    let known = try await keySet(metadata)
    let now = time.now()
    let fault: IdentityTokenFault
    do throws(IdentityTokenFault) { return try rules.claims(of: token, keys: known, accessToken: access, now: now) } catch {
      fault = error
    }
    // A provider may have changed its keys since.
    guard fault == .key, let newer = try await newerKeys(metadata) else { throw .token(fault) }
    do throws(IdentityTokenFault) { return try rules.claims(of: token, keys: newer, accessToken: access, now: now) } catch {
      throw .token(error)
    }
  }

  /// - Source: OpenID Connect Core 1.0, section 5.3.4: what it says counts only for the same subject.
  private func complete(
    _ claims: inout [String: JSONValue], from address: ProviderAddress, _ access: String
  ) async throws(ProviderError) {
    let request = ClientRequest(path: address.path, headers: [("Authorization", "Bearer \(access)")])
    let value = try await network.json(address, request, what: "userinfo_endpoint")
    guard case .object(let more) = value, more["sub"] == claims["sub"] else { throw .token(.subject) }
    claims.merge(more) { token, _ in token }
  }

  private func exchange(_ code: String, _ flow: ProviderFlows.Flow, _ metadata: ProviderMetadata) -> ClientRequest {
    var members = [
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("code_verifier", flow.verifier),
    ]
    var headers: [(name: String, value: String)] = [("Accept", "application/json")]
    if let secret, !metadata.wantsSecretInBody {
      let pair = secret.withText { Self.escaped(setting.clientID) + ":" + Self.escaped($0) }
      headers.append(("Authorization", "Basic " + Data(pair.utf8).base64EncodedString()))
    } else {
      members.append(("client_id", setting.clientID))
      if let secret { members.append(("client_secret", secret.withText { $0 })) }
    }
    return ClientRequest(
      method: "POST", path: metadata.tokenEndpoint.path, headers: headers,
      body: ("application/x-www-form-urlencoded", SharedBytes(Self.form(members))))
  }

  private func keySet(_ metadata: ProviderMetadata) async throws(ProviderError) -> JSONWebKeySet {
    if let keys, time.now().since(keys.at) < Self.freshness { return keys.value }
    let value = try await network.json(metadata.keySet, ClientRequest(path: metadata.keySet.path), what: "jwks_uri")
    let read = try JSONWebKeySet(value)
    keys = (read, time.now())
    return read
  }

  private func newerKeys(_ metadata: ProviderMetadata) async throws(ProviderError) -> JSONWebKeySet? {
    guard let known = keys, time.now().since(known.at) >= Self.keyPause else { return nil }
    keys = nil
    return try await keySet(metadata)
  }

  private static func values(_ claim: JSONValue?) -> Set<String> {
    switch claim {
    case .string(let one)?: [one]
    case .array(let several)?: Set(several.compactMap(\.text))
    default: []
    }
  }

  /// 256 bits, as 43 characters that RFC 7636 allows in a verifier.
  private static func random() -> String {
    let digits = RandomIdentifier.hexadecimal128() + RandomIdentifier.hexadecimal128()
    return Base64URL.text(of: Hexadecimal.bytes(of: digits) ?? [])
  }

  private static func form(_ members: [(String, String)]) -> String {
    members.map { "\($0.0)=\(escaped($0.1))" }.joined(separator: "&")
  }

  private static func escaped(_ text: String) -> String {
    let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    return text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }
}

extension Secret {
  /// Without the line break that editors leave at a file's end.
  fileprivate var withoutLineBreak: Secret { withText { Secret(text: String($0.reversed().drop { $0.isNewline }.reversed())) } }
}
