package io.aman.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bash part of the launcher, on a machine that lacks what it needs. */
class LauncherScriptTest {

    private static final Path SCRIPT = Path.of("..", "aman").toAbsolutePath().normalize();

    @TempDir
    Path machine;

    private Path path;

    @BeforeEach
    void emptyMachine() throws Exception {
        path = Files.createDirectories(machine.resolve("path"));
        for (var tool : List.of("readlink", "cat", "mkdir", "find", "head", "sed", "tail", "mv")) {
            executable(path.resolve(tool), "exec " + onPath(tool).orElseThrow() + " \"$@\"\n");
        }
    }

    @Test
    void withoutAJdkItSaysSoInOneLine() throws Exception {
        var run = run(Map.of(), SCRIPT, "up");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).hasSize(1);
        assertThat(run.output().getFirst()).contains("no JDK 25", "JAVA_HOME");
    }

    @Test
    void anOlderJdkIsNotTaken() throws Exception {
        jdk("usr/lib/jvm/jdk-17", "17.0.15");
        var home = jdk("opt/jdk-2", "2.5");

        var run = run(Map.of("JAVA_HOME", home.toString()), SCRIPT, "test");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).singleElement().asString().contains("no JDK 25");
    }

    @Test
    void withoutMavenItSaysSoInOneLine() throws Exception {
        jdk("usr/lib/jvm/jdk-17", "17.0.15");
        jdk("usr/lib/jvm/jdk-25", "25.0.1");

        var run = run(Map.of(), SCRIPT, "test");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).hasSize(1);
        assertThat(run.output().getFirst()).contains("no Maven 3.8", "MAVEN_HOME");
    }

    @Test
    void anOlderMavenIsNotTakenAndANewerOneIsFoundAnywhere() throws Exception {
        jdk("home/.sdkman/candidates/java/25.0.1-tem", "25.0.1");
        maven("usr/share/maven", "3.6.3");
        assertThat(run(Map.of(), SCRIPT, "fmt").output())
                .singleElement()
                .asString()
                .contains("no Maven 3.8");

        maven("opt/apache-maven-3.9.11", "3.9.11");
        var run = run(Map.of(), SCRIPT, "fmt");

        assertThat(run.exit()).isZero();
        assertThat(run.output()).containsExactly("maven 3.9.11 with jdk-25 in place: -q -B spotless:apply");
    }

    @Test
    void testsRunInTheProjectFromAnyFolderAndThroughALink() throws Exception {
        jdk("usr/lib/jvm/jdk-25", "25.0.1");
        maven("opt/maven", "4.0.0");
        var project = project();
        var link = Files.createSymbolicLink(machine.resolve("link"), project.resolve("aman"));

        var run = run(Map.of(), link, "test", "--fast", "-pl", "gateway");

        assertThat(run.exit()).isZero();
        assertThat(run.output())
                .containsExactly("maven 4.0.0 with jdk-25 in place: -B test -T 2C -Dtest.forks=1"
                        + " -Dtest.excludedGroups=process | slow -pl !system-tests -pl gateway");
    }

    @Test
    void allTestsRunOnceAllIsBuiltAndBuildingGoesSideBySide() throws Exception {
        jdk("usr/lib/jvm/jdk-25", "25.0.1");
        maven("opt/maven", "4.0.0");

        var run = run(Map.of(), project().resolve("aman"), "test");

        assertThat(run.exit()).isZero();
        assertThat(run.output())
                .containsExactly(
                        "maven 4.0.0 with jdk-25 in place: -q -B -T 1C -DskipTests package",
                        "maven 4.0.0 with jdk-25 in place: -B verify");
    }

    @Test
    void aFailingTestRunFailsTheCommand() throws Exception {
        jdk("usr/lib/jvm/jdk-25", "25.0.1");
        var mvn = maven("opt/maven", "3.9.0");
        Files.writeString(mvn, Files.readString(mvn) + "\nexit 9\n");

        var run = run(Map.of(), project().resolve("aman"), "test");

        assertThat(run.exit()).isEqualTo(9);
        assertThat(run.output()).hasSize(1);
    }

    @Test
    void anUnknownCommandIsNamed() throws Exception {
        var run = run(Map.of(), SCRIPT, "fly");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.output()).containsExactly("aman: no command is named 'fly'; see ./aman help");
    }

    @Test
    void helpNamesEveryCommand() throws Exception {
        var run = run(Map.of(), SCRIPT, "help");

        assertThat(run.exit()).isZero();
        assertThat(String.join("\n", run.output()))
                .contains("up ", "down ", "status ", "logs ", "reset ", "demo ", "test ", "bench ", "fmt ", "ops ");
    }

    @Test
    void shellcheckHasNothingToSay() throws Exception {
        var shellcheck = onPath("shellcheck");
        assumeTrue(shellcheck.isPresent(), "shellcheck is not installed");

        var check = new ProcessBuilder(shellcheck.get().toString(), SCRIPT.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
    }

    private record Run(int exit, List<String> output) {}

    private Run run(Map<String, String> environment, Path script, String... words) throws Exception {
        var command = new ArrayList<>(List.of("/bin/bash", script.toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(machine.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        path.toString(),
                        "HOME",
                        machine.resolve("home").toString(),
                        "AMAN_SYSTEM_ROOT",
                        machine.toString()));
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output.lines().toList());
    }

    private Path project() throws Exception {
        var project = Files.createDirectories(machine.resolve("elsewhere/project"));
        Files.copy(SCRIPT, project.resolve("aman"));
        Files.createDirectories(project.resolve("system-tests"));
        Files.createFile(project.resolve("system-tests/pom.xml"));
        return project;
    }

    private Path jdk(String folder, String version) throws Exception {
        var home = Files.createDirectories(machine.resolve(folder));
        executable(home.resolve("bin/java"), "");
        executable(home.resolve("bin/javac"), "");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    /** Says its version, and otherwise which JDK it got, whether it runs in the project, and its arguments. */
    private Path maven(String folder, String version) throws Exception {
        var mvn = machine.resolve(folder).resolve("bin/mvn");
        executable(mvn, """
                if [[ $1 == -v ]]; then echo "Apache Maven %s"; exit; fi
                [[ $JAVA_HOME == */*25* ]] && jdk=jdk-25
                [[ -f aman ]] && place='in place'
                echo "maven %s with $jdk $place: $*"
                """.formatted(version, version));
        return mvn;
    }

    private static void executable(Path file, String body) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/bash\n" + body);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static java.util.Optional<Path> onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
