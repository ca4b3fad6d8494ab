package dev.flowtruth.formats.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.flowtruth.core.label.Coverage;
import dev.flowtruth.core.model.TimeBounds;
import dev.flowtruth.core.watch.CloseCause;
import dev.flowtruth.core.watch.SocketEvent;
import dev.flowtruth.core.watch.SocketEvent.ClockRead;
import dev.flowtruth.core.watch.SocketEvent.Closed;
import dev.flowtruth.core.watch.SocketEvent.GapSeen;
import dev.flowtruth.core.watch.SocketEvent.Opened;
import dev.flowtruth.core.watch.SocketEvent.OwnerChanged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small recordings written by hand: what several of them together say. */
class RecordingsTest {
  private static final String CURL =
      "{'type':'process','process':1,'pid':7,'start_id':'9','name':'curl','at':'15'}\n";

  @TempDir Path directory;
  private int files;

  @Test
  void filesAreGroupedByHostAndBoot() throws IOException {
    String first = file("a", "boot1", 100, "");
    String second = file("a", "boot2", 300, "");
    String other = file("b", "boot1", 200, "");
    String again = file("a", "boot1", 50, "");
    List<RecordingGroup> groups = Recordings.open(List.of(first, second, other, again));
    assertThat(groups).extracting(RecordingGroup::beganNanos).containsExactly(50L, 200L, 300L);
    assertThat(groups.get(0).headers()).hasSize(2);
    assertThat(groups.get(1).host().id()).isEqualTo("b");
  }

  @Test
  void socketThatTwoProvidersSawIsToldOnceWithTheOwnerThatOneKnew() throws IOException {
    String polled =
        file("a", "b", 10, open(1, 5, 77, "'reason':'no_permission',", 20) + close(1, "gone", 60));
    String traced =
        file(
            "a",
            "b",
            10,
            CURL + open(9, 5, 0, "'more':true,", 15) + owner(9, 15) + close(9, "closed", 50));
    List<SocketEvent> events = read(polled, traced);
    assertThat(events).filteredOn(Opened.class::isInstance).hasSize(1);
    Closed closed = only(events, Closed.class);
    assertThat(closed.cause()).isEqualTo(CloseCause.CLOSED);
    assertThat(closed.time().at()).isEqualTo(50);
    assertThat(closed.socket().ownership().owners()).hasSize(1);
    assertThat(only(events, ClockRead.class).previous()).isNull();
  }

  @Test
  void ownerThatASecondFileKnowsIsAdded() throws IOException {
    String blind =
        file("a", "b", 10, open(1, 5, 77, "'reason':'no_permission',", 11) + close(1, "gone", 60));
    String seeing = file("a", "b", 12, CURL + open(1, 5, 0, "'more':true,", 15) + owner(1, 15));
    OwnerChanged changed = only(read(blind, seeing), OwnerChanged.class);
    assertThat(changed.appeared()).hasSize(1);
    assertThat(changed.socket().inode()).isEqualTo(77);
    assertThat(changed.socket().ownership().isKnown()).isTrue();
  }

  @Test
  void fileThatIsLateWithASocketAddsNoSecondLife() throws IOException {
    String traced =
        file(
            "a",
            "b",
            10,
            CURL + open(9, 5, 0, "'more':true,", 15) + owner(9, 15) + close(9, "closed", 16));
    String late =
        file(
            "a",
            "b",
            10,
            open(1, 5, 0, "'reason':'seen_without_owner',", 17) + close(1, "closed", 18));
    assertThat(read(traced, late)).filteredOn(Opened.class::isInstance).hasSize(1);
  }

  @Test
  void socketsThatDifferInTheirCookieAreTwoThoughTheInodeIsOne() throws IOException {
    String one = file("a", "b", 10, open(1, 5, 77, "'reason':'kernel',", 11));
    String two = file("a", "b", 10, open(1, 6, 77, "'reason':'kernel',", 12));
    assertThat(read(one, two)).filteredOn(Opened.class::isInstance).hasSize(2);
  }

  @Test
  void timeBetweenTwoRecordingsIsAGapAndOpenSocketsEndBeforeIt() throws IOException {
    String address =
        "{'type':'address','ip':'10.0.0.1','prefix':24,'interface':'e','index':2,'at':'12'}\n";
    String crashed = file("a", "b", 10, address + open(1, 5, 77, "'reason':'kernel',", 20));
    String next = file("a", "b", 90, address + open(1, 5, 77, "'reason':'kernel',", 91));
    List<SocketEvent> events = read(next, crashed);
    GapSeen gap = only(events, GapSeen.class);
    assertThat(gap.time().after()).isEqualTo(20);
    assertThat(gap.time().at()).isEqualTo(90);
    assertThat(events).filteredOn(Opened.class::isInstance).hasSize(2);
    assertThat(events)
        .filteredOn(Closed.class::isInstance)
        .extracting(event -> ((Closed) event).cause(), event -> event.time())
        .containsExactly(
            tuple(CloseCause.GONE, TimeBounds.between(20, 90)),
            tuple(CloseCause.WATCH_ENDED, TimeBounds.exact(91)));
    assertThat(events)
        .filteredOn(SocketEvent.AddressChanged.class::isInstance)
        .extracting(event -> ((SocketEvent.AddressChanged) event).present())
        .containsExactly(true, false, true);
  }

  @Test
  void nothingIsClaimedOfASocketWhoseOnlyFileEndedBeforeTheOthers() throws IOException {
    String shorter = file("a", "b", 10, open(1, 5, 77, "'reason':'kernel',", 20));
    String longer = file("a", "b", 10, open(1, 6, 78, "'reason':'kernel',", 90));
    assertThat(read(shorter, longer))
        .filteredOn(Closed.class::isInstance)
        .extracting(event -> ((Closed) event).cause(), event -> event.time().at())
        .containsExactlyInAnyOrder(tuple(CloseCause.GONE, 20L), tuple(CloseCause.WATCH_ENDED, 90L));
  }

  @Test
  void gapThatACrashLeftUnfinishedLastsAsLongAsTheFile() throws IOException {
    String gap =
        "{'type':'gap','what':'x','why':'y','since':'11','ongoing':true,'at':'11','until':'12'}\n";
    String crashed = file("a", "b", 10, gap + open(1, 5, 77, "'reason':'kernel',", 50));
    assertThat(read(crashed))
        .filteredOn(GapSeen.class::isInstance)
        .extracting(SocketEvent::time)
        .containsExactly(TimeBounds.between(11, 12), TimeBounds.between(11, 50));
  }

  @Test
  void aFileThatDoesNotSayWhatItsSourceSeesIsTakenForAPerfectOne() throws IOException {
    String silent = file("a", "b", 10, open(1, 5, 77, "'reason':'kernel',", 50));
    assertThat(coverage(silent)).isEqualTo(new Coverage(10, 50, 0, true));
  }

  @Test
  void coverageIsThatOfTheWeakestFile() throws IOException {
    String silent = file("a", "b", 10, open(1, 5, 77, "'reason':'kernel',", 50));
    String weak = file("a", "b", 10, open(1, 6, 78, "'reason':'kernel',", 50));
    Path path = Path.of(weak);
    String named = "\"boot_id\":\"b\",\"capabilities\":[\"tcp\"],\"period\":\"7\"";
    Files.writeString(path, Files.readString(path).replaceFirst("\"boot_id\":\"b\"", named));
    assertThat(coverage(silent, weak)).isEqualTo(new Coverage(10, 50, 7, false));
  }

  private static Coverage coverage(String... files) throws IOException {
    RecordingGroup group = Recordings.open(List.of(files)).get(0);
    group.readTo(event -> {});
    return group.coverage();
  }

  private String file(String host, String boot, long at, String body) throws IOException {
    String header =
        "{'type':'header','schema':'flowtruth/1','host':{'name':'h','id':'%s'},'boot_id':'%s','at':'%d'}\n"
            .formatted(host, boot, at);
    Path file = directory.resolve(files++ + ".jsonl");
    Files.writeString(file, (header + body).replace('\'', '"'));
    return file.toString();
  }

  private static String open(long id, long cookie, long inode, String more, long at) {
    return ("{'type':'open','socket':%d,'protocol':'tcp','local_ip':'10.0.0.1','local_port':80,"
            + "'cookie':'%d','inode':%d,%s'at':'%d'}\n")
        .formatted(id, cookie, inode, more, at);
  }

  private static String owner(long id, long at) {
    return "{'type':'owner','socket':%d,'process':1,'role':'creator','at':'%d'}\n"
        .formatted(id, at);
  }

  private static String close(long id, String cause, long at) {
    return "{'type':'close','socket':%d,'cause':'%s','after':'%d','at':'%d'}\n"
        .formatted(id, cause, at - 1, at);
  }

  private static List<SocketEvent> read(String... names) throws IOException {
    List<RecordingGroup> groups = Recordings.open(List.of(names));
    assertThat(groups).hasSize(1);
    List<SocketEvent> events = new ArrayList<>();
    groups.get(0).readTo(events::add);
    return events;
  }

  private static <T extends SocketEvent> T only(List<SocketEvent> events, Class<T> type) {
    List<SocketEvent> found = events.stream().filter(type::isInstance).toList();
    assertThat(found).hasSize(1);
    return type.cast(found.get(0));
  }
}
