package io.aman.local.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Programs of others: those that are installed, and those of Debian's packages, which are unpacked into a folder of ours.
 * Nothing is installed, and nobody has to be root.
 */
public final class Toolbox {

    private final Path folder;
    private final String path;

    /**
     * @param folder where packages are unpacked, one folder each; made when the first is
     * @param path folders where programs are looked for first, as in the environment's {@code PATH}
     */
    public Toolbox(Path folder, String path) {
        this.folder = folder;
        this.path = path;
    }

    /** One that is installed. */
    public Optional<Tool> find(String name) {
        return Tool.find(name, path);
    }

    /** One that is installed, or else that of the package; empty where Debian's tools or their mirrors are away. */
    public Optional<Tool> find(String name, String debianPackage) {
        return find(name).or(() -> unpacked(name, debianPackage));
    }

    private Optional<Tool> unpacked(String name, String debianPackage) {
        var home = folder.resolve(debianPackage);
        if (!Files.isDirectory(home)) {
            fetch(debianPackage, home);
        }
        return Tool.find(name, home.resolve("usr/bin").toString());
    }

    /** All of it or nothing: what is unpacked is moved to its place at once. */
    private void fetch(String debianPackage, Path home) {
        var aptGet = find("apt-get");
        var dpkgDeb = find("dpkg-deb");
        if (aptGet.isEmpty() || dpkgDeb.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(folder);
            var work = Files.createTempDirectory(folder, debianPackage);
            try {
                if (download(aptGet.get(), debianPackage, work)
                        && unpack(dpkgDeb.get(), work)
                        && !Files.isDirectory(home)) {
                    Files.move(work.resolve("root"), home);
                }
            } finally {
                Folders.delete(work);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the lists of packages that the machine has, and where it has none, with lists of our own. */
    private static boolean download(Tool aptGet, String debianPackage, Path work) throws IOException {
        if (aptGet.run(work, "-q", "download", debianPackage).isGood()) {
            return true;
        }
        Files.createDirectories(work.resolve("lists/partial"));
        Files.createDirectories(work.resolve("cache/archives/partial"));
        var own = List.of(
                "-q", "-o", "Dir::State::lists=" + work.resolve("lists"), "-o", "Dir::Cache=" + work.resolve("cache"));
        return aptGet.run(work, with(own, "update")).isGood()
                && aptGet.run(work, with(own, "download", debianPackage)).isGood();
    }

    private static String[] with(List<String> options, String... words) {
        var all = new ArrayList<>(options);
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }

    private static boolean unpack(Tool dpkgDeb, Path work) {
        return Folders.list(work, ".deb").stream()
                .allMatch(file -> dpkgDeb.run(
                                work,
                                "-x",
                                file.toString(),
                                work.resolve("root").toString())
                        .isGood());
    }
}
