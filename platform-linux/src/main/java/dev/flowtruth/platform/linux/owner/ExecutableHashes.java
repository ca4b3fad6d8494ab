package dev.flowtruth.platform.linux.owner;

import dev.flowtruth.platform.linux.owner.FileAttributes.FileVersion;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of executables, each version of a file read once. A first reading takes as long as the
 * file is large.
 */
final class ExecutableHashes {
  private static final int KEPT = 1000;

  private final ProcTree tree;
  private final NativeBuffer buffer = new NativeBuffer(256 << 10);
  private final Map<FileVersion, String> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FileVersion, String> eldest) {
          return size() > KEPT;
        }
      };

  ExecutableHashes(ProcTree tree) {
    this.tree = tree;
  }

  /** In hex; null when the executable cannot be read. */
  @Nullable String of(int pid) {
    FileAttributes attributes = tree.attributes(pid, ProcTree.EXECUTABLE);
    if (attributes == null) {
      return null;
    }
    FileVersion version = attributes.version();
    String hash = known.get(version);
    if (hash == null) {
      hash = compute(pid);
      if (hash != null) {
        known.put(version, hash);
      }
    }
    return hash;
  }

  private @Nullable String compute(int pid) {
    int file = tree.open(pid, ProcTree.EXECUTABLE);
    if (file < 0) {
      return null;
    }
    try {
      return compute(file, MessageDigest.getInstance("SHA-256"));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    } finally {
      tree.close(file);
    }
  }

  private @Nullable String compute(int file, MessageDigest digest) {
    int length = tree.read(file, buffer);
    for (; length > 0; length = tree.read(file, buffer)) {
      digest.update(buffer.bytes().duplicate().limit(length));
    }
    return length < 0 ? null : HexFormat.of().formatHex(digest.digest());
  }
}
