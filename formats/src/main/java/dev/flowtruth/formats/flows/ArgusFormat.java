package dev.flowtruth.formats.flows;

/** What Argus' {@code ra -c} prints: any delimiter, any choice of columns. */
public final class ArgusFormat extends TableFormat {
  /** For {@link java.util.ServiceLoader}. */
  public ArgusFormat() {
    super("argus", "Argus ra CSV", ArgusSchema.FLOWS);
  }

  /** Whatever the header has beside letters, digits and what is in names. */
  @Override
  protected String delimiters(FileHead head) {
    StringBuilder found = new StringBuilder(",");
    head.firstLine()
        .chars()
        .filter(c -> c < 0x7f && !Character.isLetterOrDigit(c) && " \"_+#".indexOf(c) < 0)
        .distinct()
        .forEach(c -> found.append((char) c));
    return found.toString();
  }
}
