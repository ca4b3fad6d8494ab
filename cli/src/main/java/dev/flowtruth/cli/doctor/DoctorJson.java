package dev.flowtruth.cli.doctor;

import dev.flowtruth.cli.provider.ProvidersJson;
import dev.flowtruth.cli.sockets.JsonLines;
import dev.flowtruth.core.model.Gap;
import dev.flowtruth.core.spi.Missing;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A diagnosis as one JSON object. */
final class DoctorJson {
  private record Share(long periodMillis, long lifeMillis, double share) {}

  private final JsonLines json;

  private DoctorJson(Writer out) {
    json = new JsonLines(out);
  }

  static void write(Writer out, Diagnosis diagnosis) {
    new DoctorJson(out).write(diagnosis);
  }

  private void write(Diagnosis diagnosis) {
    json.line(
        () -> {
          json.object("host", () -> ProvidersJson.host(json, diagnosis.host()));
          json.field("user", System.getProperty("user.name"));
          json.objects("examined", diagnosis.examinations(), this::examination);
          json.objects("better", diagnosis.better(), r -> ProvidersJson.provider(json, r));
          if (!diagnosis.selfTest().isEmpty()) {
            json.objects("selftest", diagnosis.selfTest(), this::result);
          }
        });
  }

  private void examination(Examination examination) {
    ProvidersJson.provider(json, examination.report());
    json.field("failure", examination.failure());
    if (examination.failure() != null) {
      return;
    }
    json.object("look", () -> look(examination));
    json.field("expect", Expectation.words(examination));
    json.objects("expected_shares", shares(examination), this::share);
  }

  private void look(Examination examination) {
    json.field("sockets", examination.sockets());
    json.object(
        "without_owner",
        () ->
            new TreeMap<>(examination.withoutOwner())
                .forEach((reason, count) -> json.field(reason.label(), count)));
    json.field("milliseconds", examination.lookNanos() / (double) Expectation.MILLI);
    json.objects("no_permission", examination.withheld(), this::cause);
    json.objects("gaps", examination.gaps(), this::gap);
  }

  private void cause(Missing cause) {
    json.field("cause", cause.cause());
    json.field("remedy", cause.remedy());
  }

  private void gap(Gap gap) {
    json.field("what", gap.what());
    json.field("why", gap.why());
  }

  private static List<Share> shares(Examination examination) {
    List<Share> shares = new ArrayList<>();
    for (long period : Expectation.PERIODS_MILLIS) {
      for (long life : Expectation.LIVES_MILLIS) {
        double share =
            examination.expectedShare(period * Expectation.MILLI, life * Expectation.MILLI);
        shares.add(new Share(period, life, share));
      }
    }
    return shares;
  }

  private void share(Share share) {
    json.field("period_ms", share.periodMillis());
    json.field("life_ms", share.lifeMillis());
    json.field("share", share.share());
  }

  private void result(SelfTest.Result result) {
    json.field("provider", result.provider());
    json.field("kind", result.kind());
    json.field("caught", result.isCaught());
    json.field("verdict", result.verdict());
  }
}
