package dev.flowtruth.cli.recording;

import dev.flowtruth.cli.console.ClosedPipeException;
import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.cli.console.SudoUser;
import dev.flowtruth.cli.options.VersionProvider;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.spi.SocketSource;
import dev.flowtruth.formats.recording.Compression;
import dev.flowtruth.formats.recording.RecordingHeader;
import dev.flowtruth.formats.recording.RecordingOptions;
import dev.flowtruth.formats.recording.RecordingOptions.FileOwner;
import dev.flowtruth.formats.recording.RecordingWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a recording goes, and how its bytes are packed. */
final class OutputOptions {
  /** What {@code --compress} takes. */
  enum Packing {
    GZIP,
    ZSTD;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String STANDARD = "-";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The recording; - is stdout. A name that ends in .gz or .zst is compressed so.")
  private Path file;

  @Option(
      names = "--rotate",
      paramLabel = "SIZE|DURATION",
      converter = RotationConverter.class,
      description =
          "Goes on in a new file (NAME.0001.jsonl, ...) after so many bytes (64k, 8m, 1g) or so long"
              + " (30s, 5min, 1h). Each can be read alone.")
  private Rotation rotation = Rotation.NEVER;

  @Option(
      names = "--compress",
      paramLabel = "KIND",
      arity = "0..1",
      fallbackValue = "gzip",
      description = "Compresses whatever the name: ${COMPLETION-CANDIDATES} (default: gzip).")
  private @Nullable Packing packing;

  @Option(names = "--force", description = "Overwrites an existing recording.")
  private boolean force;

  /**
   * Says what cannot be before anything is started. Parts of a rotated recording are the writer's
   * to refuse.
   *
   * @param withCommand true when a command shares our standard streams
   */
  void check(boolean withCommand) {
    boolean rotates = !rotation.equals(Rotation.NEVER);
    if (isStandard() && withCommand) {
      throw Failure.input("-o -: stdout is COMMAND's; give the recording a file of its own");
    }
    if (isStandard() && rotates) {
      throw Failure.input("-o -: --rotate makes several files, so it needs the name of one");
    }
    if (!force && !isStandard() && !rotates && Files.isRegularFile(file)) {
      throw exists(file.toString());
    }
  }

  /** True when the recording goes to stdout, so that nothing else may. */
  boolean isStandard() {
    return file.toString().equals(STANDARD);
  }

  /** True when further parts go where the user who called sudo may not write. */
  boolean needsRights() {
    return !rotation.equals(Rotation.NEVER)
        && SudoUser.ofProcess()
            .filter(user -> !user.mayWriteInto(file.toAbsolutePath().getParent()))
            .isPresent();
  }

  /** The writer, with header and clock written. */
  RecordingWriter open(Console console, String provider, SocketSource source, Duration period)
      throws IOException {
    boolean events = source.capabilities().contains(Capability.EVENTS);
    RecordingHeader header =
        RecordingHeader.of(
            VersionProvider.version(),
            source.host(),
            provider,
            source.capabilities(),
            events ? null : (Long) period.toNanos());
    try {
      if (isStandard()) {
        return RecordingWriter.create(
            console.resultBytes(), "stdout", header, source.clock(), options());
      }
      return RecordingWriter.create(file, header, source.clock(), options());
    } catch (FileAlreadyExistsException e) {
      throw exists(e.getFile());
    } catch (IOException e) {
      if (isStandard() && ClosedPipeException.isMeantBy(e)) {
        throw new ClosedPipeException();
      }
      throw e;
    }
  }

  private RecordingOptions options() {
    FileOwner owner =
        SudoUser.ofProcess().map(user -> new FileOwner(user.uid(), user.gid())).orElse(null);
    return RecordingOptions.defaults()
        .withCompression(compression())
        .withOverwrite(force)
        .withRotateBytes(rotation.bytes())
        .withRotateNanos(rotation.time().toNanos())
        .withOwner(owner);
  }

  private Compression compression() {
    if (packing == null) {
      return Compression.ofFileName(file.getFileName().toString());
    }
    return packing == Packing.ZSTD ? Compression.ZSTD : Compression.GZIP;
  }

  private static Failure exists(String name) {
    return Failure.input(
        name + " exists already; choose another name, or overwrite it with --force");
  }
}
