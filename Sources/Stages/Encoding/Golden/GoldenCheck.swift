public import Foundation
public import Vocabulary

/// Compares a SigLIP directory with vectors that somebody else computed, and looks for the cause of a difference by making the
/// usual mistakes on purpose: the one that brings agreement is the cause.
///
/// - Threading: `run` takes seconds to minutes with the real model; inference runs on the encoders' own queues.
public struct GoldenCheck: Sendable {
  private let files: SigLIPDirectory
  private let golden: GoldenFolder
  private let picture: PixelBuffer?
  private let threads: Int

  /// - Parameters:
  ///   - directory: the model.
  ///   - golden: what is compared with.
  ///   - picture: the golden picture, decoded; `nil` to compare texts only.
  ///   - threads: those of one inference.
  public init(directory: URL, golden: GoldenFolder, picture: PixelBuffer?, threads: Int = 2) throws(EncodingError) {
    files = try SigLIPDirectory(directory)
    self.golden = golden
    self.picture = picture
    self.threads = threads
  }

  /// Embeds everything and compares.
  public func run() async throws(EncodingError) -> GoldenReport {
    guard files.configuration.dimension == golden.dimension else {
      return report(
        nil, nil, .otherWidth,
        "the model's vectors have \(files.configuration.dimension) numbers, the stored ones \(golden.dimension): it is another model"
      )
    }
    let encoder = try SigLIPTextEncoder(directory: files.url, threads: threads)
    let tokenizer = try files.tokenizer()
    let cosines = try await cosines(encoder, tokenizer)
    let pictureCosine = try await pictureCosine(in: files.url, .processor)
    let textsAgree = agree(cosines)
    let pictureAgrees = pictureCosine.map { $0 >= GoldenReport.agreement }
    if textsAgree, pictureAgrees ?? true { return report(cosines, pictureCosine, nil, "all vectors agree") }
    if textsAgree { return try await explainPicture(cosines, pictureCosine) }
    for mistake in SigLIPTokenizer.Mistake.allCases
    where agree(try await self.cosines(encoder, tokenizer.making(mistake))) {
      return report(
        cosines, pictureCosine, mistake.isPadding ? .padding : .tokenizer,
        "the texts agree with \(mistake.rawValue): \(mistake.isPadding ? "padding" : "tokenizer") is the difference; "
          + "compare \(TokenizerOptions.fileName) with the published one")
    }
    return explainTexts(cosines, pictureCosine, pictureAgrees, tokenizer)
  }

  // MARK: Texts

  private func cosines(_ encoder: SigLIPTextEncoder, _ tokenizer: SigLIPTokenizer) async throws(EncodingError) -> [Double] {
    var result: [Double] = []
    for (text, stored) in zip(golden.texts, golden.textVectors) {
      let vector = try await encoder.vectors(ids: tokenizer.encode(text))[0]
      result.append(zip(vector, stored).reduce(0) { $0 + Double($1.0) * Double($1.1) })
    }
    return result
  }

  private func agree(_ cosines: [Double]) -> Bool { (cosines.min() ?? -1) >= GoldenReport.agreement }

  /// No mistake brings agreement: if the picture agrees, the weights are right and only the vocabulary is left; without one, known
  /// ids tell whether it is MedSigLIP's.
  private func explainTexts(
    _ cosines: [Double], _ pictureCosine: Double?, _ pictureAgrees: Bool?, _ tokenizer: SigLIPTokenizer
  ) -> GoldenReport {
    if pictureAgrees == true {
      return report(
        cosines, pictureCosine, .tokenizer,
        "the picture agrees and no text does: the tokenizer file belongs to another model; fetch \(tokenizer.summary) again")
    }
    if pictureAgrees == nil, files.configuration.dimension == MedSigLIPFacts.dimension, !MedSigLIPFacts.agree(tokenizer) {
      return report(
        cosines, nil, .tokenizer, "the tokenizer gives other ids than MedSigLIP's for known texts: fetch spiece.model again")
    }
    return report(
      cosines, pictureCosine, .otherCheckpoint,
      "neither texts nor picture agree by any rule: this is another checkpoint of the same width; check which one was fetched")
  }

  // MARK: Picture

  /// The picture's cosine by a rule, if there is a picture.
  private func pictureCosine(in directory: URL, _ rule: SigLIPPreprocessing) async throws(EncodingError) -> Double? {
    guard let picture, let stored = golden.picture?.vector else { return nil }
    guard let stream = StreamIdentifier("golden") else { preconditionFailure("a stream's name that is none") }
    let encoder = try SigLIPEncoder(directory: directory, preprocessing: rule, threads: threads)
    let time = SystemTime().now()
    let frame = Frame(stream: stream, session: SessionIdentifier(), sequence: 1, capturedAt: time, pixels: picture)
    let view = View(frame: frame, regions: [])
    let vector = try await encoder.encode(view, deadline: time.advanced(by: .seconds(3600)))[0].vector
    return zip(vector, stored).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  /// Texts agree, so the checkpoint is the right one: some rule of preprocessing is not.
  private func explainPicture(_ cosines: [Double], _ pictureCosine: Double?) async throws(EncodingError) -> GoldenReport {
    for rule in SigLIPPreprocessing.allCases where rule != .processor {
      if let cosine = try await self.pictureCosine(in: files.url, rule), cosine >= GoldenReport.agreement {
        return report(
          cosines, pictureCosine, .preprocessing,
          "the picture agrees by the rule '\(rule.rawValue)': the stored one was made by it")
      }
    }
    for file in ProcessorVariant.allCases {
      let directory = try file.directory(of: files.url)
      defer { try? FileManager.default.removeItem(at: directory) }
      if let cosine = try await self.pictureCosine(in: directory, .processor), cosine >= GoldenReport.agreement {
        return report(
          cosines, pictureCosine, .preprocessing,
          "the picture agrees with \(file.rawValue): \(SigLIPProcessorConfiguration.fileName) is not the published one; fetch it again"
        )
      }
    }
    return report(
      cosines, pictureCosine, .preprocessing,
      "the texts agree and the picture does not, by any known rule: compare \(SigLIPProcessorConfiguration.fileName) with the "
        + "published one, and the vision tower's file with its checksum")
  }

  private func report(
    _ cosines: [Double]?, _ pictureCosine: Double?, _ cause: GoldenReport.Cause?, _ explanation: String
  ) -> GoldenReport {
    GoldenReport(
      model: files.name, texts: golden.texts.count, lowestTextCosine: cosines?.min(),
      meanTextCosine: cosines.map { $0.reduce(0, +) / Double(max($0.count, 1)) }, pictureCosine: pictureCosine, cause: cause,
      explanation: explanation)
  }
}
