package dev.flowtruth.core.spi;

import dev.flowtruth.core.model.ProcessRef;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Adds the SHA-256 of executables, each file read once while its size and time stay the same; for
 * platforms where an executable is opened by its path. Not thread-safe.
 */
public final class ExecutableHashes implements UnaryOperator<ProcessRef> {
  private static final int MOST_FILES = 1024;

  private record File(Path path, long size, FileTime modified) {}

  private final Map<File, String> hashes = new HashMap<>();

  /** With no file read yet. */
  public ExecutableHashes() {}

  /** The process with its hash; as it was when the file may not be read. */
  @Override
  public ProcessRef apply(ProcessRef process) {
    String hash = hash(process.executable());
    return hash == null ? process : process.withHash(hash);
  }

  private @Nullable String hash(@Nullable String executable) {
    if (executable == null) {
      return null;
    }
    try {
      Path path = Path.of(executable);
      File file = new File(path, Files.size(path), Files.getLastModifiedTime(path));
      String hash = hashes.get(file);
      return hash == null ? remember(file, digest(path)) : hash;
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  private String remember(File file, String hash) {
    if (hashes.size() >= MOST_FILES) {
      hashes.clear();
    }
    hashes.put(file, hash);
    return hash;
  }

  private static String digest(Path path) throws IOException {
    MessageDigest sha = sha256();
    try (DigestInputStream in = new DigestInputStream(Files.newInputStream(path), sha)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
