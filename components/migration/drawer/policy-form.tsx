"use client";
import { type ReactNode, useActionState, useId } from "react";
import { type FormAction, fieldOf } from "@/components/settings/forms/form-action";
import { Button } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/field";
import { deadlineWords, LATE, LATE_WORDS, RETRY_WORDS } from "@/lib/stages/migration/model/policy";

type Typed = { deadline: string; late: string; capPerNight: string; retries: number };
const CLOCKS = Array.from({ length: 48 }, (_, half) => {
  const hour = String(Math.floor(half / 2)).padStart(2, "0");
  return `${hour}:${half % 2 === 0 ? "00" : "30"}`;
});
const WAITS = ["24h", "20h", "12h", "6h"];

/** What happens when a batch is late. Without `save` it is only read. */
export function PolicyForm({
  endpoint,
  policy,
  save,
}: {
  endpoint: string;
  policy: Typed | null;
  save: FormAction | null;
}) {
  return (
    <section aria-labelledby="fallback">
      <h3 id="fallback" className="text-h2">
        Fallback to sync
      </h3>
      <p className="text-small text-text-3">
        What happens when a batch is late. Nobody is left without a result.
      </p>
      {save ? <Editable {...{ endpoint, policy, save }} /> : <Read policy={policy} />}
    </section>
  );
}

function Editable({ endpoint, policy, save }: { endpoint: string; policy: Typed | null; save: FormAction }) {
  const [state, act, isPending] = useActionState(save, null);
  const start = policy ?? { deadline: "05:00", late: "sync", capPerNight: "", retries: 2 };
  const known = [...WAITS, ...CLOCKS];
  return (
    <form action={act} className="mt-2" aria-label="Fallback">
      <input type="hidden" name="key" value={endpoint} />
      <Line label="Deadline for results">
        {(id) => (
          <Select id={id} name="deadline" defaultValue={start.deadline} className="w-full">
            {!known.includes(start.deadline) && (
              <option value={start.deadline}>{deadlineWords(start.deadline)}</option>
            )}
            {known.map((value) => (
              <option key={value} value={value}>
                {deadlineWords(value)}
              </option>
            ))}
          </Select>
        )}
      </Line>
      <Line label="When it is late">
        {(id) => (
          <Select id={id} name="late" defaultValue={start.late} className="w-full">
            {LATE.map((value) => (
              <option key={value} value={value}>
                {LATE_WORDS[value]}
              </option>
            ))}
          </Select>
        )}
      </Line>
      <Line label="At most per night" error={fieldOf(state, "capPerNight").error}>
        {(id) => (
          <Input
            id={id}
            name="capPerNight"
            inputMode="decimal"
            placeholder="No cap"
            defaultValue={fieldOf(state, "capPerNight").defaultValue ?? start.capPerNight}
          />
        )}
      </Line>
      <Line label="Failed requests">
        {(id) => (
          <Select id={id} name="retries" defaultValue={String(start.retries)} className="w-full">
            {RETRY_WORDS.map((words, count) => (
              <option key={words} value={count}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Line>
      <div className="mt-2 flex items-center justify-end gap-3">
        <span role="status" className="text-small text-text-2">
          {state?.ok && "Saved. It holds from the next batch on."}
        </span>
        {state && !state.ok && (
          <span role="alert" className="text-small text-bad">
            {state.error.message}
          </span>
        )}
        <Button type="submit" size="sm" disabled={isPending}>
          {policy ? "Save" : "Choose this"}
        </Button>
      </div>
    </form>
  );
}

function Line({
  label,
  error,
  children,
}: {
  label: string;
  error?: string | undefined;
  children(id: string): ReactNode;
}) {
  const id = useId();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3 py-[5px]">
      <label htmlFor={id} className="text-text-2">
        {label}
      </label>
      <div className="w-[226px] max-md:w-[200px]">{children(id)}</div>
      {error && <p className="w-full text-right text-small text-bad">{error}</p>}
    </div>
  );
}

function Read({ policy }: { policy: Typed | null }) {
  if (!policy) return <p className="mt-2">Not chosen yet.</p>;
  const late = LATE.find((word) => word === policy.late);
  const lines = [
    ["Deadline for results", deadlineWords(policy.deadline)],
    ["When it is late", late ? LATE_WORDS[late] : policy.late],
    ["At most per night", policy.capPerNight || "No cap"],
    ["Failed requests", RETRY_WORDS[policy.retries] ?? String(policy.retries)],
  ];
  return (
    <dl className="mt-2">
      {lines.map(([label, value]) => (
        <div key={label} className="flex justify-between gap-3 py-[5px]">
          <dt className="text-text-2">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
