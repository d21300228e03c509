package io.aman.security.reputation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** How a published list is written. */
enum FeedFormat {

    /**
     * An address or a network a line, {@code #} begins a comment: FireHOL's {@code .netset}, Tor's bulk exit list.
     *
     * @see <a href="https://github.com/firehol/blocklist-ipsets">blocklist-ipsets</a>
     */
    NETSET {
        @Override
        Line read(String line) {
            return line.isEmpty() || line.startsWith("#") ? new Line.Nothing() : network(line);
        }
    },

    /**
     * Records of {@code ExitNode}, {@code Published}, {@code LastStatus} and {@code ExitAddress}.
     *
     * @see <a href="https://check.torproject.org/exit-addresses">Tor's exit addresses</a>
     */
    TOR_EXIT_ADDRESSES {
        @Override
        Line read(String line) {
            var words = line.split(" ", -1);
            return switch (words[0]) {
                case "", "ExitNode", "Published", "LastStatus" -> new Line.Nothing();
                case "ExitAddress" -> words.length < 2 ? new Line.Malformed() : network(words[1]);
                default -> new Line.Malformed();
            };
        }
    },

    /**
     * A JSON object with {@code cidr} a line, and one of {@code "type":"metadata"} that tells how many there are.
     *
     * @see <a href="https://www.spamhaus.org/blocklists/do-not-route-or-peer/">Spamhaus DROP</a>
     */
    SPAMHAUS_DROP {
        @Override
        Line read(String line) {
            if (line.isEmpty()) {
                return new Line.Nothing();
            }
            try {
                var object = JSON.readTree(line);
                if (object.path("type").asString("").equals("metadata")) {
                    return new Line.Total(object.path("records").asInt(-1));
                }
                return network(object.path("cidr").asString(""));
            } catch (JacksonException _) {
                return new Line.Malformed();
            }
        }
    };

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MALFORMED_PERCENT_MAX = 5;

    /** What a line says. */
    sealed interface Line {
        record Nothing() implements Line {}

        record Listed(Network network) implements Line {}

        /** @param records negative where it is not told */
        record Total(int records) implements Line {}

        record Malformed() implements Line {}
    }

    /**
     * What a file says.
     *
     * @param networks without those that no public list can say anything about
     * @param malformed lines that were skipped
     * @param flaw why it is not to be used at all, where it is not
     */
    record Content(List<Network> networks, int malformed, Optional<String> flaw) {}

    /** Reads one line without the spaces around it. */
    abstract Line read(String line);

    /** Reads a file; one of which more than a twentieth is malformed is some other file. */
    Content content(String text) {
        var networks = new ArrayList<Network>();
        var listed = 0;
        var malformed = 0;
        var total = -1;
        for (var line : text.lines().map(String::strip).toList()) {
            switch (read(line)) {
                case Line.Nothing _ -> {}
                case Line.Total(int records) -> total = records;
                case Line.Malformed _ -> malformed++;
                case Line.Listed(Network network) -> {
                    listed++;
                    if (!AddressRanges.NOT_PUBLIC.containsAllOf(network)) {
                        networks.add(network);
                    }
                }
            }
        }
        return new Content(List.copyOf(networks), malformed, flaw(listed, malformed, total));
    }

    private static Optional<String> flaw(int listed, int malformed, int total) {
        if (listed == 0) {
            return Optional.of("nothing is listed");
        }
        if (malformed * 100 > (listed + malformed) * MALFORMED_PERCENT_MAX) {
            return Optional.of(malformed + " of " + (listed + malformed) + " lines are malformed");
        }
        return total < 0 || total == listed + malformed
                ? Optional.empty()
                : Optional.of(listed + " of " + total + " records arrived");
    }

    private static Line network(String text) {
        return Network.parse(text)
                .filter(network -> AddressRanges.NOT_PUBLIC.containsAllOf(network) || !network.isTooWide())
                .<Line>map(Line.Listed::new)
                .orElseGet(Line.Malformed::new);
    }
}
