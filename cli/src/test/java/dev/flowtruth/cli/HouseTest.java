package dev.flowtruth.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dependencies point one way: cli to formats and platforms, those to core, core to nothing. */
class HouseTest {
  private static final String CORE = "dev.flowtruth.core..";
  private static final String FORMATS = "dev.flowtruth.formats..";
  private static final String PLATFORMS = "dev.flowtruth.platform..";
  private static final String WORKLOAD = "dev.flowtruth.workload..";
  private static final String CLI = "dev.flowtruth.cli..";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.flowtruth");

  static Stream<ArchRule> rules() {
    return Stream.of(
        noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "org.jspecify..", CORE),
        only(FORMATS, CLI, WORKLOAD, PLATFORMS),
        only(PLATFORMS, CLI, WORKLOAD, FORMATS),
        only(WORKLOAD, CLI, CORE, FORMATS, PLATFORMS),
        noClasses()
            .that()
            .resideInAPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PLATFORMS)
            .because("core finds platforms by ServiceLoader"),
        belongsTo("com.google.inject..", CLI),
        belongsTo("picocli..", CLI),
        belongsTo("com.sun.jna..", PLATFORMS),
        belongsTo("com.fasterxml.jackson..", FORMATS, CLI));
  }

  private static ArchRule only(String from, String... not) {
    return noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(not)
        .allowEmptyShould(true);
  }

  private static ArchRule belongsTo(String library, String... to) {
    return noClasses()
        .that()
        .resideInAPackage("dev.flowtruth..")
        .and()
        .resideOutsideOfPackages(to)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void dependenciesPointOneWay(ArchRule rule) {
    rule.check(CLASSES);
  }
}
