package dev.flowtruth.platform.windows.calls;

import dev.flowtruth.platform.windows.decoder.ProcessEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked about processes; a function from pid to answer, so that tests have theirs. */
public interface ProcessQueries {
  /** What a process is. */
  enum Kind {
    /** It is there, and is described. */
    FOUND,
    /** It is the one whose start the asker knows already. */
    SAME,
    /** It is there, and may not be read. */
    DENIED,
    /** No process has this id. */
    GONE
  }

  /**
   * An answer.
   *
   * @param kind which
   * @param start file time of its creation, 0 when not known
   * @param path of its executable, null when not known
   * @param user {@code DOMAIN\name} or a SID, null when not known
   * @param trouble the refused call with its error, null when there was none
   */
  record Answer(
      Kind kind,
      long start,
      @Nullable String path,
      @Nullable String user,
      @Nullable String trouble) {
    public static final Answer SAME = new Answer(Kind.SAME, 0, null, null, null);
    public static final Answer GONE = new Answer(Kind.GONE, 0, null, null, null);

    public static Answer found(long start, @Nullable String path, @Nullable String user) {
      return new Answer(Kind.FOUND, start, path, user, null);
    }

    public static Answer denied(String call, int error) {
      return new Answer(Kind.DENIED, 0, null, null, new CallException(call, error).getMessage());
    }
  }

  /**
   * Asks about the process that has this id now.
   *
   * @param knownStart file time at which the process that the asker knows started, 0 for none
   */
  Answer ask(long pid, long knownStart);

  /** Every process with name and parent, as far as the system lists them without rights. */
  List<ProcessEntry> list();
}
