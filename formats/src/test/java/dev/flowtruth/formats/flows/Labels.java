package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.Basis;
import dev.flowtruth.core.label.Certainty;
import dev.flowtruth.core.label.FlowLabel;
import dev.flowtruth.core.label.FlowRecord;
import dev.flowtruth.core.label.Label;
import dev.flowtruth.core.label.LabelledOwner;
import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import java.util.List;

/** Labels for tests, by rules simple enough to say in a test what comes out. */
public final class Labels {
  /** 2026-11-24T19:17:02.4Z */
  static final long START = 1_795_547_822_400_000_000L;

  public static final ProcessRef CURL =
      ProcessRef.builder(new ProcessId(4711, 1))
          .name("curl")
          .executable("/usr/bin/curl")
          .startNanos(START)
          .uid(1000)
          .user("ann")
          .build();

  /** Everything that needs quoting or escaping in one of the formats. */
  public static final ProcessRef ODD =
      ProcessRef.builder(new ProcessId(12, 1))
          .name("a,\"b\";c:d%e\tf\\g é")
          .comm("odd")
          .executable("/opt/o'dd, one/a \"b\"")
          .commandLine(List.of("odd", "-x", "a b"))
          .parents(List.of(new ProcessRef.Ancestor(7, "sh;1"), new ProcessRef.Ancestor(1, "init")))
          .container("c0ffee")
          .service("odd.service")
          .build();

  public static final FlowLabel CURL_TO_NOBODY =
      new FlowLabel(owned(CURL), Label.none(Reason.NOT_LOCAL));

  private Labels() {}

  public static Label owned(ProcessRef process) {
    LabelledOwner owner = new LabelledOwner(process, Role.CREATOR);
    Label.SocketTimes times = new Label.SocketTimes(START, ProcessRef.UNKNOWN, 4026531840L);
    return new Label(owner, List.of(owner), Basis.EXACT, Certainty.CERTAIN, null, times);
  }

  public static Label shared(ProcessRef... processes) {
    return Label.none(
        Reason.SHARED,
        java.util.Arrays.stream(processes).map(p -> new LabelledOwner(p, Role.HOLDER)).toList());
  }

  /** A label that depends on nothing but the flow, and differs between flows. */
  public static FlowLabel byPorts(FlowRecord flow) {
    return new FlowLabel(byPort(flow.source()), byPort(flow.destination()));
  }

  private static Label byPort(Endpoint end) {
    return switch (end.port() % 4) {
      case 0 -> Label.none(Reason.values()[end.port() / 4 % 14 + 1]);
      case 1 -> owned(CURL);
      case 2 -> owned(ODD);
      default -> shared(CURL, ODD);
    };
  }
}
