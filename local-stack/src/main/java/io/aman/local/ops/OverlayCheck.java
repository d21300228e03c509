package io.aman.local.ops;

import io.aman.local.tool.Folders;
import io.aman.local.tool.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One overlay, as it would be applied: against the schemas, and against every rule. */
record OverlayCheck(Path folder, Optional<Tool> kubectl, Schemas schemas) implements Check {

    @Override
    public String name() {
        return "k8s/overlays/" + folder.getFileName();
    }

    @Override
    public Outcome run() {
        return kubectl.map(this::run)
                .orElseGet(() -> new Skipped("kubectl is not on the PATH; 1.27 or later renders it"));
    }

    private Outcome run(Tool tool) {
        var result = tool.run(folder, "kustomize", ".");
        if (!result.isGood()) {
            return new Failed(result.output().lines().toList());
        }
        return check(Rendered.of(String.valueOf(folder.getFileName()), result.output()), schemas);
    }

    /** What any overlay has to pass, however it was rendered. */
    static Outcome check(Rendered rendered, Schemas schemas) {
        var complaints = new ArrayList<String>();
        for (var manifest : rendered.manifests()) {
            schemas.complaints(manifest)
                    .forEach(what -> complaints.add("%s: %s %s".formatted(rendered.name(), manifest, what)));
        }
        Rule.all().forEach(rule -> complaints.addAll(rule.complaints(rendered)));
        return Check.of(
                complaints,
                "%d objects, %d rules"
                        .formatted(rendered.manifests().size(), Rule.all().size()));
    }

    /** @return one for each overlay */
    static List<Check> in(Path root, Optional<Tool> kubectl, Schemas schemas) {
        return Folders.list(root.resolve("k8s/overlays")).stream()
                .<Check>map(folder -> new OverlayCheck(folder, kubectl, schemas))
                .toList();
    }
}
