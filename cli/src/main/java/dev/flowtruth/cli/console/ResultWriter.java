package dev.flowtruth.cli.console;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Stdout as text: buffered, UTF-8, and unlike its parent class not silent when a write fails. */
final class ResultWriter extends PrintWriter {
  ResultWriter(OutputStream stream) {
    super(new Checked(new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8))));
  }

  /** Ends the command when nobody reads any more; {@link PrintWriter} would only set a flag. */
  private static final class Checked extends Writer {
    private final Writer target;
    private boolean closed;

    Checked(Writer target) {
      this.target = target;
    }

    @Override
    public void write(char[] text, int from, int length) {
      attempt(() -> target.write(text, from, length));
    }

    @Override
    public void flush() {
      attempt(target::flush);
    }

    @Override
    public void close() {
      attempt(target::close);
    }

    private void attempt(Write write) {
      if (closed) {
        return;
      }
      try {
        write.run();
      } catch (IOException e) {
        closed = true;
        throw ClosedPipeException.isMeantBy(e)
            ? new ClosedPipeException()
            : Failure.ofStandardOutput(e);
      }
    }
  }

  private interface Write {
    void run() throws IOException;
  }
}
