package io.aman.local.ops;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The records with {@code @ConfigurationProperties} in a folder of sources, read by the compiler's own parser. */
final class PropertyRecords {

    private static final String MARK = "ConfigurationProperties";

    /**
     * One record.
     *
     * @param summary what it says of itself; may be empty
     */
    record Group(String prefix, String summary, List<Property> properties) {}

    /**
     * One property.
     *
     * @param value the default, or that there is none
     */
    record Property(String name, String type, String value, String effect) {}

    private final Map<String, TreePath> records = new HashMap<>();
    private final DocTrees docs;

    private PropertyRecords(DocTrees docs) {
        this.docs = docs;
    }

    /** In the order of prefixes. */
    static List<Group> in(Path sources) {
        var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed");
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    _ -> {},
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(relevant(sources)));
            var all = new PropertyRecords(DocTrees.instance(task));
            return all.groups(task.parse());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Group> groups(Iterable<? extends CompilationUnitTree> units) {
        var scanner = new Scanner();
        units.forEach(unit -> scanner.scan(unit, null));
        return scanner.marked.entrySet().stream()
                .map(one -> new Group(one.getKey(), summary(one.getValue()), properties(one.getKey(), one.getValue())))
                .toList();
    }

    /** Those, and records beside them that they may be made of. */
    private static List<Path> relevant(Path sources) throws IOException {
        try (var files = Files.walk(sources)) {
            var all = files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
            var folders = all.stream()
                    .filter(file -> Yaml.text(file).contains("@" + MARK + "("))
                    .map(Path::getParent)
                    .collect(Collectors.toSet());
            return all.stream()
                    .filter(file -> folders.contains(file.getParent()))
                    .filter(file -> Yaml.text(file).contains("record "))
                    .toList();
        }
    }

    private final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final Map<String, TreePath> marked = new TreeMap<>();

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            if (type.getKind() == Tree.Kind.RECORD) {
                records.put(qualified(type.getSimpleName().toString(), getCurrentPath()), getCurrentPath());
            }
            annotation(type.getModifiers().getAnnotations(), MARK)
                    .ifPresent(mark -> marked.put(String.join("", values(mark)), getCurrentPath()));
            return super.visitClass(type, null);
        }
    }

    private static String qualified(String name, TreePath path) {
        return path.getCompilationUnit().getPackageName() + "." + name;
    }

    private List<Property> properties(String prefix, TreePath path) {
        var type = (ClassTree) path.getLeaf();
        var effects = effects(path);
        return type.getMembers().stream()
                .filter(member -> member instanceof VariableTree field
                        && !field.getModifiers().getFlags().contains(Modifier.STATIC))
                .flatMap(member -> property(prefix, (VariableTree) member, path, effects))
                .toList();
    }

    /** A component whose type is a record is what that one has; a map of them has names between. */
    private Stream<Property> property(String prefix, VariableTree field, TreePath path, Map<String, String> effects) {
        var name = prefix + "." + kebab(field.getName().toString());
        var type = String.valueOf(field.getType()).replaceAll("@[\\w.]+(\\([^)]*\\))? ?", "");
        var element = type.replaceAll("^(Map<String, ?|List<|Set<)(.*)>$", "$2");
        var nested = nested(element, path);
        var effect = effects.getOrDefault(field.getName().toString(), "");
        if (nested.isEmpty()) {
            return Stream.of(new Property(
                    name + (type.startsWith("Map<") ? ".<name>" : ""), readable(element, type), value(field), effect));
        }
        var between = type.startsWith("Map<") ? ".<name>" : type.startsWith("List<") ? "[0]" : "";
        var inner = properties(name + between, nested.get());
        return effect.isEmpty()
                ? inner.stream()
                : inner.stream()
                        .map(property -> new Property(
                                property.name(),
                                property.type(),
                                property.value(),
                                property.effect().isEmpty() ? effect : property.effect()));
    }

    /** A record in the same file or folder; of a folder, names are different. */
    private Optional<TreePath> nested(String name, TreePath path) {
        return Optional.ofNullable(records.get(qualified(name, path)));
    }

    private static String readable(String element, String type) {
        if (type.startsWith("Map<") && element.startsWith("List<")) {
            return readable(element.substring("List<".length(), element.length() - 1), element);
        }
        var one = switch (element) {
            case "Duration" -> "duration";
            case "DataSize" -> "size";
            case "URI" -> "address";
            case "Path" -> "file";
            case "Secret" -> "secret";
            case "int", "long", "short", "double", "Integer", "Long", "Double" -> "number";
            case "boolean", "Boolean" -> "`true` or `false`";
            case "String" -> "text";
            default -> "`" + element + "`";
        };
        return type.startsWith("List<") || type.startsWith("Set<") ? "list of " + one : one;
    }

    private static String value(VariableTree field) {
        var annotations = field.getModifiers().getAnnotations();
        var given = annotation(annotations, "DefaultValue").map(PropertyRecords::values);
        if (given.isPresent()) {
            return given.get().isEmpty() ? "empty" : "`" + String.join(", ", given.get()) + "`";
        }
        var isRequired = Stream.of("NotNull", "NotBlank", "NotEmpty")
                .anyMatch(name -> annotation(annotations, name).isPresent());
        return isRequired ? "*required*" : "none";
    }

    private static Optional<AnnotationTree> annotation(List<? extends AnnotationTree> all, String name) {
        return all.stream()
                .filter(each -> ("." + each.getAnnotationType()).endsWith("." + name))
                .<AnnotationTree>map(each -> each)
                .findFirst();
    }

    /** The literals of an annotation's value, whether there is one or an array of them. */
    private static List<String> values(AnnotationTree annotation) {
        return annotation.getArguments().stream()
                .map(argument -> argument instanceof AssignmentTree named ? named.getExpression() : argument)
                .flatMap(PropertyRecords::literals)
                .toList();
    }

    private static Stream<String> literals(ExpressionTree expression) {
        return switch (expression) {
            case LiteralTree literal -> Stream.of(String.valueOf(literal.getValue()));
            case NewArrayTree array -> array.getInitializers().stream().flatMap(PropertyRecords::literals);
            default -> Stream.of(expression.toString());
        };
    }

    private String summary(TreePath path) {
        var comment = docs.getDocCommentTree(path);
        return comment == null ? "" : plain(comment.getFullBody());
    }

    private Map<String, String> effects(TreePath path) {
        var effects = new HashMap<String, String>();
        var comment = docs.getDocCommentTree(path);
        if (comment != null) {
            for (var tag : comment.getBlockTags()) {
                if (tag instanceof com.sun.source.doctree.ParamTree param) {
                    effects.put(param.getName().toString(), plain(param.getDescription()));
                }
            }
        }
        return effects;
    }

    /** Javadoc as Markdown on one line. */
    private static String plain(List<? extends com.sun.source.doctree.DocTree> parts) {
        return parts.stream()
                .map(Object::toString)
                .collect(Collectors.joining())
                .replaceAll("\\{@(?:code|link|linkplain) ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
    }
}
