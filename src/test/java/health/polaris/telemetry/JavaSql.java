package health.polaris.telemetry;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The texts in Java sources, each concatenation as one text. What is not constant is written as {@code {expression}}. */
final class JavaSql {
    /**
     * A text.
     *
     * @param place class and member, such as {@code QueryService.estimate}
     */
    record Text(String place, String text) {}

    private JavaSql() {}

    /** The texts of all sources below a directory. */
    static List<Text> texts(Path sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> all = Files.walk(sources)) {
            List<Path> java =
                    all.filter(file -> file.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(java));
            List<Text> texts = new ArrayList<>();
            for (CompilationUnitTree source : task.parse()) {
                new Collector(texts).scan(source, "");
            }
            return List.copyOf(texts);
        }
    }

    private static final class Collector extends TreeScanner<Void, String> {
        private final List<Text> texts;

        Collector(List<Text> texts) {
            this.texts = texts;
        }

        @Override
        public Void visitClass(ClassTree type, String place) {
            return super.visitClass(type, place.isEmpty() ? type.getSimpleName().toString() : place);
        }

        @Override
        public Void visitMethod(MethodTree method, String place) {
            return super.visitMethod(method, member(place, method.getName().toString()));
        }

        @Override
        public Void visitVariable(VariableTree field, String place) {
            return super.visitVariable(field, member(place, field.getName().toString()));
        }

        private static String member(String place, String name) {
            return place.contains(".") ? place : place + "." + name;
        }

        @Override
        public Void visitLiteral(LiteralTree literal, String place) {
            if (literal.getValue() instanceof String text) {
                texts.add(new Text(place, text));
            }
            return null;
        }

        @Override
        public Void visitBinary(BinaryTree operation, String place) {
            if (!isText(operation)) {
                return super.visitBinary(operation, place);
            }
            texts.add(new Text(place, text(operation, place)));
            return null;
        }

        private String text(ExpressionTree expression, String place) {
            if (expression instanceof ParenthesizedTree inner) {
                return text(inner.getExpression(), place);
            }
            if (expression instanceof LiteralTree literal) {
                return String.valueOf(literal.getValue());
            }
            if (expression instanceof BinaryTree operation && isText(operation)) {
                return text(operation.getLeftOperand(), place) + text(operation.getRightOperand(), place);
            }
            scan(expression, place);
            return "{" + expression + "}";
        }

        /** Whether this is a concatenation with at least one constant text. */
        private static boolean isText(Tree tree) {
            if (tree instanceof ParenthesizedTree inner) {
                return isText(inner.getExpression());
            }
            if (tree instanceof BinaryTree operation) {
                return operation.getKind() == Tree.Kind.PLUS
                        && (isText(operation.getLeftOperand()) || isText(operation.getRightOperand()));
            }
            return tree instanceof LiteralTree literal && literal.getValue() instanceof String;
        }
    }
}
