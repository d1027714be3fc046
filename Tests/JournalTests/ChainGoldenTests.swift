import Cryptography
import Foundation
import Testing
import Vocabulary

@testable import Journal

/// Compares every byte of the chain with a second implementation's, Tools/golden/journal.py.
@Suite struct `Chain bytes` {
  private struct Golden: Decodable {
    struct Link: Decodable {
      let sequence: Int64
      let kind, at, session, alert, data, nonce, ciphertext, tag: String
      let previousHash, hash: String
    }

    let master, session, sessionKey, journalKey, wrappedSessionKey, blindStream, headCode: String
    let links: [Link]
  }

  private let golden: Golden

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/journal/chain.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    golden = try decoder.decode(Golden.self, from: Data(contentsOf: file))
  }

  @Test func `are those of the second implementation`() throws {
    var previous = ChainLink.origin
    for expected in golden.links {
      let header = EntryHeader(
        sequence: expected.sequence, kind: expected.kind, at: expected.at, session: expected.session, alert: expected.alert)
      let key = Secret(bytes: try bytes(header.keyName == KeyRing.journal ? golden.journalKey : golden.sessionKey))
      let data = try JSONValue(parsing: Array(expected.data.utf8))
      #expect(data.encodedText == expected.data)
      let content = try AES256GCM.seal(
        data.encoded, key: key, nonce: try bytes(expected.nonce), authenticating: header.bytes)
      let link = ChainLink(header: header, content: content, previousHash: previous)
      #expect(Hexadecimal.text(of: link.content.ciphertext) == expected.ciphertext)
      #expect(Hexadecimal.text(of: link.content.tag) == expected.tag)
      #expect(link.previousHash.hexadecimal == expected.previousHash)
      #expect(link.hash.hexadecimal == expected.hash)
      previous = link.hash
    }
  }

  @Test func `keys, blind names and the end are those of the second implementation`() throws {
    let master = try MasterKey(Secret(bytes: try bytes(golden.master)))
    let key = try master.unwrap(try bytes(golden.wrappedSessionKey), of: golden.session)
    #expect(key == Secret(bytes: try bytes(golden.sessionKey)))
    #expect(try Hexadecimal.text(of: master.blind("stream", "bedside")) == golden.blindStream)
    let last = try #require(golden.links.last)
    let head = ChainHead(sequence: last.sequence, hash: Digest(bytes: try bytes(last.hash)))
    #expect(try Hexadecimal.text(of: MessageAuthentication.sha256(head.bytes, key: master.head)) == golden.headCode)
  }

  private func bytes(_ text: String) throws -> [UInt8] { try #require(Hexadecimal.bytes(of: text)) }
}
