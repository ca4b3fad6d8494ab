package dev.flowtruth.platform.windows.calls;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.flowtruth.core.spi.DecodeException;
import dev.flowtruth.platform.windows.decoder.Sid;
import dev.flowtruth.platform.windows.decoder.Utf16;
import dev.flowtruth.platform.windows.layout.Security;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who runs a process, by its token; {@code securitybaseapi.h}, {@code winbase.h}. */
final class ProcessTokens {
  private static final int MOST_NAMES = 10_000;
  private static final int NAME_UNITS = 512;

  private final Optional<Function> open = advapi("OpenProcessToken");
  private final Optional<Function> information = advapi("GetTokenInformation");
  private final Optional<Function> lookup = advapi("LookupAccountSidW");
  private final Optional<Function> close = Libraries.function("kernel32", "CloseHandle");
  private final Map<String, String> names = new HashMap<>();

  private static Optional<Function> advapi(String name) {
    return Libraries.function("advapi32", name);
  }

  /** {@code DOMAIN\name}, the SID where it has no name, null where the token may not be read. */
  @Nullable String user(Pointer process) {
    if (open.isEmpty() || information.isEmpty() || close.isEmpty()) {
      return null;
    }
    PointerByReference token = new PointerByReference();
    if (open.get().invokeInt(new Object[] {process, Security.TOKEN_QUERY, token}) == 0) {
      return null;
    }
    try {
      return user(token.getValue(), information.get());
    } finally {
      close.get().invokeInt(new Object[] {token.getValue()});
    }
  }

  private @Nullable String user(Pointer token, Function query) {
    try (Memory user = new Memory(Security.TOKEN_USER_SIZE)) {
      user.clear();
      ByteBuffer needed = NativeBuffers.allocate(Integer.BYTES);
      Object[] arguments = {token, Security.TOKEN_USER, user, (int) user.size(), needed};
      if (query.invokeInt(arguments) == 0) {
        return null;
      }
      // TOKEN_USER begins with a pointer to the SID, which lies further on in the same memory.
      long offset = Pointer.nativeValue(user.getPointer(0)) - Pointer.nativeValue(user);
      String sid = Sid.text(user.getByteBuffer(0, user.size()), inside(offset, user.size()));
      if (names.size() >= MOST_NAMES) {
        names.clear();
      }
      return names.computeIfAbsent(sid, text -> name(user.share(offset), text));
    } catch (DecodeException e) {
      return null;
    }
  }

  private static int inside(long offset, long size) {
    return offset < 0 || offset > size
        ? Integer.MAX_VALUE - Security.TOKEN_USER_SIZE
        : (int) offset;
  }

  private String name(Pointer sid, String text) {
    if (lookup.isEmpty()) {
      return text;
    }
    ByteBuffer name = NativeBuffers.allocate(2 * NAME_UNITS);
    ByteBuffer domain = NativeBuffers.allocate(2 * NAME_UNITS);
    ByteBuffer nameSize = NativeBuffers.allocate(Integer.BYTES).putInt(0, NAME_UNITS);
    ByteBuffer domainSize = NativeBuffers.allocate(Integer.BYTES).putInt(0, NAME_UNITS);
    ByteBuffer use = NativeBuffers.allocate(Integer.BYTES);
    Object[] arguments = {null, sid, name, nameSize, domain, domainSize, use};
    if (lookup.get().invokeInt(arguments) == 0) {
      return text;
    }
    String home = Utf16.text(domain, 0, NAME_UNITS);
    String bare = Utf16.text(name, 0, NAME_UNITS);
    return home.isEmpty() ? bare : home + "\\" + bare;
  }
}
