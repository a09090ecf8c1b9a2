import type { z } from "zod";
import { invalid } from "@/lib/core/errors";

type Tree = { [name: string]: unknown };

/** The fields of a form by name; a name that comes twice is a list, `columns.model` reaches into an object. */
export function readForm(form: FormData): Tree {
  const tree: Tree = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$ACTION")) continue; // React's own
    const values = form.getAll(name);
    place(tree, name.split("."), values.length > 1 ? values : values[0]);
  }
  return tree;
}

function place(tree: Tree, path: string[], value: unknown): void {
  const [name = "", ...rest] = path;
  if (name === "__proto__") return;
  if (rest.length === 0) {
    tree[name] = value;
    return;
  }
  const below = tree[name];
  const branch: Tree =
    below !== null && typeof below === "object" && !Array.isArray(below) ? (below as Tree) : {};
  tree[name] = branch;
  place(branch, rest, value);
}

/** What the person typed, to be shown again; never a file or a secret. `keys` also names `keys.first`. */
export function typedValues(form: FormData, secret: string[] = []): Record<string, string> {
  const isSecret = (name: string) => secret.some((word) => name === word || name.startsWith(`${word}.`));
  const texts = [...form.entries()].filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && !entry[0].startsWith("$ACTION"),
  );
  return Object.fromEntries(texts.filter(([name]) => !isSecret(name)));
}

/** Parses, or throws `invalid` with one sentence a field. */
export function check<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const unknown = issue.code === "unrecognized_keys" ? issue.keys : [issue.path.join(".") || "body"];
    for (const name of unknown)
      fields[name] ??= issue.code === "unrecognized_keys" ? "is not known here" : issue.message;
  }
  const [name, message] = Object.entries(fields)[0] ?? ["body", "is not valid"];
  throw invalid(name === "body" ? message : `${name}: ${message}`, fields);
}
