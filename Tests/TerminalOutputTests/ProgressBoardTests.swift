import Testing

@testable import TerminalOutput

@Suite struct ProgressBoardTests {
    let start = ContinuousClock.now

    private func line(_ id: String, _ status: ProgressLine.Status = .working, in parent: String? = nil) -> ProgressLine
    {
        ProgressLine(id, parentID: parent, text: "text", status: status)
    }

    @Test func `a later line takes the place of an earlier one`() {
        var board = ProgressBoard()
        let changes = [
            board.update(line("a"), at: start),
            board.update(line("b"), at: start),
            board.update(line("a"), at: start),
            board.update(line("a", .done), at: start),
        ]
        #expect(changes == [true, true, false, true])
        #expect(board.entries.map(\.line.id) == ["a", "b"])
        #expect(board.finishedCount == 1)
    }

    @Test func `time runs from the first line to the end of the work`() {
        var board = ProgressBoard()
        _ = board.update(line("a"), at: start)
        #expect(board.entries[0].elapsed(at: start.advanced(by: .seconds(5))) == .seconds(5))
        _ = board.update(line("a", .error), at: start.advanced(by: .seconds(2)))
        #expect(board.entries[0].elapsed(at: start.advanced(by: .seconds(5))) == .seconds(2))
        _ = board.update(line("a"), at: start.advanced(by: .seconds(6)))
        #expect(board.entries[0].elapsed(at: start.advanced(by: .seconds(7))) == .seconds(7))
    }

    @Test func `parts belong to their whole, and stand for themselves without one`() {
        var board = ProgressBoard()
        _ = board.update(line("image"), at: start)
        _ = board.update(line("layer", in: "image"), at: start)
        _ = board.update(line("lost", in: "unknown"), at: start)
        _ = board.update(line("layer", .done, in: "image"), at: start)
        #expect(board.entries.map(\.line.id) == ["image", "lost"])
        #expect(board.entries[0].parts.map(\.status) == [.done])
    }

    @Test func `where there is little room, work comes first and then the latest to end`() {
        var board = ProgressBoard()
        for (index, id) in ["a", "b", "c", "d", "e"].enumerated() {
            _ = board.update(line(id), at: start.advanced(by: .seconds(index)))
        }
        for (index, id) in ["d", "a", "b"].enumerated() {
            _ = board.update(line(id, .done), at: start.advanced(by: .seconds(10 + index)))
        }
        #expect(board.indices(inRoomFor: 9) == [0, 1, 2, 3, 4])
        #expect(board.indices(inRoomFor: 4) == [0, 1, 2, 4])
        #expect(board.indices(inRoomFor: 3) == [1, 2, 4])
        #expect(board.indices(inRoomFor: 1) == [2])
    }
}

@Suite struct ProgressBarTests {
    private func bar(_ parts: [ProgressLine]) -> ProgressBar? {
        let whole = ProgressLine("image", text: "Pulling", status: .working)
        return ProgressBar(of: ProgressBoard.Entry(line: whole, start: .now, parts: parts))
    }

    private func part(_ current: Int, _ total: Int, _ status: ProgressLine.Status = .working) -> ProgressLine {
        ProgressLine("layer", parentID: "image", text: "Downloading", status: status, current: current, total: total)
    }

    @Test func `each part is a cell and sizes are summed`() {
        let parts = [part(0, 10_000_000, .done), part(2_000_000, 16_000_000), part(0, 4_000_000)]
        #expect(bar(parts)?.text == "[⣿⡀ ] 12MB / 30MB")
    }

    @Test func `without totals there is no size`() {
        #expect(bar([part(0, 0), part(0, 0, .done)])?.text == "[ ⣿]")
        #expect(bar([]) == nil)
    }

    @Test func `many parts share cells`() {
        let parts = (0..<40).map { part($0 < 20 ? 1 : 0, 1) }
        #expect(bar(parts)?.cells == String(repeating: "⣿", count: 10) + String(repeating: " ", count: 10))
    }

    @Test func `a line with bytes of its own is its only part`() {
        let line = ProgressLine("file", text: "Copying", status: .working, current: 5, total: 10)
        let own = ProgressBar(of: ProgressBoard.Entry(line: line, start: .now))
        #expect(own?.text == "[⣤] 5B / 10B")
    }
}
