/// How large a document may be: a configuration or a pack needs far less, and a hostile one must not take the memory.
public enum YAMLLimits {
  public static let bytes = 1_000_000
  /// Mappings and sequences within one another.
  public static let depth = 32
  /// Mappings, sequences and scalars together, keys not counted.
  public static let nodes = 50_000
  /// Bytes of one key.
  public static let keyBytes = 256
}
