package dev.flowtruth.cli.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The provider that the claims are held against: {@code -Dflowtruth.provider=ID}, the one that
 * misses nothing where nothing is said. Another one fails where it sees less.
 */
final class ProviderUnderTest {
  private static final String ID = System.getProperty("flowtruth.provider", "linux-ebpf");

  private ProviderUnderTest() {}

  static String id() {
    return ID;
  }

  /** Skips the test where it cannot run, for the cause that the command itself names. */
  static void assumeUsable() throws IOException {
    assumeUsable(ID);
  }

  /** Likewise for a provider that a claim names itself. */
  static void assumeUsable(String id) throws IOException {
    String refusal = refusal(id, Flowtruth.run("providers", "--json").expect(0).out());
    assumeTrue(refusal.isEmpty(), id + " cannot run here: " + refusal);
  }

  private static String refusal(String id, String json) throws IOException {
    boolean usable = false;
    boolean found = false;
    List<String> causes = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      boolean ours = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (!token.isScalarValue() || parser.currentName() == null) {
          continue;
        }
        switch (parser.currentName()) {
          case "id" -> {
            ours = parser.getText().equals(id);
            found |= ours;
          }
          case "usable" -> usable |= ours && parser.getBooleanValue();
          case "cause" -> {
            if (ours) {
              causes.add(parser.getText());
            }
          }
          default -> {}
        }
      }
    }
    if (!found) {
      return "there is no provider of that id";
    }
    return usable ? "" : String.join("; ", causes);
  }
}
