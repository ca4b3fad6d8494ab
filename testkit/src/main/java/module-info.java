/** What somebody who adds a platform tests with: the provider contract, and a manual clock. */
@org.jspecify.annotations.NullMarked
module dev.flowtruth.testkit {
  requires static transitive org.jspecify;
  requires transitive dev.flowtruth.core;
}
