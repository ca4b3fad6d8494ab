package dev.flowtruth.cli.sockets;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Protocol;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which sockets are of interest. Several values of one kind are alternatives; different kinds must
 * all hold; an empty list asks for nothing.
 *
 * @param pids an owner has one of these
 * @param processes an owner's name matches one of these
 * @param users an owner's user name or id, or the socket's own user id, is one of these
 * @param ports either end has one of these
 * @param hosts either end is in one of these
 * @param protocols it is one of these
 * @param namespaces inode numbers of network namespaces
 * @param states labels of states
 */
public record SocketFilter(
    List<Long> pids,
    List<Glob> processes,
    List<String> users,
    List<Integer> ports,
    List<Cidr> hosts,
    List<String> protocols,
    List<Long> namespaces,
    List<String> states)
    implements Predicate<OpenSocket> {

  /** Everything. */
  public static SocketFilter all() {
    return new SocketFilter(
        List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  @Override
  public boolean test(OpenSocket socket) {
    return matches(protocols, p -> isProtocol(socket.protocol(), p))
        && matches(states, state -> socket.state().label().equals(state))
        && matches(namespaces, netns -> socket.netns() == netns)
        && matches(ports, port -> socket.local().port() == port || socket.peer().port() == port)
        && matches(hosts, host -> isAt(socket, host))
        && matches(pids, pid -> hasOwner(socket, process -> process.pid() == pid))
        && matches(processes, glob -> hasOwner(socket, process -> glob.matches(process.name())))
        && matches(users, user -> isOf(socket, user));
  }

  private static <T> boolean matches(List<T> wanted, Predicate<T> test) {
    return wanted.isEmpty() || wanted.stream().anyMatch(test);
  }

  private static boolean isProtocol(Protocol protocol, String wanted) {
    return protocol.label().equals(wanted)
        || !protocol.raw() && Integer.toString(protocol.number()).equals(wanted);
  }

  private static boolean isAt(OpenSocket socket, Cidr host) {
    return isAt(socket.local(), host) || isAt(socket.peer(), host);
  }

  private static boolean isAt(Endpoint endpoint, Cidr host) {
    return !endpoint.isNone() && host.contains(endpoint.address());
  }

  private static boolean hasOwner(OpenSocket socket, Predicate<ProcessRef> test) {
    return socket.ownership().owners().stream().anyMatch(owner -> test.test(owner.process()));
  }

  private static boolean isOf(OpenSocket socket, String user) {
    return hasOwner(socket, p -> user.equals(p.user()) || user.equals(number(p.uid())))
        || !socket.ownership().isKnown() && user.equals(number(socket.uid()));
  }

  private static String number(int uid) {
    return uid == -1 ? "" : Integer.toUnsignedString(uid);
  }
}
