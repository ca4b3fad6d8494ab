package dev.flowtruth.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the processes of a storm wrote when it was over: {@code PID.storm} each, a line about
 * the process, then a line for each socket, words between spaces (see ledger.c).
 */
public final class StormLog {
  private static final int PROCESS_WORDS = 8;
  private static final int SOCKET_WORDS = 11;

  private StormLog() {}

  /** All that the processes of a run wrote down, in no order. */
  public static List<StormSocket> read(Path directory) throws IOException {
    List<StormSocket> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".storm")).toList()) {
        readFile(file, all);
      }
    }
    return all;
  }

  private static void readFile(Path file, List<StormSocket> all) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      StormSocket.Member process = process(file, reader.readLine());
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        all.add(socket(file, process, line));
      }
    }
  }

  /** The name comes last: it may hold spaces. */
  private static StormSocket.Member process(Path file, @Nullable String line) {
    String[] words = words(file, line, "process", PROCESS_WORDS);
    return new StormSocket.Member(
        new Truth.Holder(Long.parseLong(words[1]), words[7]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        Long.parseLong(words[4]),
        words[5],
        words[6]);
  }

  private static StormSocket socket(Path file, StormSocket.Member process, String line) {
    String[] words = words(file, line, "socket", SOCKET_WORDS);
    boolean hasPeer = !words[3].equals("-");
    return new StormSocket(
        process,
        new Truth.Address(words[1], Integer.parseInt(words[2])),
        hasPeer ? new Truth.Address(words[3], Integer.parseInt(words[4])) : null,
        Long.parseLong(words[5]),
        Long.parseLong(words[6]),
        Long.parseLong(words[7]),
        Long.parseLong(words[8]),
        Long.parseLong(words[9]),
        Long.parseLong(words[10]));
  }

  private static String[] words(Path file, @Nullable String line, String first, int count) {
    String[] words = line == null ? new String[0] : line.split(" ", count);
    if (words.length != count || !words[0].equals(first)) {
      throw new IllegalArgumentException(
          file + ": a line '" + first + "' of " + count + " words expected, not '" + line + "'");
    }
    return words;
  }
}
