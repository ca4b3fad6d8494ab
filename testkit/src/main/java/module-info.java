/**
 * What somebody who adds a platform tests with.
 *
 * <p>Subclass {@link dev.flowtruth.testkit.SocketProviderContract} in the platform's tests; it
 * opens real sockets in processes of its own and holds the provider to what it declares. {@link
 * dev.flowtruth.testkit.ManualTicker} and {@link dev.flowtruth.testkit.EventRecorder} are for tests
 * of whatever runs on the events.
 */
@org.jspecify.annotations.NullMarked
module dev.flowtruth.testkit {
  requires static transitive org.jspecify;
  requires transitive dev.flowtruth.core;
  requires transitive org.junit.jupiter.api;
  requires dev.flowtruth.workload;
  requires org.assertj.core;
  requires java.management;
  requires jdk.management;
  requires org.opentest4j;

  exports dev.flowtruth.testkit;
}
