internal import Vocabulary

extension Precision {
  /// In which wordings are embedded beside pictures in this precision: bf16 where that is fast, else f32; never int8, since every score
  /// of a finding rests on its wordings, and they are embedded once.
  ///
  /// - Parameter processor: texts stay on it, whatever device the pictures are on.
  func ofTexts(on processor: Processor) -> Precision {
    self != .f32 && processor.multipliesBfloat16 ? .bf16 : .f32
  }
}
