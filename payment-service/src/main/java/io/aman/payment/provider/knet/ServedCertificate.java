package io.aman.payment.provider.knet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Looks at the certificates a server shows, good or not: nothing is sent to it and nothing of it is believed. */
final class ServedCertificate {

    private static final int HTTPS = 443;
    private static final int TIMEOUT_MILLIS =
            Math.toIntExact(Duration.ofSeconds(5).toMillis());

    private ServedCertificate() {}

    /** @throws IOException when there is no TLS server */
    static Instant firstExpiry(URI url) throws IOException {
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(url.getHost(), port(url)), TIMEOUT_MILLIS);
            plain.setSoTimeout(TIMEOUT_MILLIS);
            var factory = anyCertificate().getSocketFactory();
            try (var socket = (SSLSocket) factory.createSocket(plain, url.getHost(), port(url), true)) {
                socket.startHandshake();
                return Arrays.stream(socket.getSession().getPeerCertificates())
                        .map(certificate -> ((X509Certificate) certificate).getNotAfter())
                        .map(Date::toInstant)
                        .min(Instant::compareTo)
                        .orElseThrow(() -> new IOException("no certificate"));
            }
        }
    }

    private static int port(URI url) {
        return url.getPort() < 0 ? HTTPS : url.getPort();
    }

    private static SSLContext anyCertificate() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Any()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /** An expired or unknown certificate is exactly what is to be seen. */
    private static final class Any extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
