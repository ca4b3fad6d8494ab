package dev.flowtruth.platform.macos.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.model.OpenSocket;
import dev.flowtruth.core.model.Owner;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.Reason;
import dev.flowtruth.core.model.Role;
import dev.flowtruth.core.model.Snapshot;
import dev.flowtruth.core.model.SocketId;
import dev.flowtruth.core.spi.SocketSource.Look;
import dev.flowtruth.core.spi.SourceException;
import dev.flowtruth.platform.macos.calls.CallException;
import dev.flowtruth.platform.macos.calls.FakeLibProc;
import dev.flowtruth.platform.macos.decoder.SocketBytes;
import dev.flowtruth.platform.macos.layout.Errno;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A made kernel whose processes come, go, refuse and lie. */
class LibprocSourceTest {
  private static final HostIdentity HOST = new HostIdentity("h", "", "boot", "macos", "24");
  private static final long SO = 0xffff_ff80_0000_1000L;

  private final FakeLibProc kernel = new FakeLibProc();
  private final LibprocSource source =
      new LibprocSource(kernel, UnaryOperator.identity(), HOST, MacosSupport.sees(true));

  private static SocketBytes listener(long so, int port) {
    return SocketBytes.tcp(so, 1).family(2, 1).local("127.0.0.1", port);
  }

  private static SocketBytes connection(long so, int port, int peer) {
    return SocketBytes.tcp(so, 4).family(2, 1).local("127.0.0.1", port).peer("127.0.0.1", peer);
  }

  private Snapshot look() throws SourceException {
    return source.snapshot(Look.POLL);
  }

  private static OpenSocket only(Snapshot snapshot) {
    assertThat(snapshot.sockets()).hasSize(1);
    return snapshot.sockets().get(0);
  }

  private static List<String> owners(OpenSocket socket) {
    return socket.ownership().owners().stream()
        .map(owner -> owner.process().pid() + " " + owner.role().label())
        .toList();
  }

  @Test
  void socketHasTheKernelsIdentityAndItsProcess() throws SourceException {
    kernel.process(40).with(3, listener(SO, 80));

    Snapshot snapshot = look();
    OpenSocket socket = only(snapshot);
    assertThat(socket.id()).isEqualTo(new SocketId(SocketId.Kind.SOI_SO, SO, ""));
    assertThat(socket.local()).isEqualTo(Endpoint.of("127.0.0.1", 80));
    ProcessRef process = socket.ownership().owners().get(0).process();
    assertThat(process.executable()).isEqualTo("/usr/bin/program");
    assertThat(process.name()).isEqualTo("program");
    assertThat(process.id().startId()).isEqualTo(1_700_000_000_000_000L);
    assertThat(process.startNanos()).isEqualTo(1_700_000_000_000_000_000L);
    assertThat(snapshot.isComplete()).isTrue();
  }

  @Test
  void oneSocketInSeveralProcessesHasSeveralOwnersTheOldestFirst() throws SourceException {
    kernel.process(90).with(7, connection(SO, 80, 5000)).startMicros = 2_000_000;
    kernel.process(40).with(3, connection(SO, 80, 5000)).startMicros = 1_000_000;

    assertThat(owners(only(look()))).containsExactly("40 creator", "90 holder");
  }

  @Test
  void connectionOfAListenersPortWasAcceptedAndTheOtherEndOpened() throws SourceException {
    kernel
        .process(40)
        .with(3, SocketBytes.tcp(SO, 1).family(30, 3).local("::", 80))
        .with(4, connection(SO + 8, 80, 5000));
    kernel.process(41).with(3, connection(SO + 16, 5000, 80));

    assertThat(look().sockets())
        .extracting(s -> owners(s).get(0))
        .containsExactly("40 listener", "40 acceptor", "41 creator");
  }

  @Test
  void twoDescriptorsOfOneProcessAreOneOwner() throws SourceException {
    kernel.process(40).with(3, listener(SO, 80)).with(9, listener(SO, 80));

    assertThat(owners(only(look()))).containsExactly("40 listener");
  }

  @Test
  void processThatMayNotBeReadIsAGapOfNoPermission() throws SourceException {
    kernel.process(40).with(3, listener(SO, 80));
    kernel.process(41).with(3, listener(SO + 8, 81)).refusal = Errno.EPERM;

    Snapshot snapshot = look();
    assertThat(only(snapshot).local().port()).isEqualTo(80);
    assertThat(snapshot.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.reason()).isEqualTo(Reason.NO_PERMISSION);
              assertThat(gap.why())
                  .startsWith("proc_pidinfo(41, PROC_PIDLISTFDS): errno 1 (")
                  .endsWith("; process 41 (program)");
            });
  }

  @Test
  void manyThatMayNotBeReadAreCounted() throws SourceException {
    for (int pid = 41; pid < 51; pid++) {
      kernel.process(pid).refusal = Errno.EPERM;
    }
    assertThat(look().gaps())
        .singleElement()
        .extracting(Gap::why)
        .asString()
        .endsWith("; processes 41 (program), 42 (program), 43 (program) and 7 more");
  }

  @Test
  void processThatEndsBeforeItIsAskedIsNothingAtAll() throws SourceException {
    kernel.process(40).with(3, listener(SO, 80));
    kernel.process(41).refusal = Errno.ESRCH;

    Snapshot snapshot = look();
    assertThat(snapshot.sockets()).hasSize(1);
    assertThat(snapshot.isComplete()).isTrue();
    assertThat(snapshot.processesVanished()).isZero();
  }

  @Test
  void processThatEndsWhileItIsReadIsCountedAndNotSeen() throws SourceException {
    kernel.process(40).with(3, listener(SO, 80)).beforeSocket = () -> kernel.end(40);

    Snapshot snapshot = look();
    assertThat(snapshot.sockets()).isEmpty();
    assertThat(snapshot.isComplete()).isTrue();
    assertThat(snapshot.processesVanished()).isEqualTo(1);
  }

  @Test
  void pidThatIsGivenAgainMeanwhileOwnsNothing() throws SourceException {
    FakeLibProc.Process process = kernel.process(40).with(3, listener(SO, 80));
    process.beforeSocket = () -> process.startMicros = 1_800_000_000_000_000L;

    assertThat(look().sockets()).isEmpty();
    process.beforeSocket = () -> {};
    assertThat(only(look()).ownership().owners().get(0).process().id().startId())
        .isEqualTo(1_800_000_000_000_000L);
  }

  @Test
  void startThatIsComputedAnewEachTimeIsStillOneProcess() throws SourceException {
    FakeLibProc.Process process = kernel.process(40).with(3, listener(SO, 80));
    OpenSocket before = only(look());
    process.startMicros += 3;

    assertThat(only(look())).isSameAs(before);
    assertThat(only(source.snapshot(Look.FULL))).isSameAs(before);
  }

  @Test
  void descriptorThatIsClosedMeanwhileIsNothingAtAll() throws SourceException {
    FakeLibProc.Process process = kernel.process(40);
    process.with(3, listener(SO, 80)).with(4, listener(SO + 8, 81));
    process.beforeSocket = () -> process.without(4);

    Snapshot snapshot = look();
    assertThat(only(snapshot).local().port()).isEqualTo(80);
    assertThat(snapshot.isComplete()).isTrue();
  }

  @Test
  void descriptorThatIsNoSocketAnyMoreIsNothingAtAll() throws SourceException {
    kernel.process(40).with(3, listener(SO, 80)).socketRefusal = Errno.EOPNOTSUPP;

    assertThat(look().isComplete()).isTrue();
  }

  @Test
  void truncatedSocketIsAGapAndTheProcessKeepsWhatItHad() throws SourceException {
    FakeLibProc.Process process = kernel.process(40).with(3, listener(SO, 80));
    OpenSocket before = only(look());
    process.socketSize = 345;

    Snapshot snapshot = look();
    assertThat(only(snapshot)).isSameAs(before);
    assertThat(snapshot.gaps())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.reason()).isEqualTo(Reason.LOST_EVENTS);
              assertThat(gap.why())
                  .isEqualTo("socket_fdinfo at offset 345: 345 bytes of 792; process 40 (program)");
            });
    process.socketSize = 792;
    assertThat(look().isComplete()).isTrue();
  }

  @Test
  void sizeBeyondTheBufferIsAGap() throws SourceException {
    kernel.process(40).with(3, listener(SO, 80)).socketSize = 793;

    assertThat(look().gaps()).extracting(Gap::reason).containsExactly(Reason.LOST_EVENTS);
  }

  @Test
  void failureOfOneHolderTakesNoOwnerFromTheSocket() throws SourceException {
    kernel.process(40).with(3, connection(SO, 80, 5000));
    kernel.process(41).with(3, connection(SO, 80, 5000)).startMicros = 1_700_000_000_000_001L;
    OpenSocket before = only(look());
    kernel.process(41).refusal = 12;

    assertThat(only(look())).isSameAs(before);
    kernel.process(41).refusal = 0;
    kernel.process(41).without(3);
    assertThat(owners(only(look()))).containsExactly("40 creator");
  }

  @Test
  void listThatGrowsForEverIsAGapAndNoEndlessLoop() throws SourceException {
    kernel.swells = true;

    Snapshot snapshot = look();
    assertThat(snapshot.gaps())
        .extracting(Gap::why)
        .containsExactly(
            "proc_listpids(PROC_ALL_PIDS): the list grew in each try, to 524288 bytes");
  }

  @Test
  void refusedListOfProcessesIsAFailureThatNamesTheCall() throws SourceException {
    kernel.process(40).with(3, listener(SO, 80));
    kernel.listRefusal = Errno.EPERM;

    assertThatThrownBy(this::look)
        .isInstanceOf(CallException.class)
        .hasMessageStartingWith("proc_listpids(PROC_ALL_PIDS): errno 1 (");
    kernel.listRefusal = 0;
    assertThat(look().sockets()).hasSize(1);
  }

  @Test
  void socketThatStayedTheSameIsTheSameInstance() throws SourceException {
    kernel.process(40).with(3, listener(SO, 80));
    Snapshot first = look();

    assertThat(only(look())).isSameAs(only(first));
    assertThat(only(source.snapshot(Look.FULL))).isSameAs(only(first));
  }

  @Test
  void anotherSocketAtTheSameAddressOfTheKernelIsAnotherOne() throws SourceException {
    kernel.process(40).with(3, connection(SO, 80, 5000).generation(7));
    SocketId first = only(look()).id();
    kernel.process(40).with(3, connection(SO, 80, 5001).generation(9));
    OpenSocket second = only(look());

    assertThat(second.id()).isNotEqualTo(first);
    assertThat(second.peer().port()).isEqualTo(5001);
    assertThat(only(look())).isSameAs(second);
  }

  @Test
  void udpSocketThatIsConnectedStaysTheSameSocket() throws SourceException {
    SocketBytes udp = SocketBytes.udp(SO).family(2, 1).generation(7).local("0.0.0.0", 53);
    kernel.process(40).with(3, udp);
    SocketId first = only(look()).id();
    udp.local("127.0.0.1", 53).peer("127.0.0.1", 54);

    OpenSocket connected = only(look());
    assertThat(connected.id()).isEqualTo(first);
    assertThat(connected.isUnconnected()).isFalse();
  }

  @Test
  void processThatRunsAnotherProgramIsAnotherImageOfItself() throws SourceException {
    FakeLibProc.Process process = kernel.process(40).with(3, listener(SO, 80));
    Owner before = only(look()).ownership().owners().get(0);
    process.name = "other";
    process.path = "/usr/bin/other";

    Owner after = only(look()).ownership().owners().get(0);
    assertThat(after.process().id()).isEqualTo(before.process().id());
    assertThat(after.process().executable()).isEqualTo("/usr/bin/other");
    assertThat(after.role()).isEqualTo(Role.LISTENER);
  }

  @Test
  void programOfTheSameNameIsFoundByAFullLook() throws SourceException {
    FakeLibProc.Process process = kernel.process(40).with(3, listener(SO, 80));
    look();
    process.path = "/opt/bin/program";

    Owner owner = only(source.snapshot(Look.FULL)).ownership().owners().get(0);
    assertThat(owner.process().executable()).isEqualTo("/opt/bin/program");
  }

  @Test
  void parentsAreNamedUpToTheFirst() throws SourceException {
    kernel.process(1).parent = 0;
    kernel.process(1).path = "/sbin/launchd";
    kernel.process(30).path = "/bin/zsh";
    kernel.process(30).refusal = Errno.EPERM;
    kernel.process(40).with(3, listener(SO, 80)).parent = 30;

    assertThat(only(look()).ownership().owners().get(0).process().parents())
        .extracting(ProcessRef.Ancestor::name)
        .containsExactly("zsh", "launchd");
  }

  @Test
  void remainsAreInFullLooksOnly() throws SourceException {
    kernel.process(40).with(3, SocketBytes.tcp(SO, 10).family(2, 1).local("127.0.0.1", 80));

    assertThat(look().sockets()).isEmpty();
    assertThat(source.snapshot(Look.FULL).sockets()).hasSize(1);
  }
}
