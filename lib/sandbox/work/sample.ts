import { between, shareOf } from "@/lib/sandbox/platform/chance";
import { isRecord } from "@/lib/sandbox/platform/settings";

/** A JSON text that follows the schema; null when there is no schema to follow. */
export function sampleText(schema: unknown, key: string): string | null {
  return isRecord(schema) ? JSON.stringify(sampleOf(schema, key)) : null;
}

function sampleOf(schema: unknown, key: string): unknown {
  if (!isRecord(schema)) return null;
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum))
    return schema.enum[between(0, schema.enum.length - 1, shareOf(key, "enum"))];
  const choice = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choice)) return sampleOf(choice[0], key);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case "object": {
      const properties = isRecord(schema.properties) ? Object.entries(schema.properties) : [];
      return Object.fromEntries(properties.map(([name, inner]) => [name, sampleOf(inner, `${key}.${name}`)]));
    }
    case "array":
      return [sampleOf(schema.items, `${key}[]`)];
    case "integer":
      return between(Number(schema.minimum ?? 0), Number(schema.maximum ?? 100), shareOf(key, "integer"));
    case "number":
      return Math.round(shareOf(key, "number") * 1000) / 1000;
    case "boolean":
      return shareOf(key, "boolean") < 0.5;
    case "null":
      return null;
    default:
      return `sample ${key.slice(-6)}`;
  }
}
