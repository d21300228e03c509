package io.aman.notification.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that answers chosen commands as a test says; GreenMail accepts everything. */
public final class ScriptedSmtp implements AutoCloseable {

    /** Says nothing and hangs up. */
    public static final String HANG_UP = "";

    private final ServerSocket socket;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final List<String> senders = new CopyOnWriteArrayList<>();

    public ScriptedSmtp() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** @param command how a line begins, in capitals; {@code .} is the end of the data */
    public ScriptedSmtp answer(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    /** The recipients of the messages whose data came through to the end, whatever was answered then. */
    public List<String> accepted() {
        return accepted;
    }

    /** The envelope's senders. */
    public List<String> senders() {
        return senders;
    }

    private void accept() {
        try {
            while (true) {
                var client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client;
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            var recipient = "";
            reply(client, "220 scripted");
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var command = line.toUpperCase(Locale.ROOT);
                if (command.startsWith("RCPT")) {
                    recipient = path(line);
                }
                if (command.startsWith("MAIL")) {
                    senders.add(path(line));
                }
                var answer = answerTo(command);
                reply(client, answer);
                if (command.equals("DATA") && answer.startsWith("354")) {
                    skipData(in);
                    accepted.add(recipient);
                    reply(client, answerTo("."));
                }
            }
        } catch (IOException _) {
            // hung up
        }
    }

    private static String path(String line) {
        return line.substring(line.indexOf('<') + 1, line.indexOf('>'));
    }

    private static void skipData(BufferedReader in) throws IOException {
        var line = in.readLine();
        while (line != null && !line.equals(".")) {
            line = in.readLine();
        }
    }

    private String answerTo(String command) {
        return answers.entrySet().stream()
                .filter(answer -> command.startsWith(answer.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(command.startsWith("DATA") ? "354 go on" : "250 fine");
    }

    private static void reply(Socket client, String answer) throws IOException {
        if (answer.equals(HANG_UP)) {
            client.close();
            throw new IOException("hung up as told");
        }
        client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
