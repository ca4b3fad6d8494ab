package dev.flowtruth.platform.linux.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlGroupTest {
  /** An id of the right form, made up. */
  private static final String ID = "0123456789abcdef".repeat(4);

  /** Path shapes as the engines' documentation and sources name them; # stands for the id. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = ' ',
      value = {
        // systemd
        "0::/ - -",
        "0::/init.scope init.scope -",
        "0::/system.slice/sshd.service sshd.service -",
        "0::/system.slice/system-getty.slice/getty@tty1.service getty@tty1.service -",
        "0::/system.slice/nginx.service/worker nginx.service -",
        "0::/user.slice/user-1000.slice/session-3.scope session-3.scope -",
        "0::/user.slice/user-1000.slice/user@1000.service/app.slice/dbus.service dbus.service -",
        "1:name=systemd:/system.slice/cron.service cron.service -",
        // Docker: v1, v2 with systemd, v2 without
        "12:pids:/docker/# - #",
        "0::/system.slice/docker-#.scope - #",
        "0::/docker/# - #",
        "0::/docker/#/system.slice/nginx.service nginx.service #",
        // podman
        "0::/machine.slice/libpod-#.scope - #",
        "0::/machine.slice/libpod-#.scope/container - #",
        "0::/machine.slice/libpod-conmon-#.scope - -",
        "4:memory:/libpod_parent/libpod-# - #",
        "0::/system.slice/web.service/libpod-payload-# web.service #",
        // Kubernetes with containerd and CRI-O
        "5:cpu:/kubepods/burstable/pod0d1f0c4e-2c3b-4a5f-9e11-3b1c2d3e4f50/# - #",
        "0::/kubepods.slice/kubepods-pod0d1f.slice/cri-containerd-#.scope - #",
        "0::/kubepods.slice/kubepods-pod0d1f.slice/crio-#.scope - #",
        "0::/kubepods.slice/kubepods-pod0d1f.slice/crio-conmon-#.scope - -",
        "3:cpu:/system.slice/containerd.service/kubepods-pod0d1f.slice:cri-containerd:#"
            + " containerd.service #",
        "0::/docker/#/kubelet/kubepods/pod0d1f/# - #",
        // LXC and systemd-nspawn
        "8:devices:/lxc/web - web",
        "0::/lxc.payload.web/system.slice/nginx.service nginx.service web",
        "0::/lxc.payload/web - web",
        "0::/lxc.monitor.web - -",
        "0::/machine.slice/machine-web.scope - web",
        // what is none
        "0::/docker/0123456789ab - -",
        "0::/system.slice/.service - -",
        "0::/.. - -",
      })
  void pathTellsUnitAndContainer(
      String line, @Nullable String service, @Nullable String container) {
    String id = container == null ? null : container.replace("#", ID);
    assertThat(parse(line.replace("#", ID) + "\n")).isEqualTo(new ControlGroup(service, id));
  }

  @Test
  void firstHierarchyThatTellsSomethingCounts() {
    String text = "12:pids:/\n11:cpu:/docker/" + ID + "\n1:name=systemd:/system.slice/a.service\n";
    assertThat(parse(text)).isEqualTo(new ControlGroup("a.service", ID));
  }

  @Test
  void linesOfAnotherFormTellNothing() {
    assertThat(parse("\n:\n::\nabc\n0::relative\n")).isEqualTo(ControlGroup.NONE);
  }

  private static ControlGroup parse(String text) {
    return ControlGroup.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
