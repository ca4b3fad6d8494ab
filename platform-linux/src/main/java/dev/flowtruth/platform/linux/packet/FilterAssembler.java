package dev.flowtruth.platform.linux.packet;

import dev.flowtruth.platform.linux.calls.NativeBuffers;
import dev.flowtruth.platform.linux.layout.ClassicBpf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes instructions of classic BPF, with names for the places that are jumped to. All jumps lead
 * forward; those on a condition at most 255 instructions. Not thread-safe.
 */
final class FilterAssembler {
  private final ByteBuffer program;
  private final List<Jump> jumps = new ArrayList<>();
  private int count;

  /** A place that is known once {@link #here} was called with it. */
  static final class Label {
    private int at = -1;
  }

  private record Jump(int from, int field, Label to) {}

  /** Room for so many instructions. */
  FilterAssembler(int most) {
    program = NativeBuffers.allocate(most * ClassicBpf.INSTRUCTION_SIZE);
  }

  void here(Label label) {
    label.at = count;
  }

  void add(int code, int operand) {
    int at = count++ * ClassicBpf.INSTRUCTION_SIZE;
    program.putShort(at + ClassicBpf.CODE, (short) code);
    program.putInt(at + ClassicBpf.OPERAND, operand);
  }

  /**
   * Jumps on a condition.
   *
   * @param yes where to when it holds; null to go on
   * @param no where to when it does not; null to go on
   */
  void branch(int code, int operand, @Nullable Label yes, @Nullable Label no) {
    if (yes != null) {
      jumps.add(new Jump(count, ClassicBpf.JUMP_TRUE, yes));
    }
    if (no != null) {
      jumps.add(new Jump(count, ClassicBpf.JUMP_FALSE, no));
    }
    add(code, operand);
  }

  /** Jumps always, however far. */
  void jump(Label to) {
    jumps.add(new Jump(count, ClassicBpf.OPERAND, to));
    add(ClassicBpf.JUMP, 0);
  }

  /** The instructions, from position 0 to the limit. */
  ByteBuffer finish() {
    for (Jump jump : jumps) {
      int distance = jump.to().at - jump.from() - 1;
      int at = jump.from() * ClassicBpf.INSTRUCTION_SIZE + jump.field();
      if (jump.field() == ClassicBpf.OPERAND) {
        program.putInt(at, distance);
      } else if (distance >= 0 && distance <= 255) {
        program.put(at, (byte) distance);
      } else {
        throw new IllegalStateException("a jump over " + distance + " instructions");
      }
    }
    return program.limit(count * ClassicBpf.INSTRUCTION_SIZE);
  }
}
