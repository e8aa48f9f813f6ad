import Testing

@testable import DependencyGraph

@Suite struct MinimumHeapTests {
    static let cases: [[Int]] = [
        [], [1], [2, 1], [5, 3, 9, 1, 1, 7, 0, 4], (0..<200).reversed(), Array(0..<200),
    ]

    @Test(arguments: MinimumHeapTests.cases)
    func `numbers come out in order`(numbers: [Int]) {
        var heap = MinimumHeap()
        for number in numbers { heap.insert(number) }
        var taken: [Int] = []
        while let number = heap.popMinimum() { taken.append(number) }
        #expect(taken == numbers.sorted())
    }

    @Test func `a number put in later can come out first`() {
        var heap = MinimumHeap()
        heap.insert(4)
        heap.insert(2)
        let first = heap.popMinimum()
        heap.insert(1)
        heap.insert(6)
        let rest = [heap.popMinimum(), heap.popMinimum(), heap.popMinimum(), heap.popMinimum()]
        #expect(first == 2)
        #expect(rest == [1, 4, 6, nil])
    }
}
