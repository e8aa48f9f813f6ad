import TerminalOutput
import Testing

@Suite struct TableTests {
    @Test func `columns are as wide as their widest cell and a gap of three`() {
        var table = Table(["Name", "Image", "Status"])
        table.append(["shop-web-1", "nginx:1.29-alpine", "Up 2 minutes"])
        table.append(["shop-db-1", "postgres", "Exited (0)"])
        #expect(
            table.render() == """
                NAME         IMAGE               STATUS
                shop-web-1   nginx:1.29-alpine   Up 2 minutes
                shop-db-1    postgres            Exited (0)

                """
        )
    }

    @Test func `short columns take the minimum and the last is not padded`() {
        var table = Table(["id", "tag"])
        table.append(["1", "latest"])
        #expect(table.render() == "ID        TAG\n1         latest\n")
        var tight = Table(["id", "tag"], minimumWidth: 0)
        tight.append(["1", "latest"])
        #expect(tight.render() == "ID   TAG\n1    latest\n")
    }

    @Test func `cells count by what is seen`() {
        var table = Table(["name", "state"], minimumWidth: 0)
        table.append(["名前", "\u{1B}[32mup\u{1B}[0m"])
        table.append(["\u{1B}[1mweb\u{1B}[0m", "down"])
        #expect(
            table.render()
                == "NAME   STATE\n名前   \u{1B}[32mup\u{1B}[0m\n\u{1B}[1mweb\u{1B}[0m    down\n"
        )
    }

    @Test func `missing cells are empty and a table without rows is its headers`() {
        var table = Table(["a", "b"], minimumWidth: 0)
        #expect(table.isEmpty)
        #expect(table.render() == "A   B\n")
        table.append(["x"])
        #expect(table.render() == "A   B\nx   \n")
        #expect(Table([]).render() == "")
    }
}
