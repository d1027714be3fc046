import Testing

/// Everything that runs a pipeline, one test after the other: they measure time and count threads.
@Suite(.serialized) enum MediaTests {}
