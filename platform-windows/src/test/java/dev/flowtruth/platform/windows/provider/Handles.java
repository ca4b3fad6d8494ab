package dev.flowtruth.platform.windows.provider;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;

/** What this process has open, as Windows counts it. */
final class Handles {
  private static final Pointer THIS_PROCESS = Pointer.createConstant(-1);

  private Handles() {}

  static OptionalLong ofThisProcess() {
    ByteBuffer count = ByteBuffer.allocateDirect(4).order(ByteOrder.LITTLE_ENDIAN);
    Function query = Function.getFunction("kernel32", "GetProcessHandleCount");
    boolean told = query.invokeInt(new Object[] {THIS_PROCESS, count}) != 0;
    return told ? OptionalLong.of(count.getInt(0)) : OptionalLong.empty();
  }
}
