package dev.flowtruth.formats.flows;

/**
 * A row that cannot be read. Without a stack trace: a file may hold millions of them, and the place
 * in the code says nothing that field and text do not.
 */
public final class BadRowException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final boolean fatal;

  private BadRowException(String field, String problem, boolean fatal) {
    super(problem, null, false, false);
    this.field = field;
    this.fatal = fatal;
  }

  /**
   * The row is bad, the file goes on.
   *
   * @param field the column or key
   * @param problem what was expected, and what was there
   */
  public static BadRowException of(String field, String problem) {
    return new BadRowException(field, problem, false);
  }

  /** The row shows that the whole file cannot be labelled. */
  public static BadRowException fatal(String field, String problem) {
    return new BadRowException(field, problem, true);
  }

  public String field() {
    return field;
  }

  boolean isFatal() {
    return fatal;
  }

  String problem() {
    return String.valueOf(getMessage());
  }
}
