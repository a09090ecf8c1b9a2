import { BuildingComplex, Upload } from "lucide-react";
import type { ReactNode } from "react";
import { FunnelOutline } from "./funnel-outline";
import { Greeting } from "./greeting";
import { LoadSampleButton } from "./load-sample";

type FirstRunProps = {
  /** The first name of who is here. */
  name: string;
  serverClock: string;
  /** The sample is on its way, but was not ready while the press was answered. */
  isLoading: boolean;
  /** Null for who may not: the choice is then not offered. */
  onLoadSample: (() => void | Promise<void>) | null;
  /** Where a file is dropped; null for who may not import. */
  dropZone: ReactNode;
  /** What is read without saying what its columns mean. */
  formats: string[];
};

/** Nothing was imported yet: two equal choices, and an outline of what will stand here. */
export function FirstRun({ name, serverClock, isLoading, onLoadSample, dropZone, formats }: FirstRunProps) {
  return (
    <div className="mx-auto max-w-[944px] px-8 pt-[72px] pb-10 max-md:px-4 max-md:pt-8">
      <Greeting name={name} serverClock={serverClock} />
      <h1 className="mt-2.5 mb-3.5 max-w-[640px] text-hero text-balance max-md:text-[29px] max-md:leading-[34px]">
        Which of your LLM spend could wait until tonight?
      </h1>
      <p className="max-w-[600px] text-[16px] leading-[25px] text-text-2">
        Offpeak reads 30 days of usage, ranks it, and shows what the batch price would save. Nothing is sent
        to a model and nothing changes.
      </p>
      <div className="mt-11 grid border-t border-b border-t-line-2 border-b-line md:grid-cols-[393fr_487fr]">
        <Choice
          icon={<BuildingComplex className="icon" />}
          title="Load the sample organisation"
          className="pt-[22px] pb-[26px] md:pr-8"
        >
          <p className="mb-[18px] text-prose text-text-2">
            Larkspur Commerce: 24 endpoints, 4 providers, one month of usage. Ready in seconds, removed with
            one click.
          </p>
          {isLoading && (
            <p role="status" className="mb-3 font-medium">
              It is still being loaded. Press again to see whether it is ready.
            </p>
          )}
          {onLoadSample ? (
            <form action={onLoadSample} className="mt-auto">
              <LoadSampleButton />
            </form>
          ) : (
            <p className="mt-auto text-text-3">An admin can load it.</p>
          )}
        </Choice>
        <Choice
          icon={<Upload className="icon" />}
          title="Import your usage"
          className="pt-[22px] pb-[26px] max-md:border-t max-md:border-line md:border-l md:border-line md:pl-8"
        >
          {dropZone ? (
            <>
              {dropZone}
              <p className="mt-3 text-small text-text-3">
                Reads {formats.join(", ")}, and any other table once you say what its columns mean.
              </p>
            </>
          ) : (
            <p className="text-prose text-text-2">An admin or an engineering manager can import it.</p>
          )}
        </Choice>
      </div>
      <div className="max-md:hidden">
        <FunnelOutline />
      </div>
    </div>
  );
}

type ChoiceProps = { icon: ReactNode; title: string; className: string; children: ReactNode };

function Choice({ icon, title, className, children }: ChoiceProps) {
  return (
    <section className={`flex min-w-0 flex-col ${className}`}>
      <div className="mb-2 flex items-center gap-[9px]">
        {icon}
        <h2 className="text-[16px] leading-5 font-semibold tracking-[-.01em]">{title}</h2>
      </div>
      {children}
    </section>
  );
}
