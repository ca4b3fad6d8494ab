/**
 * Processes that open sockets of a known life and log the truth. No dependencies.
 *
 * <p>Whoever measures a provider starts a {@link dev.flowtruth.workload.WorkloadProcess} and reads
 * back, from the {@link dev.flowtruth.workload.TruthLog} that it leaves, every socket there was.
 */
@org.jspecify.annotations.NullMarked
module dev.flowtruth.workload {
  requires static transitive org.jspecify;

  exports dev.flowtruth.workload;
}
