package io.aman.local.stack;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of one installation by their part's name, in start order, and those that stand in for one of them. */
final class Processes {

    private final Map<String, PartProcess> parts = new LinkedHashMap<>();
    private final Map<String, PartProcess> standIns = new LinkedHashMap<>();

    Processes(Collection<Part> parts, Installation installation) {
        parts.forEach(part -> {
            this.parts.put(part.name(), new PartProcess(part, installation));
            PartProcess.standIn(part, installation).ifPresent(process -> standIns.put(part.name(), process));
        });
    }

    List<String> names() {
        return List.copyOf(parts.keySet());
    }

    /** One for each part, whether it runs or not. */
    List<PartProcess> parts() {
        return List.copyOf(parts.values());
    }

    /** As {@link #parts()}, each followed by what stands in for it at this moment. */
    List<PartProcess> all() {
        return parts.keySet().stream()
                .flatMap(name -> Stream.concat(
                        Stream.of(of(name)),
                        standIn(name).filter(standIn -> standIn.live().isPresent()).stream()))
                .toList();
    }

    /** @throws StackFailure.Unknown where no part has that name */
    PartProcess of(String part) {
        var process = parts.get(part);
        if (process == null) {
            throw unknown(part, names());
        }
        return process;
    }

    /** Empty where there can be no second one. */
    Optional<PartProcess> standIn(String part) {
        return Optional.ofNullable(standIns.get(part));
    }

    /** Those that run or do not. */
    Collection<PartProcess> standIns() {
        return standIns.values();
    }

    static StackFailure unknown(String name, Collection<String> names) {
        return new StackFailure.Unknown("no part is named '" + name + "'; there are " + String.join(", ", names));
    }
}
