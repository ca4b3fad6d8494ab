package dev.flowtruth.workload;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A workload process.
 *
 * <pre>
 * serve  --truth DIR [--v6 false]
 *        prints "ready PORTS", serves until its input ends
 * client --truth DIR --server4 IP [--server6 IP] --ports PORTS --kinds K,K --lives-ns N,N
 *        --count N [--concurrency N] [--pause-ns N] [--seed N]
 *        opens the sockets, prints "done N", ends
 * puppet opens and closes what its input says, see {@link Puppet}
 * </pre>
 */
public final class Main {
  private Main() {}

  /** Runs one of the three; the first argument says which. */
  public static void main(String[] args) throws Exception {
    List<String> words = List.of(args);
    String role = words.isEmpty() ? "" : words.get(0);
    Arguments arguments = new Arguments(words.subList(Math.min(1, words.size()), words.size()));
    switch (role) {
      case "serve" -> serve(arguments);
      case "client" -> runPlan(arguments);
      case "puppet" -> new Puppet(System.in, System.out).run();
      default -> throw new IllegalArgumentException("serve, client or puppet, not '" + role + "'");
    }
  }

  private static void serve(Arguments arguments) throws IOException {
    boolean withV6 = Boolean.parseBoolean(arguments.text("--v6", "true"));
    try (TruthLog log = new TruthLog(Path.of(arguments.text("--truth")));
        Server server = new Server(new Notebook(log))) {
      System.out.println("ready " + server.open(withV6));
      while (System.in.read() >= 0) {
        // Whoever started us holds the other end of our input, alive as long as he needs us.
      }
    }
  }

  private static void runPlan(Arguments arguments)
      throws IOException, InterruptedException, ExecutionException {
    Plan plan = arguments.plan();
    try (TruthLog log = new TruthLog(Path.of(arguments.text("--truth")))) {
      Client client =
          new Client(
              new Notebook(log),
              InetAddress.getByName(arguments.text("--server4")),
              InetAddress.getByName(arguments.text("--server6", "::1")),
              Ports.parse(arguments.text("--ports")));
      runAll(client, plan);
    }
    System.out.println("done " + plan.tasks().size());
  }

  private static void runAll(Client client, Plan plan)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(plan.concurrency());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Plan.Task task : plan.tasks()) {
        running.add(
            threads.submit(
                () -> {
                  client.run(task);
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
