internal import Dispatch
public import Vocabulary

/// An image encoder on another machine: the whole frame and its best crop, packed here and embedded there.
///
/// - Threading: packing runs on `executor`; several views may be under way at once.
public actor RemoteEncoder: ImageEncoder {
  public nonisolated let description: EncoderDescription
  private nonisolated let executor = QueueExecutor(name: "encoding.remote", quality: .userInteractive)
  public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

  private let batcher: RemoteBatcher
  private let form: PictureForm
  private let rule: SigLIPPreprocessing
  /// Patch tokens that the remote says it looks at; 0 where it does not say.
  private let tokens: Int

  init(description: EncoderDescription, batcher: RemoteBatcher, form: PictureForm, rule: SigLIPPreprocessing, tokens: Int) {
    self.description = description
    self.batcher = batcher
    self.form = form
    self.rule = rule
    self.tokens = tokens
  }

  /// Embeds the whole frame and the first region's square; `deadline` decides how long it may wait for other streams' views.
  public func encode(_ view: View, deadline: Moment) async throws(EncodingError) -> [ImageEmbedding] {
    let frame = view.frame
    do throws(RemoteFault) {
      let (pictures, regions) = try pack(view)
      let vectors = try await batcher.vectors(pictures, of: frame.stream, deadline: deadline)
      return zip(regions, vectors).map { region, vector in
        ImageEmbedding(region: region, vector: vector, tokens: tokens, isFullGrid: true)
      }
    } catch { throw .remote(error) }
  }

  private func pack(_ view: View) throws(RemoteFault) -> (pictures: [PackedPicture], regions: [Region]) {
    let picture = view.frame.pixels
    let (width, height) = (picture.width, picture.height)
    var pictures = [try form.pack(picture, box: .whole(width: width, height: height), isWhole: true, rule: rule)]
    var regions = [Region.whole]
    // Where the server takes pictures of any size, a crop of another size would need a request of its own.
    if form != .original, let region = view.regions.first {
      let box = PixelBox(region, width: width, height: height).squared(width: width, height: height)
      pictures.append(try form.pack(picture, box: box, isWhole: false, rule: rule))
      regions.append(box.region(width: width, height: height, weight: region.weight))
    }
    return (pictures, regions)
  }
}
