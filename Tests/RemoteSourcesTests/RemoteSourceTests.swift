import Testing

/// Everything that fetches.
///
/// One after the other: a fetch keeps its thread while it waits, as loading does, and the tests of the other rooms need
/// the few threads that there are.
@Suite(.serialized) struct RemoteSourceTests {}
