package io.aman.testing;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What main code asks of MongoDB, by database; what tests ask themselves is none of it. */
final class RecordedCommands implements CommandListener {

    static final RecordedCommands ALL = new RecordedCommands();

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** With the first place in our code that asked. */
    private final Map<String, Map<AskedQuery, String>> byDatabase = new ConcurrentHashMap<>();

    private RecordedCommands() {}

    @Override
    public void commandStarted(CommandStartedEvent event) {
        var asked = AskedQuery.in(event.getCommandName(), event.getCommand());
        if (!asked.isEmpty()) {
            asker().ifPresent(asker -> {
                var known = byDatabase.computeIfAbsent(event.getDatabaseName(), _ -> new ConcurrentHashMap<>());
                asked.forEach(query -> known.putIfAbsent(query, asker));
            });
        }
    }

    /** The nearest frame of ours, if it is main code: the driver tells us in the thread that asks. */
    private static Optional<String> asker() {
        return STACK.walk(frames -> frames.filter(frame -> isOurs(frame.getDeclaringClass()))
                        .findFirst())
                .filter(frame -> !isTest(frame.getDeclaringClass()))
                .map(frame -> frame.toStackTraceElement().toString());
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("io.aman.") && type.getPackage() != RecordedCommands.class.getPackage();
    }

    private static boolean isTest(Class<?> type) {
        var source = type.getProtectionDomain().getCodeSource();
        return source != null && source.getLocation().getPath().endsWith("/test-classes/");
    }

    /** What was asked since the last time. */
    Map<AskedQuery, String> take(String database) {
        var taken = byDatabase.remove(database);
        return taken == null ? Map.of() : new HashMap<>(taken);
    }
}
