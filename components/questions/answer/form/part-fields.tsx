import { Input } from "@/components/ui/field";
import { CLIENTS } from "@/lib/stages/fit/model/evidence";
import type { Traffic } from "@/lib/stages/questions/model/answer";
import { CLIENT_WORDS } from "@/lib/stages/questions/model/scope";
import { Pill, Pills, QuestionRow } from "./check-row";
import { has, text, type Values } from "./fields";

type Props = {
  values: Values;
  traffic: Traffic;
  percent: string;
  /** Scripts are there: the slider moves the number. */
  slides: boolean;
  error?: string | undefined;
  onPercent: (percent: string) => void;
};

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;

/** How much of it, and by what the calls are told apart: kept as a rule. */
export function PartFields({ values, traffic, percent, slides, error, onPercent }: Props) {
  const clients = CLIENTS.filter((client) => client !== "unknown" && (traffic.clients[client] ?? 0) > 0);
  const options = [
    ["percent", "A share of all"] as const,
    ...(traffic.jobs.length > 1 ? [["jobs", "Certain jobs"] as const] : []),
    ["hours", "Certain hours"] as const,
    ...(clients.length > 1 ? [["clients", "Certain callers"] as const] : []),
  ];
  return (
    <>
      <div className="border-t border-line py-3 max-md:py-3.5">
        <label htmlFor="percent" className="text-[14px] leading-5 font-medium">
          How much of it can wait?
        </label>
        <div className="mt-2 flex items-center gap-4">
          {slides && (
            <input
              type="range"
              min={0}
              max={100}
              value={percent === "" ? 0 : Number(percent)}
              onChange={(event) => onPercent(event.currentTarget.value)}
              aria-label="How much of it can wait, as a slider"
              className="h-11 min-w-0 flex-1 accent-night"
            />
          )}
          <span className="flex items-center gap-1.5">
            <Input
              id="percent"
              name="percent"
              inputMode="numeric"
              value={percent}
              onChange={(event) => onPercent(event.currentTarget.value)}
              className="max-w-16 text-right"
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? "percent-error" : undefined}
            />
            %
          </span>
        </div>
        {error && (
          <p id="percent-error" role="alert" className="mt-1 text-small text-bad">
            {error}
          </p>
        )}
      </div>
      <QuestionRow label="Which part?">
        <Pills name="partBy" values={values} options={options} />
      </QuestionRow>
      <div className="hidden pb-3 group-has-[[name=partBy][value=jobs]:checked]/form:block">
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="mb-2 text-small text-text-3">Jobs that can wait</legend>
          {traffic.jobs.map(({ job, share }) => (
            <Pill
              key={job}
              type="checkbox"
              name="jobs"
              value={job}
              label={`${job}, ${Math.round(share * 100)}%`}
              checked={has(values, "jobs", job)}
            />
          ))}
        </fieldset>
      </div>
      <div className="hidden pb-3 group-has-[[name=partBy][value=hours]:checked]/form:block">
        <p className="mb-2 text-small text-text-3">Calls that are made between these hours can wait (UTC)</p>
        <span className="flex items-center gap-2">
          <HourSelect name="hoursFrom" label="From" value={text(values, "hoursFrom") || "22"} />
          to
          <HourSelect name="hoursTo" label="To" value={text(values, "hoursTo") || "6"} />
        </span>
      </div>
      <div className="hidden pb-3 group-has-[[name=partBy][value=clients]:checked]/form:block">
        <fieldset className="flex flex-wrap gap-1.5">
          <legend className="mb-2 text-small text-text-3">Callers that can wait</legend>
          {clients.map((client) => (
            <Pill
              key={client}
              type="checkbox"
              name="clients"
              value={client}
              label={CLIENT_WORDS[client]}
              checked={has(values, "clients", client)}
            />
          ))}
        </fieldset>
      </div>
    </>
  );
}

function HourSelect({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <select
      name={name}
      aria-label={label}
      defaultValue={value}
      className="h-8 rounded-ctl border border-ctl-line bg-bg px-2 max-md:h-11 max-md:text-[16px]"
    >
      {HOURS.map((hour) => (
        <option key={hour} value={hour}>
          {clock(hour)}
        </option>
      ))}
    </select>
  );
}
