import { once } from "node:events";
import { createWriteStream, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** About four kilobytes a line, as tickets and product texts have. */
const CHARACTERS = 3900;

/** Real prose from the packages that are installed anyway: random letters are no text to a tokenizer. */
function prose(): string {
  const folders = readdirSync("node_modules").filter((name) => !name.startsWith("."));
  let text = "";
  for (const name of folders) {
    if (text.length > 3_000_000) break;
    try {
      text += readFileSync(path.join("node_modules", name, "README.md"), "utf8");
    } catch {
      // not every package has one
    }
  }
  return text;
}

/** Writes so many requests as OpenAI's batch lines: a shared system prompt and a text each. */
export async function writeRequests(file: string, lines: number): Promise<void> {
  const text = prose();
  const out = createWriteStream(file);
  for (let n = 0; n < lines; n += 1) {
    const from = (n * 7919) % (text.length - 3 * CHARACTERS);
    const length = CHARACTERS - 900 + ((n * 31) % 1000);
    const body = {
      model: "gpt-4.1-mini",
      max_completion_tokens: 400,
      messages: [
        { role: "system", content: text.slice(0, 600) },
        { role: "user", content: text.slice(from, from + length) },
      ],
    };
    const line = JSON.stringify({
      custom_id: `request-${n}`,
      method: "POST",
      url: "/v1/chat/completions",
      body,
    });
    if (!out.write(`${line}\n`)) await once(out, "drain");
  }
  out.end();
  await once(out, "close");
}
