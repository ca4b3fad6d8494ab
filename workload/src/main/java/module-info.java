/** Processes that open sockets of a known life and log the truth. No dependencies. */
@org.jspecify.annotations.NullMarked
module dev.flowtruth.workload {
  requires static transitive org.jspecify;
}
