import { Textarea } from "@/components/ui/field";
import { WAITS } from "@/lib/stages/questions/model/answer";
import type { Seen } from "@/lib/stages/questions/model/checks";
import { Pills, QuestionRow } from "./check-row";
import { text, type Values } from "./fields";

const NO_YES = [
  ["no", "No"],
  ["yes", "Yes"],
] as const;

/** The five checks, filled in from traffic. A no asks only who waits and whether it must be at once. */
export function CheckFields({ seen, values }: { seen: Seen; values: Values }) {
  const isKnown = Object.keys(seen).length > 0;
  return (
    <>
      <div className="flex items-baseline gap-2.5 pb-2 group-has-[[name=answer][value=no]:checked]/form:hidden max-md:flex-col max-md:gap-0">
        <h2 className="text-h2">Five short checks</h2>
        {isKnown && (
          <span className="text-small text-text-3">Filled in from your traffic, correct what is wrong</span>
        )}
      </div>
      <QuestionRow label="Who waits for the result?" seen={seen.whoWaits?.says}>
        <Pills
          name="whoWaits"
          values={values}
          options={[
            ["nobody", "Nobody, it is stored"],
            ["person", "A person"],
            ["system", "Another system"],
          ]}
        />
      </QuestionRow>
      <div className="group-has-[[name=answer][value=no]:checked]/form:hidden">
        <QuestionRow label="Is it streamed to a screen, or part of a chat?" seen={seen.agent?.says}>
          <Pills name="agent" values={values} options={NO_YES} />
        </QuestionRow>
        <QuestionRow label="Does one call’s output feed the next?" seen={seen.chain?.says}>
          <Pills name="chain" values={values} options={NO_YES} />
        </QuestionRow>
        <QuestionRow label="Does a webhook expect it within minutes?" seen={seen.webhook?.says}>
          <Pills name="webhook" values={values} options={[...NO_YES, ["unsure", "Not sure"]]} />
        </QuestionRow>
      </div>
      <QuestionRow label="Would it be nice in real time?">
        <Pills name="realTime" values={values} options={NO_YES} />
      </QuestionRow>
      <div className="hidden pb-3 group-has-[[name=realTime][value=yes]:checked]/form:block">
        <label htmlFor="realTimeReason" className="mb-1.5 block text-[14px] leading-5 font-medium">
          Why does a user need it within two seconds?
        </label>
        <Textarea
          id="realTimeReason"
          name="realTimeReason"
          maxLength={500}
          defaultValue={text(values, "realTimeReason")}
        />
      </div>
    </>
  );
}

export function LongestWait({ values }: { values: Values }) {
  const options = WAITS.map((hours) => [String(hours), `${hours} h`] as const);
  return (
    <QuestionRow label="Longest wait that is still fine">
      <Pills name="longestWaitHours" values={values} options={options} />
    </QuestionRow>
  );
}

export function NoteField({ values }: { values: Values }) {
  return (
    <div className="border-t border-line py-3 max-md:py-3.5">
      <label htmlFor="note" className="text-[14px] leading-5 font-medium">
        Anything we should know?
      </label>
      <p id="note-hint" className="mb-1.5 text-small text-text-3">
        Optional
      </p>
      <Textarea
        id="note"
        name="note"
        maxLength={2000}
        aria-describedby="note-hint"
        defaultValue={text(values, "note")}
        className="text-[14px] leading-5"
      />
    </div>
  );
}
