import Testing

@testable import CurlHTTP

@Suite struct UpgradeAnswerTests {
    @Test func `an answer may be cut anywhere`() throws {
        let text = Array("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 101 UPGRADED\r\nUpgrade: tcp\r\n\r\nraw".utf8)
        let headEnd = text.count - 3
        for cut in 1..<headEnd {
            var answer = UpgradeAnswer()
            let isKnownEarly = answer.take(Array(text[..<cut])) != nil
            #expect(!isKnownEarly)
            guard case .upgraded(let head, let rest) = answer.take(Array(text[cut...])) else {
                Issue.record("no upgrade when cut at \(cut)")
                continue
            }
            #expect(head.status == 101)
            #expect(head.headers["upgrade"] == "tcp")
            #expect(rest == Array("raw".utf8))
        }
    }

    @Test func `a refusal in chunks may be cut anywhere`() throws {
        let text = Array(
            "HTTP/1.1 409 Conflict\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n".utf8
        )
        for cut in 1..<(text.count - 4) {
            var answer = UpgradeAnswer()
            let isKnownEarly = answer.take(Array(text[..<cut])) != nil
            #expect(!isKnownEarly)
            guard case .refused(let refusal) = answer.take(Array(text[cut...])) else {
                Issue.record("no refusal when cut at \(cut)")
                continue
            }
            #expect(refusal.status == 409)
            #expect(refusal.body == Array("abcd".utf8))
        }
    }

    @Test func `a head without end is no HTTP`() {
        var answer = UpgradeAnswer()
        guard case .garbled = answer.take([UInt8](repeating: 65, count: 70_000)) else {
            Issue.record("seventy thousand bytes were taken for the beginning of a head")
            return
        }
    }
}
