/** A value as XML: an object's keys are elements, a list repeats its element, null is left out. */
export type Xml = string | number | boolean | null | { [name: string]: Xml | Xml[] };

export function xmlText(root: string, value: Xml): string {
  const namespace = root === "Error" ? "" : ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root}${namespace}>${inner(value)}</${root}>`;
}

function inner(value: Xml): string {
  if (value === null) return "";
  if (typeof value !== "object") return escaped(String(value));
  return Object.entries(value)
    .flatMap(([name, one]) => [one].flat().map((item) => element(name, item)))
    .join("");
}

const element = (name: string, value: Xml) => (value === null ? "" : `<${name}>${inner(value)}</${name}>`);

const marks: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
}

/** The parts that a CompleteMultipartUpload names. */
export function readParts(xml: string): { number: number; etag: string }[] {
  return [...xml.matchAll(/<Part>([\s\S]*?)<\/Part>/g)].map(([, part = ""]) => ({
    number: Number(textOf(part, "PartNumber")),
    etag: textOf(part, "ETag").replaceAll("&quot;", '"'),
  }));
}

function textOf(xml: string, name: string): string {
  return new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(xml)?.[1]?.trim() ?? "";
}
