package io.aman.local.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's tools are played by scripts: one that fetches, or fails, and one that unpacks. */
@Tag("process")
class ToolboxTest {

    private static final String FETCHES =
            "echo asked >> \"$(dirname \"$0\")/asked\"; [ \"$2\" = download ] && touch x.deb";
    private static final String FETCHES_BY_OWN_LISTS =
            "echo asked >> \"$(dirname \"$0\")/asked\"; case \"$*\" in *lists*download*) touch x.deb;; *lists*update) ;; *) exit 100;; esac";
    private static final String UNPACKS =
            "mkdir -p \"$3/usr/bin\" && printf '#!/bin/sh\\n' > \"$3/usr/bin/promtool\" && chmod +x \"$3/usr/bin/promtool\"";

    @TempDir
    Path folder;

    private Path bin;
    private Path tools;

    @BeforeEach
    void folders() throws IOException {
        bin = Files.createDirectory(folder.resolve("bin"));
        tools = folder.resolve("tools");
    }

    @Test
    void aPackageIsFetchedOnceAndNothingElseIsLeft() throws IOException {
        program("apt-get", FETCHES);
        program("dpkg-deb", UNPACKS);

        assertThat(toolbox().find("promtool", "prometheus")).isPresent();
        assertThat(toolbox().find("promtool", "prometheus")).isPresent();

        assertThat(bin.resolve("asked")).hasContent("asked");
        assertThat(tools).isDirectoryNotContaining(file -> !file.endsWith("prometheus"));
    }

    @Test
    void aMachineWithoutListsOfPackagesGetsItsOwn() throws IOException {
        program("apt-get", FETCHES_BY_OWN_LISTS);
        program("dpkg-deb", UNPACKS);

        assertThat(toolbox().find("promtool", "prometheus")).isPresent();
        assertThat(Files.readAllLines(bin.resolve("asked"))).hasSize(3);
    }

    @Test
    void whatIsInstalledIsNotFetched() throws IOException {
        program("apt-get", FETCHES);
        program("promtool", "exit 0");

        assertThat(toolbox().find("promtool", "prometheus"))
                .hasValueSatisfying(tool -> assertThat(tool.file()).isEqualTo(bin.resolve("promtool")));
        assertThat(bin.resolve("asked")).doesNotExist();
    }

    @Test
    void aPackageThatCannotBeUnpackedIsNotThereAndIsTriedAgain() throws IOException {
        program("apt-get", FETCHES);
        program("dpkg-deb", UNPACKS + "; exit 2");

        assertThat(toolbox().find("promtool", "prometheus")).isEmpty();
        assertThat(tools).isEmptyDirectory();

        program("dpkg-deb", UNPACKS);
        assertThat(toolbox().find("promtool", "prometheus")).isPresent();
    }

    @Test
    void withoutDebianNothingIsTried() {
        assertThat(toolbox().find("promtool", "prometheus")).isEmpty();
        assertThat(tools).doesNotExist();
    }

    private Toolbox toolbox() {
        return new Toolbox(tools, bin.toString());
    }

    private void program(String name, String script) throws IOException {
        var path = "PATH=" + System.getenv("PATH") + "\n";
        var file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + path + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
