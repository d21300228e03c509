package io.aman.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {

    @TempDir
    Path folder;

    private Images images;
    private Path jar;

    @BeforeEach
    void build() throws Exception {
        images = new Images(folder.resolve("apps"));
        jar = Files.createDirectories(folder.resolve("target")).resolve("local.jar");
        write("one");
        Files.createDirectories(folder.resolve("target/lib"));
        Files.writeString(folder.resolve("target/lib/library.jar"), "library");
    }

    @Test
    void theNextBuildDoesNotTouchWhatRuns() throws Exception {
        var image = images.plain("local", jar);
        var before = Files.readAllBytes(image);

        write("two");

        assertThat(Files.readAllBytes(image)).isEqualTo(before);
        assertThat(image.resolveSibling("lib").resolve("library.jar")).exists();
        assertThat(images.plain("local", jar)).isNotEqualTo(image);
    }

    @Test
    void theSameContentIsTheSameImage() throws Exception {
        var image = images.plain("local", jar);

        write("one");

        assertThat(images.plain("local", jar)).isEqualTo(image);
    }

    @Test
    void contentOfTheSameSizeAndTimeIsAnother() throws Exception {
        var one = Fingerprint.of(jar);
        var time = Files.getLastModifiedTime(jar);

        write("uno");
        Files.setLastModifiedTime(jar, FileTime.fromMillis(time.toMillis()));

        assertThat(Fingerprint.of(jar)).isNotEqualTo(one);
    }

    @Test
    void anImageThatNothingRunsFromGoesWithTheNext() throws Exception {
        var old = images.plain("local", jar);
        write("two");

        images.plain("local", jar);

        assertThat(old.getParent()).doesNotExist();
    }

    @Test
    void aJarThatCantBeLaidOutRunsAsItWasBuilt() throws Exception {
        Files.writeString(jar, "no jar at all");

        assertThat(images.service("payment-service", jar)).isEqualTo(jar);
    }

    private void write(String text) throws Exception {
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("content"));
            out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
