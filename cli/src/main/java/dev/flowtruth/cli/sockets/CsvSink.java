package dev.flowtruth.cli.sockets;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sockets as CSV: a header, then a row for each socket and owner. */
final class CsvSink implements SocketSink {
  private final CsvWriter csv;
  private final boolean withProvider;

  CsvSink(Writer out, boolean withProvider) {
    this.csv = CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(out);
    this.withProvider = withProvider;
    csv.writeRecord(header());
  }

  @Override
  public void socket(String provider, OpenSocket socket) {
    List<Owner> owners = socket.ownership().owners();
    if (owners.isEmpty()) {
      csv.writeRecord(row(provider, socket, null));
    }
    owners.forEach(owner -> csv.writeRecord(row(provider, socket, owner)));
  }

  private List<String> header() {
    List<String> names = new ArrayList<>();
    if (withProvider) {
      names.add("provider");
    }
    SocketFields.ALL.forEach(field -> names.add(field.name()));
    OwnerFields.ALL.forEach(field -> names.add(field.name()));
    names.add(SocketFields.REASON.name());
    return names;
  }

  private List<String> row(String provider, OpenSocket socket, @Nullable Owner owner) {
    List<String> cells = new ArrayList<>();
    if (withProvider) {
      cells.add(provider);
    }
    SocketFields.ALL.forEach(field -> cells.add(text(field.read().apply(socket))));
    OwnerFields.ALL.forEach(
        field -> cells.add(owner == null ? "" : text(field.read().apply(owner))));
    cells.add(text(SocketFields.REASON.read().apply(socket)));
    return cells;
  }

  private static String text(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(";"));
    }
    return value == null ? "" : value.toString();
  }
}
