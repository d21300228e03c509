package io.aman.local.stack;

import java.util.Map;

/** The environment, which wins over what this machine would use by itself. */
record Given(Map<String, String> variables) {

    boolean has(String variable) {
        return variables.containsKey(variable);
    }

    /** Sets the property where the variable is given. */
    void take(String variable, String property, Map<String, String> properties) {
        var value = variables.get(variable);
        if (value != null) {
            properties.put(property, value);
        }
    }

    /** There may be keys. */
    @Override
    public String toString() {
        return "Given[***]";
    }
}
