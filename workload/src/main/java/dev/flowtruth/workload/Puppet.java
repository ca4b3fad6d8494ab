package dev.flowtruth.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens and closes sockets one at a time, as told line by line, and answers each line with one.
 *
 * <pre>
 * tcp-listen  FAMILY IP            -> ok NAME LOCAL_PORT
 * tcp-connect FAMILY IP PORT       -> ok NAME LOCAL_PORT
 * tcp-accept  LISTENER             -> ok NAME LOCAL_PORT
 * udp-bind    FAMILY IP            -> ok NAME LOCAL_PORT
 * udp-connect FAMILY IP PORT       -> ok NAME LOCAL_PORT
 * close       NAME                 -> ok NAME 0
 * </pre>
 *
 * FAMILY is 4 or 6. Anything that fails is answered by {@code failed} and the cause. Ends with its
 * input.
 */
final class Puppet {
  private final BufferedReader in;
  private final PrintStream out;
  private final Map<String, NetworkChannel> open = new HashMap<>();
  private int names;

  Puppet(InputStream in, PrintStream out) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.out = out;
  }

  void run() throws IOException {
    out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      out.println(answer(List.of(line.split(" ", -1))));
      out.flush();
    }
  }

  private String answer(List<String> words) {
    try {
      if (words.get(0).equals("close")) {
        return close(words.get(1));
      }
      return opened(words.get(0).equals("tcp-accept") ? accept(words.get(1)) : open(words));
    } catch (IOException | RuntimeException e) {
      return "failed " + e;
    }
  }

  private NetworkChannel open(List<String> words) throws IOException {
    boolean v6 = words.get(1).equals("6");
    ProtocolFamily family = v6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    int port = words.size() > 3 ? Integer.parseInt(words.get(3)) : 0;
    InetSocketAddress address = new InetSocketAddress(words.get(2), port);
    return switch (words.get(0)) {
      case "tcp-listen" -> ServerSocketChannel.open(family).bind(address);
      case "udp-bind" -> DatagramChannel.open(family).bind(address);
      case "udp-connect" -> DatagramChannel.open(family).connect(address);
      case "tcp-connect" -> connected(SocketChannel.open(family), address);
      default -> throw new IllegalArgumentException("unknown command " + words.get(0));
    };
  }

  private static SocketChannel connected(SocketChannel channel, InetSocketAddress address)
      throws IOException {
    channel.connect(address);
    return channel;
  }

  private NetworkChannel accept(String listener) throws IOException {
    return ((ServerSocketChannel) named(listener)).accept();
  }

  private String opened(NetworkChannel channel) throws IOException {
    String name = "s" + ++names;
    open.put(name, channel);
    return "ok " + name + " " + ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  private String close(String name) throws IOException {
    named(name).close();
    open.remove(name);
    return "ok " + name + " 0";
  }

  private NetworkChannel named(String name) {
    NetworkChannel channel = open.get(name);
    if (channel == null) {
      throw new IllegalArgumentException("no socket " + name);
    }
    return channel;
  }
}
