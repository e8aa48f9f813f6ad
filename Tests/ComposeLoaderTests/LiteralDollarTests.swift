import Testing

@testable import ComposeLoader

@Suite struct LiteralDollarTests {
    private func isSuspected(_ text: String, _ path: String = "services.web.image") throws -> Bool {
        let offset = try #require(text.unicodeScalars.firstIndex(of: "$"))
        let distance = text.unicodeScalars.distance(from: text.unicodeScalars.startIndex, to: offset)
        return LiteralDollar.hint(forDollarAt: distance, in: text, path: path) != nil
    }

    @Test(arguments: ["pa$word", "Secret1$abc", "x!$y"])
    func `a name right after text is suspected`(text: String) throws {
        #expect(try isSuspected(text))
    }

    @Test(arguments: ["$TAG", "web:$TAG", "a-$B", "a/$B", "pa${word}", "x=$Y", "one $TWO"])
    func `a variable as they are usually written is not`(text: String) throws {
        #expect(try !isSuspected(text))
    }

    @Test func `the name of the value may tell that it is a password`() throws {
        #expect(try isSuspected("$ecret", "services.db.environment.POSTGRES_PASSWORD"))
        #expect(try isSuspected("DB_PASS=$ecret", "services.db.environment[0]"))
        #expect(try !isSuspected("${SECRET}", "services.db.environment.POSTGRES_PASSWORD"))
        #expect(try !isSuspected("DB_USER=$me", "services.db.environment[0]"))
    }
}
