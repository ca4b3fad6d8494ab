package dev.flowtruth.cli.doctor;

import dev.flowtruth.cli.provider.ProviderReport;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.Host;
import java.util.List;

/**
 * All that the doctor found out.
 *
 * @param host the machine
 * @param providers what every provider says of it, best first
 * @param examinations those that were tried, best first
 * @param selfTest what each of them caught of known sockets; empty when that was not asked for
 */
record Diagnosis(
    Host host,
    List<ProviderReport> providers,
    List<Examination> examinations,
    List<SelfTest.Result> selfTest) {
  Diagnosis {
    providers = List.copyOf(providers);
    examinations = List.copyOf(examinations);
    selfTest = List.copyOf(selfTest);
  }

  /** Providers that can't run here, and come before the best one that can. */
  List<ProviderReport> better() {
    return providers.stream().takeWhile(report -> !report.support().usable()).toList();
  }

  /** True when the first provider that was tried did not catch a kind of socket that it claims. */
  boolean bestMissedWhatItClaims() {
    if (examinations.isEmpty()) {
      return false;
    }
    ProviderReport best = examinations.get(0).report();
    return selfTest.stream()
        .filter(result -> result.provider().equals(best.id()))
        .anyMatch(result -> !result.isCaught() && best.sees(claim(result)));
  }

  private static Capability claim(SelfTest.Result result) {
    return result.kind().startsWith("tcp") ? Capability.TCP : Capability.UDP;
  }
}
