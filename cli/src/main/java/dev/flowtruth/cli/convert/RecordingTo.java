package dev.flowtruth.cli.convert;

import dev.flowtruth.cli.console.ClosedPipeException;
import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.OutputFile;
import dev.flowtruth.cli.console.SudoUser;
import dev.flowtruth.cli.options.VersionProvider;
import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.model.HostIdentity;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.formats.recording.Compression;
import dev.flowtruth.formats.recording.RecordingHeader;
import dev.flowtruth.formats.recording.RecordingOptions;
import dev.flowtruth.formats.recording.RecordingOptions.FileOwner;
import dev.flowtruth.formats.recording.RecordingWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a recording goes that is made of something else. */
final class RecordingTo {
  private static final String STANDARD = "-";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "The recording; - is stdout. A name that ends in .gz or .zst is compressed so.")
  private Path file;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "Name of the host of which the source tells (default: the source's name).")
  private @Nullable String host;

  @Option(names = "--force", description = "Overwrites an existing recording.")
  private boolean force;

  /** Says what cannot be before anything is read. */
  void check() {
    if (!force && !isStandard() && Files.isRegularFile(file)) {
      throw OutputFile.exists(file);
    }
  }

  boolean isStandard() {
    return file.toString().equals(STANDARD);
  }

  /**
   * The writer, with header and clock written.
   *
   * @param provider who knew it
   * @param source name of the host when the user gives none
   * @param ticker up to when everything was told, in the time of the events
   */
  RecordingWriter open(
      Console console,
      String provider,
      String source,
      Set<Capability> sees,
      ClockReading clock,
      LongSupplier ticker)
      throws IOException {
    HostIdentity identity = new HostIdentity(host == null ? source : host, "", source, "", "");
    RecordingHeader header =
        RecordingHeader.of(VersionProvider.version(), identity, provider, sees, null);
    try {
      return isStandard()
          ? RecordingWriter.create(console.resultBytes(), "stdout", header, clock, options(ticker))
          : RecordingWriter.create(file, header, clock, options(ticker));
    } catch (FileAlreadyExistsException e) {
      throw OutputFile.exists(file);
    } catch (IOException e) {
      if (isStandard() && ClosedPipeException.isMeantBy(e)) {
        throw new ClosedPipeException();
      }
      throw e;
    }
  }

  private RecordingOptions options(LongSupplier ticker) {
    FileOwner owner =
        SudoUser.ofProcess().map(user -> new FileOwner(user.uid(), user.gid())).orElse(null);
    return RecordingOptions.defaults()
        .withCompression(Compression.ofFileName(String.valueOf(file.getFileName())))
        .withOverwrite(force)
        .withOwner(owner)
        .withTicker(ticker);
  }
}
