/// How many programs run at once in one test process; more would only slow each other down.
package enum RunPlaces {
    private static let count = 8
    private static let places = Places(count)

    /// Does something when one of the places is free.
    package static func withOne<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await with(1, body)
    }

    /// Does something when nothing else that asks for a place is under way: for what measures time.
    package static func withAll<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await with(count, body)
    }

    private static func with<Value>(_ number: Int, _ body: () async throws -> Value) async throws -> Value {
        await places.take(number)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body())
        } catch {
            result = .failure(error)
        }
        await places.give(number)
        return try result.get()
    }
}

/// A number of places, taken and given back in the order of asking.
private actor Places {
    private var free: Int
    private var waiting: [(number: Int, continuation: CheckedContinuation<Void, Never>)] = []

    init(_ count: Int) {
        free = count
    }

    func take(_ number: Int) async {
        if waiting.isEmpty, free >= number {
            free -= number
            return
        }
        await withCheckedContinuation { continuation in waiting.append((number, continuation)) }
    }

    func give(_ number: Int) {
        free += number
        while let next = waiting.first, next.number <= free {
            waiting.removeFirst()
            free -= next.number
            next.continuation.resume()
        }
    }
}
