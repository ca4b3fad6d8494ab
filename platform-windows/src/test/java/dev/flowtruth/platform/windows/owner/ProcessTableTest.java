package dev.flowtruth.platform.windows.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.ProcessId;
import dev.flowtruth.core.model.ProcessRef;
import dev.flowtruth.core.model.ProcessRef.Ancestor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ProcessTableTest {
  private static final long START = FakeProcesses.MORNING;

  private final FakeProcesses system = new FakeProcesses();
  private final ProcessTable table = new ProcessTable(system, UnaryOperator.identity());

  private KnownProcess look(long pid) {
    table.begin();
    KnownProcess found = table.find(pid);
    table.end();
    return found;
  }

  @Test
  void processHasPathNameUserStartAndIdentity() {
    system.with(812, 0, "C:\\Program Files\\App\\app.exe", START);

    ProcessRef process = look(812).process();
    assertThat(process.id()).isEqualTo(new ProcessId(812, START));
    assertThat(process.name()).isEqualTo("app.exe");
    assertThat(process.executable()).isEqualTo("C:\\Program Files\\App\\app.exe");
    assertThat(process.user()).isEqualTo("HOST\\user");
    assertThat(process.startNanos()).isEqualTo(1_767_258_000_000_000_000L);
  }

  @Test
  void processThatDidNotChangeIsTheSameInstanceAndNothingIsListedAnew() {
    system.with(812, 0, "C:\\app.exe", START);

    KnownProcess first = look(812);
    assertThat(look(812)).isSameAs(first);
    assertThat(system.lists).isEqualTo(1);
  }

  @Test
  void pidThatWasGivenAgainIsAnotherProcess() {
    system.with(812, 0, "C:\\one.exe", START);
    KnownProcess one = look(812);
    system.end(812);
    system.with(812, 0, "C:\\two.exe", START + 1);

    KnownProcess two = look(812);
    assertThat(two.process().name()).isEqualTo("two.exe");
    assertThat(two.process().id()).isNotEqualTo(one.process().id());
  }

  @Test
  void processThatMayNotBeReadKeepsItsPidAndItsNameAndSaysWhy() {
    system.withProtected(600, "lsass.exe");

    KnownProcess process = look(600);
    assertThat(process.process().id()).isEqualTo(new ProcessId(600, 0));
    assertThat(process.process().name()).isEqualTo("lsass.exe");
    assertThat(process.process().startNanos()).isEqualTo(ProcessRef.UNKNOWN);
    assertThat(process.process().user()).isNull();
    assertThat(table.troubles())
        .containsExactly("process 600: OpenProcess: error 5 (access denied)");
    assertThat(look(600)).isSameAs(process);
  }

  @Test
  void processThatIsGoneIsNobodyAndIsCounted() {
    assertThat(look(4711)).isNull();
    assertThat(table.vanished()).isEqualTo(1);
    look(4712);
    assertThat(table.vanished()).isEqualTo(1);
  }

  @Test
  void parentsAreNamedNearestFirstAndOnlyThoseThatAreOlder() {
    system.with(10, 0, "C:\\young.exe", START + 50);
    system.with(20, 10, "C:\\shell.exe", START + 10);
    system.with(30, 20, "C:\\app.exe", START + 20);

    assertThat(look(30).process().parents()).containsExactly(new Ancestor(20, "shell.exe"));
  }

  @Test
  void parentsThatFormACircleEnd() {
    system.with(10, 20, "C:\\a.exe", START);
    system.with(20, 10, "C:\\b.exe", START);

    assertThat(look(10).process().parents()).hasSizeLessThanOrEqualTo(32);
  }
}
