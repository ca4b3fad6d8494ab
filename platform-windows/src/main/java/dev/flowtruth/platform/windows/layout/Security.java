package dev.flowtruth.platform.windows.layout;

/**
 * Tokens and SIDs; source: {@code winnt.h} (TOKEN_QUERY, TOKEN_INFORMATION_CLASS, TOKEN_USER, SID).
 */
public final class Security {
  public static final int TOKEN_QUERY = 8;
  public static final int TOKEN_USER = 1;

  /** A TOKEN_USER with the longest SID of 15 parts: two pointers' room, then 68 bytes. */
  public static final int TOKEN_USER_SIZE = 16 + 68;

  public static final int SID_REVISION = 0;
  public static final int SID_PARTS = 1;

  /** Six bytes in network order. */
  public static final int SID_AUTHORITY = 2;

  public static final int SID_FIRST_PART = 8;
  public static final int SID_MOST_PARTS = 15;

  private Security() {}
}
