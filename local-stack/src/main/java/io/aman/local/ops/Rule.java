package io.aman.local.ops;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What every overlay keeps.
 *
 * @param name of the rule, and of the fixture that breaks it
 * @param broken one line for each object that does not keep it
 */
record Rule(String name, Function<Rendered, Stream<String>> broken) {

    static List<Rule> all() {
        return Stream.of(PodRules.all(), ServiceRules.all(), NetworkRules.all(), KafkaRules.all(), AlertRules.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Of each container of each workload. */
    static Rule ofContainers(String name, BiFunction<Manifest, JsonNode, Boolean> keeps) {
        return new Rule(
                name,
                all -> all.workloads()
                        .flatMap(workload -> workload.containers()
                                .filter(container -> !keeps.apply(workload, container))
                                .map(container -> workload + ", container "
                                        + container.path("name").asString(""))));
    }

    /** Of each workload. */
    static Rule ofWorkloads(String name, Predicate<Manifest> keeps) {
        return new Rule(name, all -> all.workloads().filter(keeps.negate()).map(Manifest::toString));
    }

    /** Of each of the suite's services. */
    static Rule ofServices(String name, BiFunction<Rendered, Manifest, Boolean> keeps) {
        return new Rule(
                name,
                all -> all.services()
                        .filter(service -> !keeps.apply(all, service))
                        .map(Manifest::toString));
    }

    /** Of each object of a kind. */
    static Rule of(String kind, String name, BiFunction<Rendered, Manifest, Boolean> keeps) {
        return new Rule(
                name,
                all -> all.of(kind).filter(each -> !keeps.apply(all, each)).map(Manifest::toString));
    }

    /** The complaints, each beginning with the rule's name. */
    List<String> complaints(Rendered rendered) {
        return broken.apply(rendered)
                .map(what -> "%s: %s: %s".formatted(rendered.name(), name, what))
                .toList();
    }
}
