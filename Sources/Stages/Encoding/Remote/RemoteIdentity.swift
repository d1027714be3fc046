internal import Foundation
internal import Soup
internal import Vocabulary

/// What a remote encoder is, by its own words: how to speak to it, and the fingerprint that its vectors are filed under.
struct RemoteIdentity: Sendable {
  let dialect: any RemoteDialect
  let description: EncoderDescription
  let textFingerprint: Fingerprint
  /// Patch tokens, where it says; else 0.
  let tokens: Int

  /// A text that says nothing about anybody, for asking a Vertex server what its vectors look like.
  private static let probe = "skin"

  static func ask(_ client: RemoteClient, _ settings: RemoteSettings, within patience: Duration) async throws(EncodingError)
    -> RemoteIdentity
  {
    switch settings.kind {
    case .kserve: try await askKServe(client, settings, patience)
    case .vertex: try await askVertex(client, settings, patience)
    }
  }

  private static func askKServe(
    _ client: RemoteClient, _ settings: RemoteSettings, _ patience: Duration
  ) async throws(EncodingError) -> RemoteIdentity {
    let (image, text): (KServeModel, KServeModel)
    do throws(RemoteFault) {
      image = try await model(settings.image, client, patience)
      text = settings.text.model == settings.image.model ? image : try await model(settings.text, client, patience)
    } catch { throw .remote(error) }
    let dialect = try KServeDialect(image: image, text: text, settings: settings)
    let declared = image.parameters?["logit_scale"]?.double.map { Float($0) }
    var builder = FingerprintBuilder()
    for (side, model) in [("image", image), ("text", text)] {
      builder.add("\(side) model", model.name)
      builder.add("\(side) version", model.version ?? "any")
      builder.add("\(side) declares", model.declaration.encodedText)
    }
    return try RemoteIdentity(
      settings, dialect, &builder, name: settings.image.model, dimension: dialect.dimension, scale: declared,
      precision: image.parameters?["precision"]?.text, preprocessing: image.parameters?["preprocessing"]?.text,
      tokens: image.parameters?["tokens"]?.double.flatMap { Int(exactly: $0) } ?? 0)
  }

  /// A model that is ready, and what it declares.
  private static func model(
    _ side: RemoteSettings.Side, _ client: RemoteClient, _ patience: Duration
  ) async throws(RemoteFault) -> KServeModel {
    let path = KServeModel.path(side)
    let ready = try await client.probe(ClientRequest(path: path + "/ready"), within: patience)
    guard ready.status == 200 else { throw .status(ready.status) }
    return try KServeModel(try await client.probe(ClientRequest(path: path), within: patience), of: side)
  }

  private static func askVertex(
    _ client: RemoteClient, _ settings: RemoteSettings, _ patience: Duration
  ) async throws(EncodingError) -> RemoteIdentity {
    var dialect = VertexDialect(path: settings.predictPath, dimension: nil)
    let request = try dialect.request(texts: [probe])
    let prediction: JSONValue
    do throws(RemoteFault) {
      let answer = try await client.probe(request, within: patience)
      dialect.dimension = try dialect.vectors(answer, count: 1, of: .text)[0].count
      prediction = try VertexDialect.predictions(answer)[0]
    } catch { throw .remote(error) }
    var builder = FingerprintBuilder()
    builder.add("model", settings.image.model)
    builder.add(
      "declares", "\(prediction["model_temperature"]?.encodedText ?? "") \(prediction["model_bias"]?.encodedText ?? "")")
    return try RemoteIdentity(
      settings, dialect, &builder, name: settings.image.model, dimension: dialect.dimension ?? 0,
      scale: prediction["model_temperature"]?.double.map { Float($0) }, precision: nil, preprocessing: nil, tokens: 0)
  }

  private init(
    _ settings: RemoteSettings, _ dialect: any RemoteDialect, _ builder: inout FingerprintBuilder, name: String, dimension: Int,
    scale: Float?, precision: String?, preprocessing: String?, tokens: Int
  ) throws(EncodingError) {
    guard let scale = settings.logitScale ?? scale, scale.isFinite, scale > 0 else {
      throw .remote(.declaration(model: name, problem: "does not say what its cosines are multiplied by: set logit_scale"))
    }
    let rule = dialect.form.isServers ? preprocessing ?? "remote" : settings.preprocessing.rawValue
    builder.add("kind", "remote \(settings.kind.rawValue)/1")
    builder.add("server", settings.target.text)
    builder.add("dimension", "\(dimension)")
    if let folder = settings.tokenizer {
      try builder.add(file: folder.appending(path: SigLIPTokenizer.fileName), FileHashes(folder: nil))
    }
    var image = builder
    builder.add("side", "text")
    image.add("side", "image, \(dialect.form), \(rule), whole frame and best square crop/1")
    self.dialect = dialect
    textFingerprint = builder.fingerprint()
    self.tokens = tokens
    description = EncoderDescription(
      model: "remote \(name)", fingerprint: image.fingerprint(), precision: precision ?? "remote", preprocessing: rule,
      dimension: dimension, logitScale: scale, domainThreshold: nil)
  }
}
