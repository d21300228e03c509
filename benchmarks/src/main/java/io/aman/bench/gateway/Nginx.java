package io.aman.bench.gateway;

import io.aman.bench.Jvm;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** nginx as a plain proxy with kept connections, where it is installed; no daemon, and nothing but this folder. */
final class Nginx implements AutoCloseable {

    private static final List<String> USUAL = List.of("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin");

    private final @Nullable Process process;

    private Nginx(@Nullable Process process) {
        this.process = process;
    }

    static Nginx between(int port, int service, Path folder) {
        return binary().map(binary -> start(binary, port, service, folder)).orElseGet(() -> new Nginx(null));
    }

    private static Optional<Path> binary() {
        var path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        return Stream.concat(Arrays.stream(path), USUAL.stream())
                .map(entry -> Path.of(entry, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Nginx start(Path binary, int port, int service, Path folder) {
        try {
            var prefix = Files.createDirectories(folder.resolve("nginx"));
            var file = Files.writeString(prefix.resolve("nginx.conf"), configuration(port, service, prefix));
            var log = prefix.resolve("nginx.log").toFile();
            return new Nginx(new ProcessBuilder(
                            binary.toString(), "-p", prefix.toString(), "-e", log.toString(), "-c", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String configuration(int port, int service, Path prefix) {
        return """
                daemon off;
                worker_processes auto;
                pid %3$s/nginx.pid;
                events { worker_connections 512; }
                http {
                  access_log off;
                  client_body_temp_path %3$s/body;
                  proxy_temp_path %3$s/proxy;
                  fastcgi_temp_path %3$s/fastcgi;
                  uwsgi_temp_path %3$s/uwsgi;
                  scgi_temp_path %3$s/scgi;
                  keepalive_requests 1000000000;
                  upstream service {
                    server 127.0.0.1:%2$d;
                    keepalive 64;
                    keepalive_requests 1000000000;
                  }
                  server {
                    listen 127.0.0.1:%1$d;
                    location /api/payments/ {
                      proxy_pass http://service;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                    }
                  }
                }
                """.formatted(port, service, prefix);
    }

    boolean isInstalled() {
        return process != null;
    }

    /** The master and its workers. */
    List<ProcessHandle> handles() {
        return process == null
                ? List.of()
                : Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .toList();
    }

    @Override
    public void close() {
        if (process != null) {
            Jvm.end(process);
        }
    }
}
