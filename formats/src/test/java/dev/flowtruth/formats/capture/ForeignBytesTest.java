package dev.flowtruth.formats.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.formats.flows.FlowInput;
import dev.flowtruth.formats.flows.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was in a capture stays as it was: taking out what was added gives back the very file. */
class ForeignBytesTest {
  private static final Path SAMPLES =
      Path.of("../cli/src/test/resources/dev/flowtruth/cli/acceptance/samples");
  private static final int[] LINKS = {0, 1, 12, 101, 108, 113, 276, 147};

  @ParameterizedTest
  @ValueSource(strings = {"va1", "va2", "lo", "lob", "any"})
  void captureOfARealToolIsKept(String name) throws IOException {
    byte[] original = read(SAMPLES.resolve(name + ".pcapng.gz"));
    LabelledBytes labelled = LabelledBytes.of(original, Labels::byPorts, ProcessInfo.values());
    assertThat(labelled.bytes()).hasSizeGreaterThan(original.length);
    assertThat(Stripped.of(labelled.bytes())).isEqualTo(original);
  }

  private static byte[] read(Path file) throws IOException {
    try (FlowInput input = FlowInput.open(file)) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      byte[] some = new byte[1000];
      for (int count = input.read(some, 0, 1000); count >= 0; count = input.read(some, 0, 1000)) {
        all.write(some, 0, count);
      }
      return all.toByteArray();
    }
  }

  @ParameterizedTest
  @EnumSource(ProcessInfo.class)
  void everyCaptureIsKeptByEveryKind(ProcessInfo kind) throws IOException {
    for (int seed = 0; seed < 300; seed++) {
      isKept(seed, kind);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = 500)
  void everyCaptureIsKeptByAllKinds(int seeds) throws IOException {
    for (int seed = 0; seed < seeds; seed++) {
      isKept(seed, ProcessInfo.values());
    }
  }

  private static void isKept(int seed, ProcessInfo... kinds) throws IOException {
    byte[] original = new Any(seed).capture();
    LabelledBytes labelled = LabelledBytes.of(original, Labels::byPorts, kinds);
    assertThat(Stripped.of(labelled.bytes())).as("seed %d", seed).isEqualTo(original);
  }

  /** Any capture that the draft allows, and some that it does not. */
  private static final class Any {
    private final Random random;
    private final CaptureBytes capture = new CaptureBytes();

    Any(int seed) {
      random = new Random(seed);
    }

    byte[] capture() {
      int sections = 1 + random.nextInt(3);
      for (int i = 0; i < sections; i++) {
        section();
      }
      return capture.bytes();
    }

    private void section() {
      capture.section(random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      int faces = 1 + random.nextInt(3);
      for (int i = 0; i < faces; i++) {
        capture.face(LINKS[random.nextInt(LINKS.length)], options());
      }
      int blocks = random.nextInt(30);
      for (int i = 0; i < blocks; i++) {
        block(faces);
      }
    }

    private void block(int faces) {
      int face = random.nextInt(faces);
      switch (random.nextInt(8)) {
        case 0 -> capture.block(3, TestPackets.join(new byte[4], packet())); // no time
        case 1 -> capture.block(4 + random.nextInt(2), some(4 * random.nextInt(9)));
        case 2 -> capture.block(0xBAD, TestPackets.join(new byte[4], some(8)));
        case 3 -> capture.oldPacket(face, packet(), options());
        default -> capture.packet(face, random.nextLong(), packet(), options());
      }
    }

    private byte[] packet() {
      byte[] whole =
          switch (random.nextInt(6)) {
            case 0 -> some(random.nextInt(80));
            case 1 -> TestPackets.v4("1.2.3.4", "5.6.7.8", 6, tcp());
            case 2 -> TestPackets.ethernet(0x86dd, TestPackets.v6("::1", "::2", 6, tcp()));
            case 3 -> TestPackets.join(some(16), TestPackets.v4("1.1.1.1", "2.2.2.2", 6, tcp()));
            default -> TestPackets.datagram(random.nextInt(65536), random.nextInt(65536));
          };
      int cut = random.nextInt(5) == 0 ? random.nextInt(whole.length + 1) : whole.length;
      return java.util.Arrays.copyOf(whole, cut);
    }

    private byte[] tcp() {
      int flags = random.nextInt(256);
      return TestPackets.tcp(random.nextInt(65536), random.nextInt(65536), flags, flags);
    }

    /** With an end mark, without, none at all, or broken ones. */
    private byte[] options() {
      List<byte[]> list = new ArrayList<>();
      int count = random.nextInt(3);
      for (int i = 0; i < count; i++) {
        list.add(option());
      }
      if (count > 0 && random.nextBoolean()) {
        list.add(CaptureBytes.endOfOptions());
        if (random.nextInt(4) == 0) {
          list.add(some(4));
        }
      } else if (random.nextInt(10) == 0) {
        list.add(new byte[] {2, 1, -1, -1}); // longer than there is, in both orders
      }
      return TestPackets.join(list.toArray(new byte[0][]));
    }

    private byte[] option() {
      return switch (random.nextInt(3)) {
        case 0 -> capture.option(1, "a comment ".repeat(random.nextInt(4)));
        case 1 -> capture.option32(2, random.nextInt());
        default -> capture.option(1000 + random.nextInt(1000), some(random.nextInt(20)));
      };
    }

    private byte[] some(int length) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      return bytes;
    }
  }
}
