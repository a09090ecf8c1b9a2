import { Field, Textarea } from "@/components/ui/field";

const MOST = 16_000;

/** Each answer can be held against a schema when it comes; folded, since few want it. */
export function SchemaField({ problem }: { problem: string | undefined }) {
  return (
    <details open={problem !== undefined} className="col-span-full">
      <summary className="underlined w-max text-small text-text-2 decoration-line-2">
        Check each answer against a JSON schema
      </summary>
      <Field
        label="JSON schema of an answer"
        hint="Each result then says whether it fits. Nothing is changed by it, and nothing is sent again."
        error={problem}
        className="mt-3"
      >
        {(control) => (
          <Textarea
            {...control}
            name="answerSchema"
            rows={6}
            maxLength={MOST}
            spellCheck={false}
            autoComplete="off"
            placeholder='{"type": "object", "required": ["summary"]}'
            className="font-mono text-small"
          />
        )}
      </Field>
    </details>
  );
}
