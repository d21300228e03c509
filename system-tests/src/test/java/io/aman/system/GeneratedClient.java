package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A client that a stock generator makes of a document, with its own choices and none of ours. */
final class GeneratedClient {

    private static final Path GENERATOR = Path.of("target", "openapi-generator.jar");

    private final Path folder;

    private GeneratedClient(Path folder) {
        this.folder = folder;
    }

    /** Generates it into a folder and compiles it, together with what uses it. */
    static GeneratedClient of(Path document, Path folder, Path user) throws IOException, InterruptedException {
        generate(document, folder);
        compile(folder, user);
        return new GeneratedClient(folder);
    }

    private static void generate(Path document, Path folder) throws IOException, InterruptedException {
        var log = folder.resolveSibling("generator.log");
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = List.of(
                java,
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                GENERATOR.toAbsolutePath().toString(),
                "generate",
                "-g",
                "java",
                "--library",
                "native",
                "-i",
                document.toString(),
                "-o",
                folder.toString(),
                "--additional-properties",
                "useJakartaEe=true,openApiNullable=false,invokerPackage=client,apiPackage=client.api,modelPackage=client.model",
                "--global-property",
                "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false");
        var generator = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(generator.waitFor()).as(() -> read(log)).isZero();
    }

    private static void compile(Path folder, Path user) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null);
                var sources = Files.walk(folder.resolve("src/main/java"))) {
            var java = Stream.concat(sources.filter(file -> file.toString().endsWith(".java")), Stream.of(user))
                    .toList();
            var said = new StringWriter();
            var options = List.of(
                    "-proc:none",
                    "-nowarn",
                    "-d",
                    classes(folder).toString(),
                    "-cp",
                    System.getProperty("java.class.path"));
            var compiled = compiler.getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
                    .call();
            assertThat(compiled).as(said::toString).isTrue();
        }
    }

    private static Path classes(Path folder) {
        return folder.resolve("classes");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Runs a static method of a class that was compiled with it. */
    Object run(String className, String method, String... arguments) throws Exception {
        var urls = new URL[] {classes(folder).toUri().toURL()};
        try (var loader = new URLClassLoader(urls, GeneratedClient.class.getClassLoader())) {
            var types = Stream.of(arguments).map(_ -> String.class).toArray(Class<?>[]::new);
            return loader.loadClass(className).getMethod(method, types).invoke(null, (Object[]) arguments);
        }
    }
}
