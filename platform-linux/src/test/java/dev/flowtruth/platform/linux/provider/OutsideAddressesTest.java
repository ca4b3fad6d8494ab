package dev.flowtruth.platform.linux.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.spi.Host;
import dev.flowtruth.platform.linux.owner.ProcessReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of our own namespace, seen from outside by way of this very process. */
class OutsideAddressesTest {
  private static final long NETNS = 42;

  @Test
  void addressesAreThoseOfALivingProcessAndGoWithIt() {
    List<Gap> gaps = new ArrayList<>();
    long pid = ProcessHandle.current().pid();
    try (ProcessReader reader = new ProcessReader(Path.of("/proc"), false, false)) {
      OutsideAddresses outside = new OutsideAddresses(Host.local(), reader);
      outside.learn(NETNS, reader.identify(pid).orElseThrow());
      assertThat(outside.addresses(gaps))
          .anyMatch(a -> a.ip().toString().equals("127.0.0.1") && a.netns() == NETNS);

      outside.learn(NETNS, new ProcessId(pid, 1));
      assertThat(outside.addresses(gaps)).isEmpty();
    }
    assertThat(gaps).isEmpty();
  }
}
