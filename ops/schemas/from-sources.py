#!/usr/bin/env python3
"""Makes kubernetes.json and crds/*.json; see README.md beside this file.

from-sources.py MODELS FOLDER CRD...   MODELS is kubernetes/client/models of the Python client, the CRDs are YAML files.
"""

import json
import pathlib
import re
import sys

import yaml

KINDS = {
    "v1/Namespace": "V1Namespace",
    "v1/ServiceAccount": "V1ServiceAccount",
    "v1/Service": "V1Service",
    "v1/ConfigMap": "V1ConfigMap",
    "v1/Secret": "V1Secret",
    "v1/PersistentVolumeClaim": "V1PersistentVolumeClaim",
    "apps/v1/Deployment": "V1Deployment",
    "apps/v1/StatefulSet": "V1StatefulSet",
    "batch/v1/CronJob": "V1CronJob",
    "policy/v1/PodDisruptionBudget": "V1PodDisruptionBudget",
    "autoscaling/v2/HorizontalPodAutoscaler": "V2HorizontalPodAutoscaler",
    "networking.k8s.io/v1/NetworkPolicy": "V1NetworkPolicy",
    "networking.k8s.io/v1/Ingress": "V1Ingress",
}
# Of Strimzi's cluster only what a cluster needs: its whole schema is larger than all others together.
KEPT = {
    "Kafka": {"kafka", "entityOperator", "cruiseControl", "kafkaExporter", "clusterCa", "clientsCa"},
    "Kafka.kafka": {"version", "metadataVersion", "listeners", "config", "authorization", "metricsConfig", "resources"},
    # Of Alertmanager's ways to tell somebody those that ask for no provider's account.
    "AlertmanagerConfig.receivers": {"name", "webhookConfigs", "emailConfigs"},
}
# An enumeration of that CRD has a bare "=", which YAML 1.1 calls a value of its own.
yaml.SafeLoader.add_constructor("tag:yaml.org,2002:value", yaml.SafeLoader.construct_yaml_str)
FIELD = re.compile(r"^    ([a-z_0-9]+): (?!ClassVar)(.+?)(?: = (.*))?$")
ALIAS = re.compile(r'serialization_alias="([^"]+)"')


def type_of(text, models):
    text = text.strip()
    if text.startswith("Optional["):
        return type_of(text[9:-1], models)
    if text.startswith("List["):
        return {"type": "array", "items": type_of(text[5:-1], models)}
    if text.startswith("Dict[str, ") and " | " not in text:
        inner = text[10:-1]
        return {"type": "object"} if inner == "Any" else {"type": "object", "additionalProperties": type_of(inner, models)}
    simple = {"StrictStr": "string", "StrictInt": "integer", "StrictBool": "boolean", "datetime": "string"}
    if text in simple:
        return {"type": simple[text]}
    if text == "StrictInt | StrictStr":
        return {"type": ["integer", "string"]}
    if re.fullmatch(r"[A-Za-z0-9]*V\d[A-Za-z0-9]*", text):
        models.append(text)
        return {"$ref": "#/$defs/" + text}
    return {}


def model(folder, name):
    file = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    file = folder / (re.sub(r"^(V\d+)(?=[A-Z])", r"\1_", file).lower() + ".py")
    if not file.exists():
        wanted = name.lower()
        file = next(f for f in folder.glob("*.py") if f.stem.replace("_", "") == wanted)
    text = file.read_text()
    body = text[text.index(f"class {name}(BaseModel)"):]
    used, properties, required = [], {}, []
    for line in body.splitlines():
        if line.startswith("    openapi_types"):
            break
        match = FIELD.match(line)
        if not match:
            continue
        alias = ALIAS.search(line)
        key = alias.group(1) if alias else match.group(1).replace("var_", "", 1)
        properties[key] = type_of(match.group(2), used)
        if not match.group(2).startswith("Optional["):
            required.append(key)
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        schema["required"] = required
    return schema, used


def kubernetes(folder):
    defs, open_ = {}, list(KINDS.values())
    while open_:
        name = open_.pop()
        if name in defs or name.endswith("Status") and name not in KINDS.values():
            defs.setdefault(name, {})
            continue
        defs[name], used = model(folder, name)
        open_.extend(used)
    for key, name in KINDS.items():
        group, _, kind = key.rpartition("/")
        defs[name]["properties"]["apiVersion"] = {"const": group}
        defs[name]["properties"]["kind"] = {"const": kind}
        defs[name]["required"] = sorted({"apiVersion", "kind", "metadata", *defs[name].get("required", [])})
    return {"kinds": KINDS, "$defs": dict(sorted(defs.items()))}


def strict(schema, path):
    if not isinstance(schema, dict):
        return schema
    result = {}
    for key, value in schema.items():
        if key == "properties":
            kept = KEPT.get(path)
            result[key] = {
                name: strict(part, f"{path}.{name}")
                for name, part in value.items()
                if name not in ("status",) and (kept is None or name in kept)
            }
        elif key in ("items", "additionalProperties", "not"):
            result[key] = strict(value, path)
        elif key in ("anyOf", "oneOf", "allOf"):
            result[key] = value
        elif key in ("type", "required", "enum", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern"):
            result[key] = value
    if schema.get("x-kubernetes-int-or-string"):
        result.pop("anyOf", None)
        result["type"] = ["integer", "string"]
    if "properties" in result and not schema.get("x-kubernetes-preserve-unknown-fields"):
        result.setdefault("additionalProperties", False)
    return result


def custom(file):
    definition = yaml.safe_load(pathlib.Path(file).read_text())["spec"]
    kind = definition["names"]["kind"]
    version = [v for v in definition["versions"] if v["served"] and v.get("storage")] or definition["versions"]
    newest = max(definition["versions"], key=lambda v: (v["name"] == "v1", v.get("storage", False)))
    spec = strict(newest["schema"]["openAPIV3Schema"]["properties"]["spec"], kind)
    return kind, {
        "type": "object",
        "properties": {
            "apiVersion": {"const": f"{definition['group']}/{newest['name']}"},
            "kind": {"const": kind},
            "metadata": {"type": "object"},
            "spec": spec,
        },
        "required": ["apiVersion", "kind", "metadata", "spec"],
        "additionalProperties": False,
    }


def main():
    models, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    write(target / "kubernetes.json", kubernetes(models))
    for file in sys.argv[3:]:
        kind, schema = custom(file)
        write(target / "crds" / f"{kind}.json", schema)


def write(path, value):
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value, separators=(",", ":"), ensure_ascii=False) + "\n")


main()
