package io.aman.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.local.tool.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class UnpackedImageTest {

    private static final Tool TAR = Tool.find("tar", System.getenv("PATH")).orElseThrow();

    @TempDir
    Path folder;

    private Path archive;

    /** As jib writes one: a base with a Java, and a layer of ours above it. */
    @BeforeEach
    void build() throws Exception {
        var base = folder.resolve("base/opt/java/bin");
        Files.createDirectories(base);
        Files.writeString(base.resolve("java"), "#!/bin/sh\n");
        assertThat(base.resolve("java").toFile().setExecutable(true)).isTrue();
        Files.createDirectories(folder.resolve("base/app"));
        Files.writeString(folder.resolve("base/app/jib-main-class-file"), "of the base");
        var ours = Files.createDirectories(folder.resolve("ours/app"));
        Files.writeString(ours.resolve("jib-classpath-file"), "/app/classpath/service.jar:/app/libs/one.jar");
        Files.writeString(ours.resolve("jib-main-class-file"), "io.aman.Service\n");
        var image = Files.createDirectories(folder.resolve("image"));
        for (var layer : List.of("base", "ours")) {
            pack(folder.resolve(layer), image.resolve(layer + ".tar.gz"), ".");
        }
        Files.writeString(image.resolve("config.json"), """
                {"config": {"Env": ["PATH=/usr/bin", "JAVA_HOME=/opt/java"], "Entrypoint": [
                  "java", "-Xss512k", "-XX:AOTCache=/app/app.aot", "-cp", "@/app/jib-classpath-file",
                  "@/app/jib-main-class-file"]}}
                """);
        Files.writeString(
                image.resolve("manifest.json"),
                "[{\"Config\": \"config.json\", \"Layers\": [\"base.tar.gz\", \"ours.tar.gz\"]}]");
        archive = folder.resolve("jib-image.tar");
        pack(image, archive, "manifest.json", "config.json", "base.tar.gz", "ours.tar.gz");
    }

    private static void pack(Path from, Path to, String... files) {
        var arguments = new ArrayList<>(List.of("-caf", to.toString()));
        arguments.addAll(List.of(files));
        assertThat(TAR.run(from, arguments.toArray(String[]::new)).isGood()).isTrue();
    }

    @Test
    void itsOwnJavaStartsItsOwnFilesWithoutTheCacheOfAnEarlierTraining() throws Exception {
        var image = UnpackedImage.of(archive, folder.resolve("unpacked"), TAR);
        var root = image.root();

        assertThat(image.command(List.of("-XX:AOTCacheOutput=/tmp/app.aot")))
                .containsExactly(
                        root.resolve("opt/java/bin/java").toString(),
                        "-XX:AOTCacheOutput=/tmp/app.aot",
                        "-Xss512k",
                        "-cp",
                        "%1$s/app/classpath/service.jar:%1$s/app/libs/one.jar".formatted(root),
                        "io.aman.Service");
    }

    @Test
    void anImageWhoseJavaIsNotFoundIsNotTrainedByAnother() throws Exception {
        Files.delete(folder.resolve("base/opt/java/bin/java"));
        pack(folder.resolve("base"), folder.resolve("image/base.tar.gz"), ".");
        pack(folder.resolve("image"), archive, "manifest.json", "config.json", "base.tar.gz", "ours.tar.gz");
        var image = UnpackedImage.of(archive, folder.resolve("unpacked"), TAR);

        assertThatThrownBy(() -> image.command(List.of()))
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("JAVA_HOME");
    }
}
