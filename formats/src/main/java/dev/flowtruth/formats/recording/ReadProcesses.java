package dev.flowtruth.formats.recording;

import dev.flowtruth.core.model.Endpoint;
import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The processes that the files of one host describe: each image is one instance, however often and
 * in whichever file it is described.
 */
final class ReadProcesses {
  private final Map<ProcessRef, ProcessRef> images = new HashMap<>();

  ProcessRef read(Line line) throws BadRecordingException {
    ProcessRef read = parse(line);
    ProcessRef known = images.putIfAbsent(read, read);
    return known == null ? read : known;
  }

  private static ProcessRef parse(Line line) throws BadRecordingException {
    long pid = line.number("pid", 0, Long.MAX_VALUE);
    return ProcessRef.builder(new ProcessId(pid, line.unsigned("start_id")))
        .startNanos(line.time("start", ProcessRef.UNKNOWN))
        .name(line.textOrEmpty("name"))
        .comm(line.textOrEmpty("comm"))
        .psutilName(line.textOrEmpty("psutil_name"))
        .executable(line.optionalText("executable"))
        .uid(line.uid("uid"))
        .user(line.optionalText("user"))
        .parents(parents(line))
        .service(line.optionalText("service"))
        .slice(line.optionalText("slice"))
        .container(line.optionalText("container"))
        .containerRuntime(line.optionalText("container_runtime"))
        .containerName(line.optionalText("container_name"))
        .app(line.optionalText("app"))
        .commandLine(line.texts("command_line"))
        .hash(line.optionalText("hash"))
        .publishedFor(line.has("published_for") ? published(line.object("published_for")) : null)
        .build();
  }

  private static ProcessRef.Published published(Line line) throws BadRecordingException {
    int port = (int) line.number("port", 0, 65535);
    Endpoint container = new Endpoint(line.address("ip", "scope"), port);
    return new ProcessRef.Published(line.protocol(), container);
  }

  private static List<ProcessRef.Ancestor> parents(Line line) throws BadRecordingException {
    List<ProcessRef.Ancestor> parents = new ArrayList<>();
    for (Line parent : line.objects("parents")) {
      long pid = parent.number("pid", 0, Long.MAX_VALUE);
      parents.add(new ProcessRef.Ancestor(pid, parent.textOrEmpty("name")));
    }
    return parents;
  }
}
