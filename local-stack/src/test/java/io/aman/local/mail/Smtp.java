package io.aman.local.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

/** Speaks SMTP on a bare socket, so that a test decides every byte. */
final class Smtp implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    Smtp(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        out = socket.getOutputStream();
        in.readLine();
        say("HELO test");
    }

    /** The answer to the end of the data. */
    String send(List<String> recipients, String mail) throws IOException {
        return send("sender@aman.local", recipients, mail);
    }

    /** @param sender of the envelope */
    String send(String sender, List<String> recipients, String mail) throws IOException {
        say("MAIL FROM:<%s>".formatted(sender));
        for (var recipient : recipients) {
            say("RCPT TO:<" + recipient + ">");
        }
        say("DATA");
        return say(mail.replace("\r\n", "\n").replace("\n", "\r\n") + "\r\n.");
    }

    String say(String line) throws IOException {
        out.write((line + "\r\n").getBytes(UTF_8));
        out.flush();
        return in.readLine();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
