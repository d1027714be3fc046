/// Why an identity token is not believed. No case quotes it.
public enum IdentityTokenFault: String, Error, Sendable, Hashable, CaseIterable {
  /// It is no signed JSON Web Token in compact form.
  case form
  /// It is signed by another method than RS256 and ES256, or names extensions that must be understood.
  case algorithm
  /// None of the provider's keys is the one that it names.
  case key
  case signature
  case issuer
  /// It is meant for somebody else.
  case audience
  case expired
  /// It is dated later than now, or long before.
  case date
  /// It answers another sign-in than this one.
  case nonce
  /// It names nobody.
  case subject
  /// It belongs to another access token.
  case accessToken
}
