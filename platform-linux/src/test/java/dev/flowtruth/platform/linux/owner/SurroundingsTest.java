package dev.flowtruth.platform.linux.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flowtruth.core.model.ProcessRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Names of containers and applications, over trees made up by hand: the files have the form that
 * each runtime's own source gives them, cut down to what is near the name.
 */
class SurroundingsTest {
  private static final String ID = "0123456789abcdef".repeat(4);
  private static final String OTHER_ID = "fedcba9876543210".repeat(4);
  private static final String STORAGE = "containers/storage/overlay-containers/";

  @TempDir private Path directory;
  private RecordedTree tree;

  @BeforeEach
  void processes() {
    tree = new RecordedTree(directory.resolve("proc")).process(7, 5, "web");
  }

  @Test
  void nameOfADockerContainerIsTheTopmost() throws IOException {
    runsIn("0::/system.slice/docker-" + ID + ".scope");
    host(
        "var/lib/docker/containers/" + ID + "/config.v2.json",
        """
        {"State":{"Running":true,"Pid":7},"Config":{"Hostname":"x","Labels":{}},
         "MountPoints":{"/v":{"Name":"volume"}},"ID":"%s","Name":"/shop-db","Driver":"overlay2"}
        """
            .formatted(ID));
    assertContainer("docker", "shop-db");
  }

  @Test
  void podOfADockerContainerIsInItsLabels() throws IOException {
    runsIn("0::/kubepods/burstable/pod1/" + ID);
    host(
        "var/lib/docker/containers/" + ID + "/config.v2.json",
        """
        {"Name":"/k8s_db_shop-0_prod_1_0","Config":{"Labels":{
          "io.kubernetes.container.name":"db","io.kubernetes.pod.name":"shop-0",
          "io.kubernetes.pod.namespace":"prod"}}}
        """);
    assertContainer("docker", "prod/shop-0/db");
  }

  @Test
  void nameOfAPodmanContainerIsInTheListOfAll() throws IOException {
    runsIn("0::/machine.slice/libpod-" + ID + ".scope");
    host("var/lib/" + STORAGE + "containers.json", list(OTHER_ID, "another", ID, "web"));
    assertContainer("podman", "web");
  }

  @Test
  void nameOfAUsersTransientPodmanContainerIsBelowHisHome() throws IOException {
    runsIn("0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-" + ID + ".scope");
    host("etc/passwd", "ann:x:1000:1000::/home/ann:/bin/sh\n");
    String storage = "home/ann/.local/share/" + STORAGE;
    host(storage + "containers.json", list(OTHER_ID, "another"));
    host(storage + "volatile-containers.json", list(ID, "once"));
    assertContainer("podman", "once");
  }

  @Test
  void podOfACriOContainerIsInItsBundle() throws IOException {
    runsIn("4:memory:/kubepods/pod1/" + ID);
    host("var/lib/" + STORAGE + "containers.json", list(ID, "k8s_db_shop-0_prod_1_0"));
    host(
        "run/" + STORAGE + ID + "/userdata/config.json",
        """
        {"ociVersion":"1.1.0","annotations":{"io.container.manager":"cri-o",
          "io.kubernetes.container.name":"db","io.kubernetes.pod.name":"shop-0",
          "io.kubernetes.pod.namespace":"prod"}}
        """);
    assertContainer("cri-o", "prod/shop-0/db");
  }

  @Test
  void podOfAContainerdContainerIsInItsBundle() throws IOException {
    runsIn("0::/kubepods/pod1/" + ID);
    host(
        "run/containerd/io.containerd.runtime.v2.task/k8s.io/" + ID + "/config.json",
        """
        {"hostname":"shop-0","annotations":{"io.kubernetes.cri.container-name":"db",
          "io.kubernetes.cri.container-type":"container",
          "io.kubernetes.cri.sandbox-name":"shop-0","io.kubernetes.cri.sandbox-namespace":"prod"}}
        """);
    assertContainer("containerd", "prod/shop-0/db");
  }

  @Test
  void nameByNerdctlIsInTheBundleToo() throws IOException {
    runsIn("0::/system.slice/nerdctl-" + ID + ".scope");
    host(
        "run/containerd/io.containerd.runtime.v2.task/default/" + ID + "/config.json",
        "{\"annotations\":{\"nerdctl/name\":\"cache\"}}");
    assertContainer("containerd", "cache");
  }

  @Test
  void idOfAnLxcContainerIsItsName() throws IOException {
    runsIn("0::/lxc.payload.mail/system.slice/postfix.service");
    ProcessRef ref = read();
    assertThat(ref.container()).isEqualTo("mail");
    assertThat(ref.containerName()).isEqualTo("mail");
    assertThat(ref.service()).isEqualTo("postfix.service");
  }

  @Test
  void whatIsNoJsonOrNotThereIsNoName() throws IOException {
    runsIn("0::/system.slice/docker-" + ID + ".scope");
    assertContainer("docker", null);
    host("var/lib/docker/containers/" + ID + "/config.v2.json", "{\"Name\":\"/ha");
    assertContainer("docker", null);
  }

  @Test
  void flatpakWithoutAUnitOfItsOwnSaysItInItsRoot() throws IOException {
    runsIn("0::/user.slice/user-1000.slice/session-3.scope");
    Path root = Files.createDirectories(tree.root().resolve("7/root"));
    Files.writeString(
        root.resolve(".flatpak-info"),
        "[Instance]\nname=no\n[Application]\nname=org.gimp.GIMP\nruntime=x\n");
    ProcessRef ref = read();
    assertThat(ref.app()).isEqualTo("flatpak:org.gimp.GIMP");
    assertThat(ref.slice()).isEqualTo("user-1000.slice");
  }

  @Test
  void linkOrPipeInSomebodyElsesRootIsNotRead() throws Exception {
    runsIn("0::/");
    Path root = Files.createDirectories(tree.root().resolve("7/root"));
    Path real = Files.writeString(directory.resolve("info"), "[Application]\nname=a.b.C\n");
    Path info = Files.createSymbolicLink(root.resolve(".flatpak-info"), real);
    assertThat(read().app()).isNull();
    Files.delete(info);
    assertThat(new ProcessBuilder("mkfifo", info.toString()).start().waitFor()).isZero();
    assertThat(read().app()).isNull(); // and at once
  }

  private void runsIn(String group) {
    tree.write(7, "cgroup", group + "\n");
  }

  private void host(String file, String text) throws IOException {
    Path path = directory.resolve("host").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static String list(String... idsAndNames) {
    StringBuilder list = new StringBuilder("[");
    for (int i = 0; i < idsAndNames.length; i += 2) {
      list.append(i == 0 ? "" : ",")
          .append("{\"id\":\"" + idsAndNames[i] + "\",\"names\":[\"" + idsAndNames[i + 1] + "\"],")
          .append("\"image\":\"x\",\"metadata\":\"{\\\"name\\\":\\\"no\\\"}\"}");
    }
    return list.append("]").toString();
  }

  private void assertContainer(String runtime, @org.jspecify.annotations.Nullable String name) {
    ProcessRef ref = read();
    assertThat(ref.container()).isEqualTo(ID);
    assertThat(ref.containerRuntime()).isEqualTo(runtime);
    assertThat(ref.containerName()).isEqualTo(name);
  }

  private ProcessRef read() {
    Path processes = tree.root();
    Path host = directory.resolve("host");
    try (ProcessReader reader =
        new ProcessReader(processes, new ProcTree(processes), host, false, false)) {
      return reader.read(7).orElseThrow();
    }
  }
}
