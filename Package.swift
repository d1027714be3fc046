// swift-tools-version: 6.2
import PackageDescription

// The OpenVINO wheel has no pkg-config file: scripts/setup unpacks it here, and the binary finds it by rpath.
let dependencies = Context.packageDirectory + "/.deps"
let openVINO = dependencies + "/openvino"

let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .unsafeFlags(["-Xcc", "-I\(openVINO)/include"]),
]

func library(_ name: String, in folder: String, needs: [Target.Dependency] = [], linker: [LinkerSetting] = []) -> Target {
  .target(name: name, dependencies: needs, path: "Sources/\(folder)/\(name)", swiftSettings: strict, linkerSettings: linker)
}

func system(_ name: String, package: String, apt: [String]) -> Target {
  .systemLibrary(name: name, path: "Sources/Bindings/\(name)", pkgConfig: package, providers: [.apt(apt)])
}

func tests(_ name: String, needs: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: needs, path: "Tests/\(name)", swiftSettings: strict)
}

let openVINOLinker: [LinkerSetting] = [
  .unsafeFlags([
    "-L\(openVINO)/libs", "-l:libopenvino_c.so.2641",
    "-Xlinker", "-rpath", "-Xlinker", "$ORIGIN/../../../.deps/openvino/libs",
  ])
]

let package = Package(
  name: "MediaSKINoscope",
  products: [.executable(name: "mediaskinoscope", targets: ["mediaskinoscope"])],
  targets: [
    // C modules, each with one Swift overlay that owns its handles.
    system("CGLib", package: "glib-2.0 gobject-2.0 gio-2.0 gio-unix-2.0", apt: ["libglib2.0-dev"]),
    system(
      "CGStreamer",
      package: "gstreamer-1.0 gstreamer-app-1.0 gstreamer-video-1.0 gstreamer-sdp-1.0 gstreamer-webrtc-1.0 nice",
      apt: ["libgstreamer-plugins-bad1.0-dev", "libnice-dev"]),
    system("CSoup", package: "libsoup-3.0", apt: ["libsoup-3.0-dev"]),
    .systemLibrary(name: "COpenVINO", path: "Sources/Bindings/COpenVINO"),
    system("CSQLite", package: "sqlite3", apt: ["libsqlite3-dev"]),
    system("CYAML", package: "yaml-0.1", apt: ["libyaml-dev"]),
    system("CCrypto", package: "libcrypto", apt: ["libssl-dev"]),
    system("CSodium", package: "libsodium", apt: ["libsodium-dev"]),
    system("CPictures", package: "libturbojpeg libpng", apt: ["libturbojpeg0-dev", "libpng-dev"]),
    system("CEspeak", package: "espeak-ng", apt: ["libespeak-ng-dev"]),
    // No flags: what it describes is opened while the program runs, where scripts/setup-language-model was run.
    .systemLibrary(name: "CLlama", path: "Sources/Bindings/CLlama"),
    system("CCairo", package: "pangocairo", apt: ["libpango1.0-dev"]),
    .target(
      name: "CSentencePiece", path: "Sources/Bindings/CSentencePiece", linkerSettings: [.linkedLibrary("sentencepiece")]),
    // C++ like its neighbour, whose language standard the documentation's extractor hands to every target that is not Swift.
    .target(name: "CDotProducts", path: "Sources/Bindings/CDotProducts", cxxSettings: [.unsafeFlags(["-O2"])]),
    .target(
      name: "CResampling", path: "Sources/Bindings/CResampling", cxxSettings: [.unsafeFlags(["-O2", "-ffp-contract=off"])]),
    .target(name: "CTiles", path: "Sources/Bindings/CTiles", cxxSettings: [.unsafeFlags(["-O2"])]),
    library("GLib", in: "Bindings", needs: ["CGLib"]),
    library("GStreamer", in: "Bindings", needs: ["CGStreamer", "CGLib", "GLib"]),
    library("Soup", in: "Bindings", needs: ["CSoup", "CGLib", "GLib"]),
    library("OpenVINO", in: "Bindings", needs: ["COpenVINO"], linker: openVINOLinker),
    library("SQLite", in: "Bindings", needs: ["CSQLite"]),
    library("YAML", in: "Bindings", needs: ["CYAML"]),
    library("Cryptography", in: "Bindings", needs: ["CCrypto"]),
    library("Sodium", in: "Bindings", needs: ["CSodium", "Cryptography"]),
    library("Pictures", in: "Bindings", needs: ["CPictures"]),
    library("Cairo", in: "Bindings", needs: ["CCairo"]),
    library("Espeak", in: "Bindings", needs: ["CEspeak"]),
    library("Llama", in: "Bindings", needs: ["CLlama"]),
    library("SentencePiece", in: "Bindings", needs: ["CSentencePiece"]),
    library("DotProducts", in: "Bindings", needs: ["CDotProducts"]),
    library("Resampling", in: "Bindings", needs: ["CResampling"]),
    library("Tiles", in: "Bindings", needs: ["CTiles"]),

    // Stages of the road. They share the vocabulary and know nothing of each other.
    library("Vocabulary", in: "Stages"),
    library("Calls", in: "Stages", needs: ["Vocabulary", "Cryptography", "Soup", "GLib"]),
    library("Capture", in: "Stages", needs: ["Vocabulary", "GLib", "GStreamer", "Pictures", "Cryptography"]),
    library("Framing", in: "Stages", needs: ["Vocabulary"]),
    library(
      "Encoding", in: "Stages",
      needs: ["Vocabulary", "OpenVINO", "SentencePiece", "Cryptography", "Soup", "GLib", "Pictures", "Resampling", "Tiles"]),
    library("Detection", in: "Stages", needs: ["Vocabulary", "YAML", "Cryptography", "DotProducts"]),
    library("Alerting", in: "Stages", needs: ["Vocabulary"]),
    library("Annotation", in: "Stages", needs: ["Vocabulary", "GStreamer", "Cairo"]),
    library("Explanation", in: "Stages", needs: ["Vocabulary"]),
    library("Language", in: "Stages", needs: ["Vocabulary", "Llama", "Soup", "GLib", "Cryptography"]),
    library("Knowledge", in: "Stages", needs: ["Vocabulary", "SQLite", "YAML", "Cryptography", "DotProducts"]),
    library("Review", in: "Stages", needs: ["Vocabulary"]),
    library("Voice", in: "Stages", needs: ["Vocabulary", "OpenVINO", "Espeak"]),

    // Services around the road.
    library("Statistics", in: "Service", needs: ["Vocabulary"]),
    library("Tuning", in: "Service", needs: ["Vocabulary", "Statistics", "Cryptography"]),
    library("Configuration", in: "Service", needs: ["Vocabulary", "YAML"]),
    library("Journal", in: "Service", needs: ["Vocabulary", "SQLite", "Cryptography"]),
    library("Vectors", in: "Service", needs: ["Vocabulary", "SQLite", "Cryptography", "DotProducts"]),
    library("Backup", in: "Service", needs: ["SQLite", "Cryptography"]),
    library(
      "Handoff", in: "Service", needs: ["Vocabulary", "Configuration", "Journal", "Cryptography", "Soup", "GLib"]),
    library(
      "People", in: "Service", needs: ["Vocabulary", "Configuration", "SQLite", "Cryptography", "Sodium", "Soup", "GLib"]),
    library("Server", in: "Service", needs: ["Vocabulary", "Configuration", "People", "Soup", "GLib", "Cryptography"]),
    library(
      "Pipeline", in: "Service",
      needs: [
        "Vocabulary", "Capture", "Framing", "Encoding", "Detection", "Alerting", "Journal", "Server", "Configuration", "Pictures",
        "Cryptography", "Statistics", "Soup", "Annotation", "Knowledge", "Explanation", "Voice", "Language", "Calls", "GLib",
        "Review", "Tuning", "People", "Handoff", "Vectors", "DotProducts",
      ]),
    .executableTarget(
      name: "mediaskinoscope",
      dependencies: [
        "Pipeline", "Server", "Configuration", "Vocabulary", "GLib", "Soup", "Statistics", "Capture", "Encoding", "Detection",
        "Journal", "Annotation", "Knowledge", "SQLite", "Explanation", "Voice", "Espeak", "Language", "Tuning",
        "People", "Cryptography", "Handoff", "Backup",
      ],
      path: "Sources/mediaskinoscope", swiftSettings: strict),

    // What several test targets share.
    .target(name: "TestSupport", dependencies: ["Vocabulary"], path: "Tests/Support/TestSupport", swiftSettings: strict),
    .target(name: "TestClips", dependencies: ["GStreamer"], path: "Tests/Support/TestClips", swiftSettings: strict),
    tests("GLibTests", needs: ["GLib", "CGLib"]),
    tests("YAMLTests", needs: ["YAML"]),
    tests("VocabularyTests", needs: ["Vocabulary", "TestSupport"]),
    tests("CaptureTests", needs: ["Capture", "Vocabulary", "GStreamer", "GLib", "Pictures", "TestSupport", "TestClips"]),
    tests("FramingTests", needs: ["Framing", "Vocabulary", "Pictures", "TestSupport"]),
    tests(
      "EncodingTests",
      needs: ["Encoding", "Vocabulary", "OpenVINO", "Tiles", "Pictures", "Soup", "GLib", "Cryptography", "TestSupport"]),
    tests("DetectionTests", needs: ["Detection", "Vocabulary", "YAML"]),
    tests("AlertingTests", needs: ["Alerting", "Vocabulary", "TestSupport"]),
    tests("AnnotationTests", needs: ["Annotation", "Vocabulary", "TestSupport", "TestClips"]),
    tests("DotProductsTests", needs: ["DotProducts"]),
    tests("ResamplingTests", needs: ["Resampling"]),
    tests("TilesTests", needs: ["Tiles", "Vocabulary"]),
    tests("KnowledgeTests", needs: ["Knowledge", "Vocabulary", "Detection", "DotProducts"]),
    tests("VoiceTests", needs: ["Voice", "Vocabulary", "Espeak", "TestSupport"]),
    tests("ReviewTests", needs: ["Review", "Vocabulary"]),
    tests("ExplanationTests", needs: ["Explanation", "Vocabulary", "Statistics", "Knowledge", "Detection"]),
    tests("CallsTests", needs: ["Calls", "Vocabulary", "Cryptography", "Soup", "TestSupport"]),
    tests("LanguageTests", needs: ["Language", "Vocabulary", "Soup", "Cryptography", "TestSupport"]),
    tests("SodiumTests", needs: ["Sodium", "Cryptography"]),
    tests("HandoffTests", needs: ["Handoff", "Configuration", "Journal", "Vocabulary", "Cryptography", "TestSupport"]),
    tests("CryptographyTests", needs: ["Cryptography"]),
    tests("SQLiteTests", needs: ["SQLite"]),
    tests("JournalTests", needs: ["Journal", "Vocabulary", "SQLite", "Cryptography", "JournalCrasher", "TestSupport"]),
    // Killed by the journal's tests while it writes.
    .executableTarget(
      name: "JournalCrasher", dependencies: ["Journal", "Vocabulary"], path: "Tests/Support/JournalCrasher", swiftSettings: strict
    ),
    tests("BackupTests", needs: ["Backup", "Cryptography", "Journal", "SQLite", "Vocabulary"]),
    tests("VectorsTests", needs: ["Vectors", "Vocabulary", "Cryptography", "SQLite", "TestSupport"]),
    tests("StatisticsTests", needs: ["Statistics", "Vocabulary"]),
    tests("TuningTests", needs: ["Tuning", "Vocabulary", "Statistics", "Cryptography", "Detection", "TestSupport"]),
    tests("ConfigurationTests", needs: ["Configuration", "Vocabulary"]),
    tests("PeopleTests", needs: ["People", "Configuration", "Vocabulary", "Cryptography", "Sodium", "Soup", "TestSupport"]),
    tests(
      "ServerTests",
      needs: ["Server", "Configuration", "Vocabulary", "GLib", "Soup", "TestSupport", "People", "Sodium", "Cryptography"]),
    tests(
      "RoadTests",
      needs: [
        "Pipeline", "Vocabulary", "Journal", "Alerting", "Detection", "Framing", "Capture", "Encoding", "Server", "TestSupport",
        "TestClips", "Annotation", "Configuration", "Cryptography", "Voice", "Calls", "Knowledge", "Explanation", "Language",
        "Soup", "Review", "Pictures", "Tuning", "Vectors", "DotProducts", "Statistics", "Handoff",
      ]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
