package io.aman.bench.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Objects;
import org.HdrHistogram.Histogram;

/**
 * The clients, in a process of their own and on one thread: so many connections that each ask, wait and ask again, with
 * the tokens of many people in turn. A line {@code <port> <connections> <millis>} on the input is answered by one
 * {@code <answered> <failed> <nanos> <p50> <p99> <p999>}; latencies are in microseconds.
 */
final class Load {

    private static final long LONGEST_NANOS = 60_000_000_000L;

    private final byte[][] requests;
    private final Histogram latencies = new Histogram(LONGEST_NANOS, 3);
    private int next;
    private long failed;

    private Load(byte[][] requests) {
        this.requests = requests;
    }

    /** @param arguments a file of tokens, one a line */
    public static void main(String[] arguments) throws IOException {
        byte[][] requests;
        try (var tokens = Files.lines(Path.of(arguments[0]))) {
            requests = tokens.map(Load::request).toArray(byte[][]::new);
        }
        var load = new Load(requests);
        System.out.println("READY");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line; (line = in.readLine()) != null; ) {
            var words = line.split(" ");
            System.out.println(load.run(
                    Integer.parseInt(words[0]), Integer.parseInt(words[1]), Long.parseLong(words[2]) * 1_000_000));
        }
    }

    private static byte[] request(String token) {
        var text = "GET /api/payments/pay_0123456789abcdef0123456789abcdef HTTP/1.1\r\nHost: api.example.com\r\n"
                + "Accept: application/json\r\nUser-Agent: shop/3.2 (iPhone; iOS 18.1)\r\nAccept-Language: en\r\n"
                + "Authorization: Bearer " + token + "\r\n\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private String run(int port, int connections, long duration) throws IOException {
        latencies.reset();
        failed = 0;
        var gateway = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        var lanes = new ArrayList<Lane>();
        try (var selector = Selector.open()) {
            for (var i = 0; i < connections; i++) {
                lanes.add(Lane.to(gateway, selector));
            }
            var begin = System.nanoTime();
            for (var lane : lanes) {
                lane.ask(nextRequest());
            }
            ask(selector, connections, begin + duration);
            return line(System.nanoTime() - begin);
        } finally {
            for (var lane : lanes) {
                lane.close();
            }
        }
    }

    private void ask(Selector selector, int connections, long end) throws IOException {
        for (var open = connections; open > 0; ) {
            var _ = selector.select();
            for (var key : selector.selectedKeys()) {
                var lane = (Lane) Objects.requireNonNull(key.attachment());
                if (lane.read()) {
                    latencies.recordValue(Math.min(lane.nanos(), LONGEST_NANOS));
                    failed += lane.take() == 200 ? 0 : 1;
                    if (System.nanoTime() < end) {
                        lane.ask(nextRequest());
                    } else {
                        open--;
                    }
                }
            }
            selector.selectedKeys().clear();
        }
    }

    private byte[] nextRequest() {
        next = next + 1 == requests.length ? 0 : next + 1;
        return requests[next];
    }

    private String line(long nanos) {
        return String.format(
                Locale.ROOT,
                "%d %d %d %d %d %d",
                latencies.getTotalCount() - failed,
                failed,
                nanos,
                latencies.getValueAtPercentile(50) / 1000,
                latencies.getValueAtPercentile(99) / 1000,
                latencies.getValueAtPercentile(99.9) / 1000);
    }
}
