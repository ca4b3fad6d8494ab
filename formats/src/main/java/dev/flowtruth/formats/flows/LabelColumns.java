package dev.flowtruth.formats.flows;

import dev.flowtruth.core.label.Label;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The columns that a label run adds, in order. Immutable. */
public final class LabelColumns {
  static final String COMMUNITY_ID = "community_id";

  private final List<OwnerColumn<?>> ofEachSide;
  private final boolean communityId;

  private LabelColumns(List<OwnerColumn<?>> ofEachSide, boolean communityId) {
    this.ofEachSide = List.copyOf(ofEachSide);
    this.communityId = communityId;
  }

  /** Those that are always there. */
  public static LabelColumns standard() {
    return new LabelColumns(OwnerColumn.STANDARD, false);
  }

  /**
   * Those and others: the value of {@code --add}.
   *
   * @throws IllegalArgumentException for an unknown name; the message lists the known ones
   */
  public static LabelColumns standardAnd(List<String> names) {
    List<OwnerColumn<?>> columns = new ArrayList<>(OwnerColumn.STANDARD);
    boolean communityId = false;
    for (String name : new LinkedHashSet<>(names)) {
      if (name.equals(COMMUNITY_ID)) {
        communityId = true;
      } else {
        columns.add(byName(name));
      }
    }
    return new LabelColumns(columns, communityId);
  }

  /** Every name that {@link #standardAnd} takes. */
  public static List<String> addable() {
    Stream<String> ofEachSide = OwnerColumn.ADDABLE.stream().map(OwnerColumn::name);
    return Stream.concat(ofEachSide, Stream.of(COMMUNITY_ID)).toList();
  }

  private static OwnerColumn<?> byName(String name) {
    for (OwnerColumn<?> column : OwnerColumn.ADDABLE) {
      if (column.name().equals(name)) {
        return column;
      }
    }
    throw new IllegalArgumentException(
        "no column '" + name + "' to add; known: " + String.join(", ", addable()));
  }

  /**
   * Tells what a label has for the columns that were asked for beside the standard ones: name and
   * text of each that is not empty.
   */
  public void forEachAdded(Label label, BiConsumer<String, String> cell) {
    for (OwnerColumn<?> column : ofEachSide.subList(OwnerColumn.STANDARD.size(), size())) {
      Object source = column.source().apply(label);
      String text = source == null ? null : column.textOf(source);
      if (text != null) {
        cell.accept(column.name(), text);
      }
    }
  }

  private int size() {
    return ofEachSide.size();
  }

  List<OwnerColumn<?>> ofEachSide() {
    return ofEachSide;
  }

  boolean hasCommunityId() {
    return communityId;
  }

  LabelColumns withoutCommunityId() {
    return new LabelColumns(ofEachSide, false);
  }

  /** The names in a table's header. */
  List<String> tableNames() {
    List<String> names = new ArrayList<>();
    for (Side side : Side.values()) {
      ofEachSide.forEach(column -> names.add(side.word() + "_" + column.name()));
    }
    if (communityId) {
      names.add(COMMUNITY_ID);
    }
    return names;
  }
}
