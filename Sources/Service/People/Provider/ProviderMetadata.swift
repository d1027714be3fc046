import Foundation
import Soup
import Vocabulary

/// Where a provider does what, as it says itself.
///
/// - Source: OpenID Connect Discovery 1.0, section 4.
struct ProviderMetadata: Sendable {
  let authorizationEndpoint: String
  let tokenEndpoint: ProviderAddress
  let keySet: ProviderAddress
  let userInfo: ProviderAddress?
  /// Whether the client's secret goes into the body, because the provider takes it there only.
  let wantsSecretInBody: Bool

  init(_ value: JSONValue, issuer: String) throws(ProviderError) {
    // Otherwise one provider's answer could stand for another's.
    guard value["issuer"]?.text == issuer else { throw .unreadable(what: "it calls itself otherwise than issuer says") }
    guard let authorization = value["authorization_endpoint"]?.text, let token = value["token_endpoint"]?.text,
      let keys = value["jwks_uri"]?.text
    else { throw .unreadable(what: "its description lacks an endpoint") }
    // The browser goes there; only its form is ours to judge.
    guard ProviderAddress(authorization) != nil else { throw .address(what: "authorization_endpoint") }
    authorizationEndpoint = authorization
    tokenEndpoint = try Self.address(token, "token_endpoint")
    keySet = try Self.address(keys, "jwks_uri")
    userInfo = try value["userinfo_endpoint"]?.text.map { (text) throws(ProviderError) in
      try Self.address(text, "userinfo_endpoint")
    }
    var methods: [String] = []
    if case .array(let items)? = value["token_endpoint_auth_methods_supported"] { methods = items.compactMap(\.text) }
    wantsSecretInBody = !methods.isEmpty && !methods.contains("client_secret_basic") && methods.contains("client_secret_post")
  }

  private static func address(_ text: String, _ what: String) throws(ProviderError) -> ProviderAddress {
    guard let address = ProviderAddress(text) else { throw .address(what: what) }
    return address
  }
}
