package dev.flowtruth.platform.windows.layout;

/** Windows' error numbers; source: {@code winerror.h}. */
public final class Errors {
  public static final int NO_ERROR = 0;
  public static final int ERROR_ACCESS_DENIED = 5;
  public static final int ERROR_NOT_SUPPORTED = 50;
  public static final int ERROR_INVALID_PARAMETER = 87;
  public static final int ERROR_INSUFFICIENT_BUFFER = 122;

  /** What some versions answer instead of an empty table. */
  public static final int ERROR_NO_DATA = 232;

  private Errors() {}
}
