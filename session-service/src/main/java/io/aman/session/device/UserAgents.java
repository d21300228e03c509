package io.aman.session.device;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import ua_parser.Client;
import ua_parser.Parser;

/**
 * Reads what a client says of itself: the kind of device by the names of devices, browser and system by the rules of
 * ua-parser.
 *
 * <p>The kind goes by what a client presents itself as: a crawler that looks like a phone is a phone.
 */
final class UserAgents {

    /** What is read again and again is read once; one entry is some hundred bytes. */
    private static final int REMEMBERED = 2_000;

    private static final int MAX_NAME = 40;

    /** Chrome says "K" instead of the model; whether it is a phone is then told by the word "Mobile" alone. */
    private static final Pattern REDUCED_TABLET = Pattern.compile("\\(Linux; Android \\d+; K\\)(?!.*\\bMobile\\b)");

    /** Programs that fetch pages say where their owner can be reached. */
    private static final Pattern CONTACT = Pattern.compile("https?://");

    private static final String NOTHING = "Other";
    private static final String CRAWLER = "Spider";

    /**
     * @param browser family and major version
     * @param os family and major version
     */
    record Seen(
            DeviceType type,
            @Nullable String browser,
            @Nullable String os) {

        static final Seen NOTHING = new Seen(DeviceType.UNKNOWN, null, null);
    }

    private final MobileRules mobile = MobileRules.load();
    private final Parser parser = new Parser();
    private final LoadingCache<String, Seen> seen =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build(this::parse);

    /** @param userAgent of a length that may be stored */
    Seen read(@Nullable String userAgent) {
        return userAgent == null || userAgent.isBlank() ? Seen.NOTHING : seen.get(userAgent);
    }

    private Seen parse(String userAgent) {
        var client = parser.parse(userAgent);
        return new Seen(
                type(userAgent, client),
                name(client.userAgent.family, client.userAgent.major),
                name(client.os.family, client.os.major));
    }

    private DeviceType type(String userAgent, Client client) {
        if (mobile.isTablet(userAgent) || REDUCED_TABLET.matcher(userAgent).find()) {
            return DeviceType.TABLET;
        }
        if (mobile.isMobile(userAgent)) {
            return DeviceType.MOBILE;
        }
        if (CRAWLER.equals(client.device.family)) {
            return DeviceType.BOT;
        }
        if (userAgent.startsWith("Mozilla/") || !NOTHING.equals(client.os.family)) {
            return DeviceType.DESKTOP;
        }
        return CONTACT.matcher(userAgent).find() ? DeviceType.BOT : DeviceType.UNKNOWN;
    }

    private static @Nullable String name(String family, @Nullable String major) {
        if (NOTHING.equals(family)) {
            return null;
        }
        var name = major == null ? family : family + " " + major;
        return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME);
    }
}
