/** The flowtruth command. */
@org.jspecify.annotations.NullMarked
module dev.flowtruth.cli {
  requires static transitive org.jspecify;
  requires dev.flowtruth.core;
}
