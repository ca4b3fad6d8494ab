package dev.flowtruth.platform.windows.provider;

import dev.flowtruth.platform.windows.layout.RowLayout;

/** Which service a row of a table belongs to. */
@FunctionalInterface
interface ServiceNames {
  /** The service's name, empty when Windows does not say. */
  String of(RowLayout layout, byte[] row);
}
