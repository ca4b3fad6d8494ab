package dev.flowtruth.cli.convert;

import dev.flowtruth.cli.console.ClosedPipeException;
import dev.flowtruth.cli.console.Console;
import dev.flowtruth.cli.console.Failure;
import dev.flowtruth.core.model.ClockReading;
import dev.flowtruth.core.spi.Capability;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.formats.capture.CaptureEvidence;
import dev.flowtruth.formats.flows.FlowInput;
import dev.flowtruth.formats.recording.RecordingWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes a recording of a capture; the file is made when the first packet tells something. */
final class CaptureConversion {
  private static final String PROVIDER = "capture";

  private final Console console;
  private final RecordingTo to;
  private @Nullable RecordingWriter writer;

  CaptureConversion(Console console, RecordingTo to) {
    this.console = console;
    this.to = to;
  }

  void convert(FlowInput input) throws IOException {
    CaptureEvidence evidence = CaptureEvidence.open(input);
    long began = evidence.beganNanos();
    try {
      long told =
          evidence.readTo(
              event -> write(event, evidence, began, input.name()),
              remark -> console.warn(input.name() + ": " + remark));
      finish(told, input.name());
    } catch (UncheckedIOException e) {
      if (to.isStandard() && ClosedPipeException.isMeantBy(e.getCause())) {
        throw new ClosedPipeException();
      }
      throw e.getCause();
    }
  }

  private void write(SocketEvent event, CaptureEvidence evidence, long began, String name) {
    try {
      RecordingWriter out = writer;
      if (out == null) {
        // Wall clock throughout: a capture has no other.
        ClockReading clock = new ClockReading(began, began, began);
        out =
            to.open(
                console,
                PROVIDER,
                name,
                EnumSet.of(Capability.TCP, Capability.UDP),
                clock,
                evidence::reachedNanos);
        writer = out;
      }
      out.onEvent(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void finish(long told, String name) throws IOException {
    RecordingWriter out = writer;
    if (out == null) {
      throw Failure.input(
          name
              + ": its packets name no process; expected a capture of pktap, or one with process"
              + " information");
    }
    out.close();
    console.note(
        String.format(
            Locale.ROOT,
            "%,d packets told of %,d sockets; %s",
            told,
            out.totals().socketsOpened(),
            out.file()));
  }
}
