/**
 * What a socket, an owner, an event and a label are; the cache, the keys and the matching.
 *
 * <p>core knows no operating system, and no file beside what spi asks of the machine. It finds
 * platforms by {@link java.util.ServiceLoader} and hands everything they see down one straight
 * line: snapshot or event, watcher, cache and history, matcher, label. It has no third-party
 * dependency at run time.
 */
@org.jspecify.annotations.NullMarked
module dev.flowtruth.core {
  requires static transitive org.jspecify;

  exports dev.flowtruth.core.label;
  exports dev.flowtruth.core.model;
  exports dev.flowtruth.core.spi;
  exports dev.flowtruth.core.watch;

  uses dev.flowtruth.core.spi.SocketProvider;
}
