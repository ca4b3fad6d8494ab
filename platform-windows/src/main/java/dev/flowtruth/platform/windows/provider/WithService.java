package dev.flowtruth.platform.windows.provider;

import dev.flowtruth.core.model.ProcessRef;

/** A process as the host of one of its services. */
final class WithService {
  private WithService() {}

  static ProcessRef of(ProcessRef process, String service) {
    return ProcessRef.builder(process.id())
        .startNanos(process.startNanos())
        .name(process.name())
        .executable(process.executable())
        .user(process.user())
        .parents(process.parents())
        .service(service)
        .hash(process.hash())
        .build();
  }
}
