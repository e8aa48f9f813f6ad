import Testing

/// Everything in this room, one after the other: some tests count the threads of the process.
@Suite(.serialized) struct HTTPTests {}
