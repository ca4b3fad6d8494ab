package dev.flowtruth.cli.console;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** The command cannot do what was asked. The message is the one sentence that the user reads. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int exitCode;

  private Failure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** It failed while running: exit code 1. */
  public static Failure running(String message) {
    return new Failure(1, message);
  }

  /** Wrong usage or bad input: exit code 2. */
  public static Failure input(String message) {
    return new Failure(2, message);
  }

  /** It failed with an exit code of the caller's choice. */
  public static Failure withCode(int exitCode, String message) {
    return new Failure(exitCode, message);
  }

  /** A file that could not be used while running, in words. */
  public static Failure ofFile(FileSystemException e) {
    return running(e.getFile() + ": " + reason(e));
  }

  /** Stdout could not be written to, for another reason than that its reader went away. */
  public static Failure ofStandardOutput(IOException e) {
    return running("writing to the standard output failed: " + e.getMessage());
  }

  /** Why a file could not be used, in words; the JDK's messages are often the path alone. */
  public static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }

  public int exitCode() {
    return exitCode;
  }
}
