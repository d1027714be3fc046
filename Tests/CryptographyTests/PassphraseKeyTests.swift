import Cryptography
import Testing

/// scrypt, by the vectors of its own document.
@Suite struct PassphraseKeyTests {
  // The first 32 of the 64 bytes of RFC 7914, section 12, second and third vector.
  @Test(arguments: [
    (
      "password", "NaCl", UInt64(1_024), UInt64(8), UInt64(16),
      "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
    ),
    (
      "pleaseletmein", "SodiumChloride", UInt64(16_384), UInt64(8), UInt64(1),
      "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
    ),
  ])
  func `keys are those of RFC 7914`(
    _ passphrase: String, _ salt: String, _ n: UInt64, _ r: UInt64, _ p: UInt64, _ expected: String
  ) throws {
    let key = try PassphraseKey.derive(
      from: Secret(text: passphrase), salt: Array(salt.utf8), cost: .init(iterations: n, blockSize: r, parallelism: p))
    #expect(key == Secret(bytes: try #require(Hexadecimal.bytes(of: expected))))
  }

  @Test func `a cost that is none is refused`() {
    #expect(throws: CryptographyError.self) {
      _ = try PassphraseKey.derive(
        from: Secret(text: "x"), salt: [1], cost: .init(iterations: 3, blockSize: 8, parallelism: 1))
    }
  }
}
