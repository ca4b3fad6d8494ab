package dev.flowtruth.cli.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** BPF programs, maps and links: which a process holds, and which the kernel still has. */
final class BpfObjects {
  private static final Pattern ID = Pattern.compile("(?m)^(prog|map|link)_id:\\s*(\\d+)$");
  private static final Path PINS = Path.of("/sys/fs/bpf");

  private BpfObjects() {}

  /** {@code prog 17}, {@code map 4}, {@code link 9}: what the descriptors of a process say. */
  static Set<String> heldBy(long pid) throws IOException {
    Set<String> held = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fdinfo"))) {
      for (Path file : files.toList()) {
        Matcher ids = ID.matcher(text(file));
        while (ids.find()) {
          held.add(ids.group(1) + " " + ids.group(2));
        }
      }
    }
    return held;
  }

  /** A descriptor may be closed before it is read. */
  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (java.nio.file.NoSuchFileException e) {
      return "";
    }
  }

  /** Those of them that bpftool still finds. */
  static Set<String> stillThere(Set<String> objects) {
    Set<String> there = new TreeSet<>();
    for (String object : objects) {
      String[] words = object.split(" ", -1);
      var show = java.util.List.of("bpftool", words[0], "show", "id", words[1]);
      if (Shell.run(show).exit() == 0) {
        there.add(object);
      }
    }
    return there;
  }

  /** Files under /sys/fs/bpf. */
  static Set<String> pins() throws IOException {
    Set<String> pins = new TreeSet<>();
    if (Files.isDirectory(PINS)) {
      try (Stream<Path> files = Files.walk(PINS)) {
        files.forEach(file -> pins.add(file.toString()));
      }
    }
    return pins;
  }
}
