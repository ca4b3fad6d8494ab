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
        "0::/ - - - -",
        "0::/init.scope init.scope - - -",
        "0::/system.slice/sshd.service sshd.service system.slice - -",
        "0::/system.slice/system-getty.slice/getty@tty1.service"
            + " getty@tty1.service system-getty.slice - -",
        "0::/system.slice/nginx.service/worker nginx.service system.slice - -",
        "0::/user.slice/user-1000.slice/session-3.scope session-3.scope user-1000.slice - -",
        "0::/user.slice/user-1000.slice/user@1000.service/app.slice/dbus.service"
            + " dbus.service app.slice - -",
        "0::/user.slice/user-1000.slice/user@1000.service/init.scope"
            + " user@1000.service user-1000.slice - -",
        "0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-gnome-gedit-7.scope"
            + " app-gnome-gedit-7.scope app.slice - -",
        "1:name=systemd:/system.slice/cron.service cron.service system.slice - -",
        // Docker: v1, v2 with systemd, v2 without
        "12:pids:/docker/# - - # docker",
        "0::/system.slice/docker-#.scope - system.slice # docker",
        "0::/docker/# - - # docker",
        "0::/docker/#/system.slice/nginx.service nginx.service system.slice # docker",
        // podman
        "0::/machine.slice/libpod-#.scope - machine.slice # podman",
        "0::/machine.slice/libpod-#.scope/container - machine.slice # podman",
        "0::/machine.slice/libpod-conmon-#.scope - machine.slice - -",
        "4:memory:/libpod_parent/libpod-# - - # podman",
        "0::/system.slice/web.service/libpod-payload-# web.service system.slice # podman",
        "0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-#.scope"
            + " user@1000.service user.slice # podman",
        // Kubernetes with containerd and CRI-O
        "5:cpu:/kubepods/burstable/pod0d1f0c4e-2c3b-4a5f-9e11-3b1c2d3e4f50/# - - # -",
        "0::/kubepods.slice/kubepods-pod0d1f.slice/cri-containerd-#.scope"
            + " - kubepods-pod0d1f.slice # containerd",
        "0::/kubepods.slice/kubepods-pod0d1f.slice/crio-#.scope"
            + " - kubepods-pod0d1f.slice # cri-o",
        "0::/kubepods.slice/kubepods-pod0d1f.slice/crio-conmon-#.scope"
            + " - kubepods-pod0d1f.slice - -",
        "3:cpu:/system.slice/containerd.service/kubepods-pod0d1f.slice:cri-containerd:#"
            + " containerd.service system.slice # containerd",
        "0::/docker/#/kubelet/kubepods/pod0d1f/# - - # -",
        "0::/system.slice/nerdctl-#.scope - system.slice # containerd",
        // LXC, systemd-nspawn and libvirt
        "8:devices:/lxc/web - - web lxc",
        "0::/lxc.payload.web/system.slice/nginx.service nginx.service system.slice web lxc",
        "0::/lxc.payload/web - - web lxc",
        "0::/lxc.monitor.web - - - -",
        "0::/machine.slice/machine-web.scope - machine.slice web systemd-nspawn",
        "0::/machine.slice/machine-my\\x2dbox.scope - machine.slice my-box systemd-nspawn",
        "0::/machine.slice/machine-qemu\\x2d1\\x2dvm.scope - machine.slice qemu-1-vm libvirt",
        // what is none
        "0::/docker/0123456789ab - - - -",
        "0::/system.slice/.service - system.slice - -",
        "0::/.. - - - -",
      })
  void pathTellsUnitSliceAndContainer(
      String line,
      @Nullable String service,
      @Nullable String slice,
      @Nullable String container,
      @Nullable String runtime) {
    ControlGroup group = parse(line.replace("#", ID) + "\n");
    assertThat(group.service()).isEqualTo(service);
    assertThat(group.slice()).isEqualTo(slice);
    ContainerGroup found = group.container();
    assertThat(found == null ? null : found.id().replace(ID, "#")).isEqualTo(container);
    assertThat(found == null ? null : found.runtime()).isEqualTo(runtime);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = ' ',
      value = {
        "app-flatpak-org.mozilla.firefox-2891.scope flatpak:org.mozilla.firefox",
        "app-flatpak-com.valvesoftware.Steam.scope flatpak:com.valvesoftware.Steam",
        "app-flatpak-org.gnu.my\\x2dtool-7.scope flatpak:org.gnu.my-tool",
        "snap.firefox.firefox-0a1b2c3d-1111-2222-3333-0123456789ab.scope snap:firefox",
        "snap.firefox.firefox.0a1b2c3d-1111-2222-3333-0123456789ab.scope snap:firefox",
        "snap.nextcloud.php-fpm.service snap:nextcloud.php-fpm",
        "snap.lxd.daemon.service snap:lxd.daemon",
        "snap.hello_one.hello.service snap:hello_one",
        "snap.lxd.hook.configure-0a1b2c3d-1111-2222-3333-0123456789ab.scope"
            + " snap:lxd.hook.configure",
        "snapd.service -",
        "app-gnome-org.gnome.Terminal-5678.scope -",
      })
  void unitOfAnApplicationTellsWhich(String unit, @Nullable String app) {
    assertThat(parse("0::/user.slice/user-1000.slice/" + unit + "\n").app()).isEqualTo(app);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "/snap/firefox/4173/usr/lib/firefox/firefox, snap:firefox",
        "/var/lib/snapd/snap/hello_two/x1/bin/hello, snap:hello_two",
        "/snap/bin/firefox, -",
        "/home/ann/snap/firefox/4173/x, -",
        "-, -",
      })
  void executableTellsTheSnap(@Nullable String path, @Nullable String app) {
    assertThat(AppGroup.ofExecutable(path)).isEqualTo(app);
  }

  @Test
  void userIsHisSlices() {
    String path = "0::/user.slice/user-1000.slice/user@1000.service/user.slice/a.scope\n";
    assertThat(parse(path).user()).isEqualTo(1000);
    assertThat(parse("0::/system.slice/a.service\n").user()).isEqualTo(-1);
  }

  @Test
  void firstHierarchyThatTellsSomethingCounts() {
    String text = "12:pids:/\n11:cpu:/docker/" + ID + "\n1:name=systemd:/system.slice/a.service\n";
    assertThat(parse(text))
        .isEqualTo(
            new ControlGroup(
                "a.service", "system.slice", new ContainerGroup(ID, "docker", false), null, -1));
  }

  @Test
  void linesOfAnotherFormTellNothing() {
    assertThat(parse("\n:\n::\nabc\n0::relative\n")).isEqualTo(ControlGroup.NONE);
  }

  private static ControlGroup parse(String text) {
    return ControlGroup.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
