package dev.flowtruth.cli.sockets;

import dev.flowtruth.cli.console.Console;
import dev.flowtruth.core.model.OpenSocket;
import java.util.ArrayList;
import java.util.List;

/** Sockets as a table for people. The namespace is shown when there are several. */
final class TableSink implements SocketSink {
  private record Row(String provider, OpenSocket socket) {}

  private final Console console;
  private final boolean withProvider;
  private final List<Row> rows = new ArrayList<>();

  TableSink(Console console, boolean withProvider) {
    this.console = console;
    this.withProvider = withProvider;
  }

  @Override
  public void socket(String provider, OpenSocket socket) {
    rows.add(new Row(provider, socket));
  }

  @Override
  public void end() {
    boolean withNetns = rows.stream().mapToLong(row -> row.socket.netns()).distinct().count() > 1;
    TextTable table = new TextTable(header(withNetns));
    rows.forEach(row -> table.row(cells(row, withNetns)));
    table.print(console.results(), console.isColored());
  }

  private List<String> header(boolean withNetns) {
    List<String> names = new ArrayList<>();
    if (withProvider) {
      names.add("PROVIDER");
    }
    names.addAll(List.of("PROTO", "STATE", "LOCAL", "PEER"));
    if (withNetns) {
      names.add("NETNS");
    }
    names.addAll(List.of("USER", "OWNERS"));
    return names;
  }

  private List<String> cells(Row row, boolean withNetns) {
    OpenSocket socket = row.socket;
    List<String> cells = new ArrayList<>();
    if (withProvider) {
      cells.add(row.provider);
    }
    cells.add(socket.protocol().toString());
    cells.add(SocketText.state(socket));
    cells.add(SocketText.local(socket));
    cells.add(SocketText.peer(socket));
    if (withNetns) {
      cells.add(socket.netns() == 0 ? "" : Long.toString(socket.netns()));
    }
    cells.add(SocketText.users(socket.ownership()));
    cells.add(SocketText.owners(socket.ownership()));
    return cells;
  }
}
