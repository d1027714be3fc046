import Cryptography
import Foundation
import Testing

/// Expected values are those of FIPS 180-4's examples, RFC 4231 and the GCM specification's test cases 13 to 16.
@Suite struct `Cryptography` {
  @Test func `hashes the standard's examples`() {
    #expect(
      SHA256.digest(of: "abc").hexadecimal == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.digest(of: []).hexadecimal == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test func `hashes a message in pieces as it does whole`() {
    let message = (0..<100_003).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var hash = SHA256()
    for start in stride(from: 0, to: message.count, by: 777) {
      hash.update(Array(message[start..<min(start + 777, message.count)]))
    }
    #expect(hash.finish() == SHA256.digest(of: message))
  }

  @Test func `authenticates as RFC 4231 case 2 does`() throws {
    let key = Secret(text: "Jefe")
    let message = Array("what do ya want for nothing?".utf8)
    let code = try MessageAuthentication.sha256(message, key: key)
    #expect(Hexadecimal.text(of: code) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(try MessageAuthentication.isValid(code, of: message, key: key))
    #expect(try !MessageAuthentication.isValid(Array(code.dropLast()), of: message, key: key))
    #expect(try !MessageAuthentication.isValid(code, of: message + [0], key: key))
  }

  @Test func `authenticates with SHA-1 as RFC 2202 case 2 does`() throws {
    let code = try MessageAuthentication.sha1(Array("what do ya want for nothing?".utf8), key: Secret(text: "Jefe"))
    #expect(Hexadecimal.text(of: code) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
    #expect(throws: CryptographyError.self) { try MessageAuthentication.sha1([1], key: Secret(bytes: [])) }
  }

  @Test func `seals as the GCM specification's case 16 does`() throws {
    let key = Secret(bytes: try hexadecimal("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"))
    let plaintext = try hexadecimal(
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39")
    let associated = try hexadecimal("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    let sealed = try AES256GCM.seal(
      plaintext, key: key, nonce: try hexadecimal("cafebabefacedbaddecaf888"), authenticating: associated)
    #expect(
      Hexadecimal.text(of: sealed.ciphertext)
        == "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662")
    #expect(Hexadecimal.text(of: sealed.tag) == "76fc6ece0f4e1768cddf8853bb2d551b")
    #expect(try AES256GCM.open(sealed, key: key, authenticating: associated) == plaintext)
  }

  @Test func `opens nothing that was changed`() throws {
    let key = try Secret.random(byteCount: 32)
    let sealed = try AES256GCM.seal([1, 2, 3], key: key, authenticating: [9])
    let changed = SealedBytes(nonce: sealed.nonce, ciphertext: sealed.ciphertext.map { $0 ^ 1 }, tag: sealed.tag)
    #expect(throws: CryptographyError.notAuthentic) { try AES256GCM.open(changed, key: key, authenticating: [9]) }
    #expect(throws: CryptographyError.notAuthentic) { try AES256GCM.open(sealed, key: key, authenticating: [8]) }
    let other = try Secret.random(byteCount: 32)
    #expect(throws: CryptographyError.notAuthentic) { try AES256GCM.open(sealed, key: other, authenticating: [9]) }
    #expect(throws: CryptographyError.length(of: "key", expected: 32, actual: 16)) {
      try AES256GCM.open(sealed, key: Secret(bytes: [UInt8](repeating: 0, count: 16)))
    }
  }

  @Test func `seals an empty plaintext`() throws {
    let key = try Secret.random(byteCount: 32)
    let sealed = try AES256GCM.seal([], key: key)
    #expect(try AES256GCM.open(sealed, key: key) == [])
  }

  @Test func `never repeats a nonce or a key`() throws {
    let key = try Secret.random(byteCount: 32)
    #expect(try AES256GCM.seal([], key: key).nonce != AES256GCM.seal([], key: key).nonce)
    #expect(try Secret.random(byteCount: 32) != key)
  }

  @Test func `shows a secret to nobody`() throws {
    let secret = Secret(text: "hunter2")
    var dumped = ""
    dump(secret, to: &dumped)
    dump([secret], to: &dumped)
    let erased: Any = secret
    let texts = [String(describing: secret), String(reflecting: [secret]), "\(erased)", "\([secret])", dumped]
    for text in texts {
      #expect(text.contains("‹secret›"))
      #expect(!text.contains("hunter2"))
    }
    #expect(secret.withText { $0 == "hunter2" })
    #expect(!(erased is any Encodable))
  }

  @Test func `compares secrets by their bytes`() {
    #expect(Secret(text: "a") == Secret(text: "a"))
    #expect(Secret(text: "a") != Secret(text: "ab"))
    #expect(ConstantTime.areEqual([1, 2], [1, 2]))
    #expect(!ConstantTime.areEqual([1, 2], [1, 3]))
    #expect(ConstantTime.areEqual([], []))
  }

  @Test func `reads hexadecimal in either case and nothing else`() {
    #expect(Hexadecimal.bytes(of: "00fFa9") == [0, 255, 169])
    #expect(Hexadecimal.bytes(of: "0") == nil)
    #expect(Hexadecimal.bytes(of: "0g") == nil)
    #expect(Hexadecimal.text(of: [0, 255, 169]) == "00ffa9")
  }

  @Test func `keeps a secret in a file for its owner only`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "secret-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "key").path
    #expect(throws: SecretFile.Failure.absent) { try SecretFile.read(path) }
    let secret = try Secret.random(byteCount: 32)
    try SecretFile.write(secret, to: path)
    #expect(try SecretFile.read(path) == secret)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["key"])
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    #expect(throws: SecretFile.Failure.exposed(mode: 0o640)) { try SecretFile.read(path) }
    #expect(throws: SecretFile.Failure.system(errorNumber: 2)) { try SecretFile.write(secret, to: folder.path + "/no/key") }
  }

  @Test func `takes sealed bytes apart as it joins them`() throws {
    let sealed = try AES256GCM.seal([1, 2, 3], key: Secret.random(byteCount: 32))
    #expect(try SealedBytes(joined: sealed.joined) == sealed)
    #expect(throws: CryptographyError.length(of: "sealed bytes", expected: 28, actual: 27)) {
      try SealedBytes(joined: Array(sealed.joined.prefix(27)))
    }
  }

  private func hexadecimal(_ text: String) throws -> [UInt8] { try #require(Hexadecimal.bytes(of: text)) }
}
