import { isRecord, recordOf, textOf } from "@/lib/core/json";

/** What the model wrote: of a chat completion its first choice, of a response all of its text. Null: no text. */
export function answerText(response: unknown): string | null {
  const answer = recordOf(response);
  const [choice] = listOf(answer?.choices);
  if (choice) return textOf(recordOf(choice.message)?.content) ?? textOf(choice.text);
  const written = listOf(answer?.output)
    .filter(({ type }) => type === "message")
    .flatMap(({ content }) => listOf(content))
    .flatMap(({ type, text }) => (type === "output_text" ? (textOf(text) ?? []) : []));
  return written.length > 0 ? written.join("") : null;
}

const listOf = (value: unknown) => (Array.isArray(value) ? value.filter(isRecord) : []);
