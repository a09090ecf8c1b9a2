/** What a list can be narrowed by. */
export type Filterable = {
  display_name: string;
  model_display_name: string;
  state: string;
  create_time: string;
  labels: Record<string, string>;
};

export type Test = (job: Filterable) => boolean;

type Token = { kind: "word" | "text" | "sign"; text: string };
type Comparison = { field: string; sign: string; value: string };

const tokens = /\s*(?:("(?:[^"\\]|\\.)*")|(<=|>=|!=|[=<>:()])|([^\s"=<>!:()]+))/y;
const fields = ["display_name", "model_display_name", "state", "create_time"] as const;
type Field = (typeof fields)[number];

/** Reads a filter of the vendor's list calls; null when it is none. `OR` binds more tightly than `AND`, as their grammar has it. */
export function readFilter(text: string): Test | null {
  const read = tokenise(text);
  if (!read) return null;
  let at = 0;
  const peek = () => read[at];
  const isWord = (word: string) => peek()?.kind === "word" && peek()?.text === word;

  function all(): Test | null {
    let left = any();
    while (left && isWord("AND")) {
      at += 1;
      const [before, after] = [left, any()];
      left = after && ((job) => before(job) && after(job));
    }
    return left;
  }

  function any(): Test | null {
    let left = one();
    while (left && isWord("OR")) {
      at += 1;
      const [before, after] = [left, one()];
      left = after && ((job) => before(job) || after(job));
    }
    return left;
  }

  function one(): Test | null {
    if (isWord("NOT")) {
      at += 1;
      const inner = one();
      return inner && ((job) => !inner(job));
    }
    if (peek()?.text === "(" && peek()?.kind === "sign") {
      at += 1;
      const inner = all();
      at += 1;
      return read?.[at - 1]?.text === ")" ? inner : null;
    }
    const [field, sign, value] = [read?.[at], read?.[at + 1], read?.[at + 2]];
    at += 3;
    if (field?.kind !== "word" || sign?.kind !== "sign" || !value || value.kind === "sign") return null;
    return compare({ field: field.text, sign: sign.text, value: value.text });
  }

  const test = all();
  return at === read.length ? test : null;
}

function tokenise(text: string): Token[] | null {
  const found: Token[] = [];
  tokens.lastIndex = 0;
  const whole = text.trimEnd();
  while (tokens.lastIndex < whole.length) {
    const match = tokens.exec(whole);
    if (!match) return null;
    const [, quoted, sign, word] = match;
    if (quoted !== undefined) found.push({ kind: "text", text: quoted.slice(1, -1).replace(/\\(.)/g, "$1") });
    else if (sign !== undefined) found.push({ kind: "sign", text: sign });
    else found.push({ kind: "word", text: word ?? "" });
  }
  return found.length > 0 ? found : null;
}

function compare({ field, sign, value }: Comparison): Test | null {
  const label = /^labels\.(.+)$/.exec(field)?.[1];
  if (label !== undefined) {
    if (sign === ":")
      return value === "*" ? (job) => label in job.labels : (job) => job.labels[label] === value;
    if (sign === "=") return (job) => job.labels[label] === value;
    return sign === "!=" ? (job) => job.labels[label] !== value : null;
  }
  const name = fields.find((known) => known === field);
  if (!name) return null;
  if (sign === "=") return (job) => sameValue(name, job[name], value);
  if (sign === "!=") return (job) => !sameValue(name, job[name], value);
  if (name === "create_time") return compareTimes(sign, Date.parse(value));
  if (name !== "display_name" || sign !== ":") return null;
  const parts = value.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  // Without a star, the word may stand anywhere.
  const pattern = new RegExp(parts.length === 1 ? (parts[0] ?? "") : `^${parts.join(".*")}$`);
  return (job) => pattern.test(job.display_name);
}

function sameValue(field: Field, left: string, right: string): boolean {
  return field === "create_time" ? Date.parse(left) === Date.parse(right) : left === right;
}

function compareTimes(sign: string, moment: number): Test | null {
  if (Number.isNaN(moment)) return null;
  const at = (job: Filterable) => Date.parse(job.create_time);
  switch (sign) {
    case "<":
      return (job) => at(job) < moment;
    case "<=":
      return (job) => at(job) <= moment;
    case ">":
      return (job) => at(job) > moment;
    case ">=":
      return (job) => at(job) >= moment;
    default:
      return null;
  }
}
