package dev.flowtruth.cli.sockets;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.Ownership;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.SocketState;
import java.util.Objects;
import java.util.stream.Collectors;

/** Sockets, endpoints and owners in the short words of tables and of {@code watch}. */
public final class SocketText {
  private SocketText() {}

  /** {@code 10.0.0.5:443}, {@code *:53}, or {@code -} for none. */
  public static String endpoint(Endpoint endpoint, boolean hasPorts) {
    if (endpoint.isNone()) {
      return "-";
    }
    String address = endpoint.address().toString();
    if (!hasPorts) {
      return address;
    }
    return endpoint.port() == 0 ? address + ":*" : endpoint.toString();
  }

  /** The local endpoint; a socket always has one, if only a wildcard. */
  public static String local(OpenSocket socket) {
    Endpoint local = socket.local();
    if (!local.isNone()) {
      return endpoint(local, socket.protocol().hasPorts());
    }
    return socket.protocol().hasPorts() ? "*:*" : "*";
  }

  /** The remote endpoint. */
  public static String peer(OpenSocket socket) {
    return endpoint(socket.peer(), socket.protocol().hasPorts());
  }

  /** {@code established}, or {@code -} when it is unknown. */
  public static String state(OpenSocket socket) {
    return socket.state() == SocketState.UNKNOWN ? "-" : socket.state().label();
  }

  /** {@code curl.1234}, several joined by a comma, or the reason in brackets. */
  public static String owners(Ownership ownership) {
    if (!ownership.isKnown()) {
      return "(" + Objects.requireNonNull(ownership.absence()).label() + ")";
    }
    return ownership.owners().stream().map(SocketText::owner).collect(Collectors.joining(", "));
  }

  /** {@code curl.1234}, with the role where it is not the plain one. */
  public static String owner(Owner owner) {
    String token = process(owner.process());
    return owner.role() == Role.CREATOR ? token : token + " (" + owner.role().label() + ")";
  }

  /** {@code curl.1234} */
  public static String process(ProcessRef process) {
    return Words.printable(process.name()) + "." + process.pid();
  }

  /** The users of all owners, each once. */
  public static String users(Ownership ownership) {
    return ownership.owners().stream()
        .map(owner -> user(owner.process()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String user(ProcessRef process) {
    if (process.user() != null) {
      return process.user();
    }
    return process.uid() == -1 ? "" : Integer.toUnsignedString(process.uid());
  }
}
