package dev.flowtruth.core.label;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.Protocol;
import dev.flowtruth.core.model.TimeBounds;

/**
 * What recorded address translations did to single ends: a row's tuple is the end as it is seen on
 * one side of the translation, its inside is the same end as it is seen on the other. Not
 * thread-safe while rows are added.
 */
final class TranslationRows extends TupleRows {
  private static final int INSIDE_LOCAL = OWN;
  private static final int INSIDE_PEER = OWN + 1;
  private static final int INSIDE_PORTS = OWN + 2;

  /** Rows whose addresses have numbers in this table. */
  TranslationRows(AddressTable addresses) {
    super(addresses, 3);
  }

  /** A row for one end; addresses are kept without their scope, as flows know none. */
  int add(Protocol protocol, long netns, Ends outside, Ends inside, TimeBounds time) {
    int row =
        add(
            code(protocol),
            netns,
            id(outside.local()),
            id(outside.peer()),
            ports(protocol, outside),
            time);
    rows.set(row, INSIDE_LOCAL, id(inside.local()));
    rows.set(row, INSIDE_PEER, id(inside.peer()));
    rows.set(row, INSIDE_PORTS, ports(protocol, inside));
    return row;
  }

  /** One end of a connection, itself first. */
  record Ends(Endpoint local, Endpoint peer) {}

  Ends inside(int row) {
    int ports = rows.get(row, INSIDE_PORTS);
    return new Ends(
        new Endpoint(addresses().get(rows.get(row, INSIDE_LOCAL)), ports >>> 16),
        new Endpoint(addresses().get(rows.get(row, INSIDE_PEER)), ports & 0xffff));
  }

  /** True when this is the row's inside. */
  boolean hasInside(int row, Protocol protocol, Ends ends) {
    return rows.get(row, INSIDE_PORTS) == ports(protocol, ends)
        && rows.get(row, INSIDE_LOCAL) == id(ends.local())
        && rows.get(row, INSIDE_PEER) == id(ends.peer());
  }

  static int ports(Protocol protocol, Ends ends) {
    return packPorts(protocol, ends.local().port(), ends.peer().port());
  }

  private int id(Endpoint endpoint) {
    return addresses().add(endpoint.address().withoutScope());
  }
}
