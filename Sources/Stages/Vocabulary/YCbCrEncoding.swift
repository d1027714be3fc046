/// Which matrix and range turn luma and chroma into colour.
///
/// - Source: ITU-R BT.601-7 section 2.5.1 and BT.709-6 section 3 (matrices); limited range is 16…235 for luma, 16…240 for chroma.
public enum YCbCrEncoding: String, Sendable, Hashable, CaseIterable {
  case bt601Limited, bt601Full, bt709Limited, bt709Full
}
