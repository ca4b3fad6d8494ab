package dev.flowtruth.cli.options;

import dev.flowtruth.cli.sockets.Cidr;
import dev.flowtruth.cli.sockets.Glob;
import dev.flowtruth.cli.sockets.SocketFilter;
import dev.flowtruth.core.model.SocketState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The filters, alike in every command that has them. Each may be repeated or take a list. */
public final class FilterOptions {
  @Option(names = "--pid", split = ",", paramLabel = "PID", description = "Owned by this process.")
  private List<Long> pids = new ArrayList<>();

  @Option(
      names = "--process",
      split = ",",
      paramLabel = "NAME",
      converter = ToGlob.class,
      description = "Owned by a process of this name; * and ? are wildcards.")
  private List<Glob> processes = new ArrayList<>();

  @Option(
      names = "--user",
      split = ",",
      paramLabel = "USER",
      converter = ToUser.class,
      description = "Owned by this user: a name or a number.")
  private List<String> users = new ArrayList<>();

  @Option(
      names = "--port",
      split = ",",
      paramLabel = "PORT",
      converter = ToPort.class,
      description = "Local or remote port.")
  private List<Integer> ports = new ArrayList<>();

  @Option(
      names = "--host",
      split = ",",
      paramLabel = "ADDRESS",
      converter = ToCidr.class,
      description = "Local or remote address, or a block such as 10.0.0.0/8.")
  private List<Cidr> hosts = new ArrayList<>();

  @Option(
      names = "--proto",
      split = ",",
      paramLabel = "PROTOCOL",
      converter = ToProtocol.class,
      description = "tcp, udp, udplite, sctp, icmp, icmp6, raw, or a number.")
  private List<String> protocols = new ArrayList<>();

  @Option(
      names = "--netns",
      split = ",",
      paramLabel = "NETNS",
      converter = Namespaces.class,
      description = "Network namespace: inode number, path, name, or any.")
  private List<Long> namespaces = new ArrayList<>();

  @Option(
      names = "--state",
      split = ",",
      paramLabel = "STATE",
      converter = ToState.class,
      description = "State, such as listen, established or time_wait.")
  private List<String> states = new ArrayList<>();

  /** What was asked for. */
  public SocketFilter filter() {
    List<Long> named = namespaces.contains(0L) ? List.of() : namespaces;
    return new SocketFilter(pids, processes, users, ports, hosts, protocols, named, states);
  }

  static final class ToGlob implements ITypeConverter<Glob> {
    @Override
    public Glob convert(String value) {
      return Glob.of(named(value, "process"));
    }
  }

  static final class ToUser implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      return named(value, "user");
    }
  }

  private static String named(String value, String what) {
    if (value.isEmpty()) {
      throw new TypeConversionException("'' is no name of a " + what);
    }
    return value;
  }

  static final class ToPort implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String value) {
      int port = value.matches("\\d{1,5}") ? Integer.parseInt(value) : -1;
      if (port < 0 || port > 65535) {
        throw new TypeConversionException("'" + value + "' is not a port (0 to 65535)");
      }
      return port;
    }
  }

  static final class ToCidr implements ITypeConverter<Cidr> {
    @Override
    public Cidr convert(String value) {
      try {
        return Cidr.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  static final class ToProtocol implements ITypeConverter<String> {
    private static final List<String> NAMES =
        List.of("tcp", "udp", "udplite", "sctp", "icmp", "icmp6", "raw");

    @Override
    public String convert(String value) {
      String name = value.toLowerCase(Locale.ROOT);
      boolean number = name.matches("\\d{1,3}") && Integer.parseInt(name) <= 255;
      if (!number && !NAMES.contains(name)) {
        throw new TypeConversionException(
            "'" + value + "' is none of " + String.join(", ", NAMES) + ", and no number to 255");
      }
      return name;
    }
  }

  static final class ToState implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      String name = value.toLowerCase(Locale.ROOT);
      List<String> names = new ArrayList<>();
      for (SocketState state : SocketState.values()) {
        names.add(state.label());
      }
      if (!names.contains(name)) {
        throw new TypeConversionException("'" + value + "' is none of " + String.join(", ", names));
      }
      return name;
    }
  }
}
