"use client";
import { CircleAlert } from "lucide-react";
import { type DragEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { formatDuration } from "@/lib/core/instants";
import { formatBytes } from "@/lib/core/numbers";
import type { Begun, Progress } from "./use-upload";

type UploadBoxProps = {
  file: File | null;
  progress: Progress | null;
  problem: string | undefined;
  begun: Begun[];
  onChoose(file: File | undefined): void;
  onPause(): void;
  onDrop(id: string): void;
};

/** Drop or choose a file. It goes in pieces, survives a broken line and a reload, and is sent as it is. */
export function UploadBox(props: UploadBoxProps) {
  const { file, progress, problem, begun, onChoose } = props;
  const [isOver, setIsOver] = useState(false);
  const input = useId();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    onChoose(event.dataTransfer.files[0]);
  };
  return (
    <div className="pt-2">
      <noscript>
        <p className="pb-2 text-text-2">The file is chosen at the end of step 3.</p>
      </noscript>
      <fieldset
        aria-label="A file of requests"
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={cx(
          "flex min-h-[86px] flex-col items-center justify-center rounded-notice border border-dashed px-5 py-[22px] text-center outline-offset-2 has-focus-visible:outline-2 has-focus-visible:outline-focus [@media(scripting:none)]:hidden",
          isOver ? "border-text bg-sel" : "border-ctl-line bg-sunk",
        )}
      >
        {progress ? (
          <Sending progress={progress} onPause={props.onPause} />
        ) : (
          <>
            {file ? (
              <span>
                <span className="mono font-medium">{file.name}</span>, {formatBytes(file.size)}
              </span>
            ) : (
              <b>Drop a JSONL file of requests</b>
            )}
            <label htmlFor={input} className="text-text-2">
              {file ? "" : "or "}
              <span className="underlined text-text">{file ? "Choose another file" : "choose a file"}</span>
              {!file && ", of any size"}
            </label>
            {!file && (
              <span className="pt-1 text-small text-text-3">
                One request a line: as the provider's batches have them, or the bodies of normal calls
              </span>
            )}
            <input
              id={input}
              type="file"
              accept=".jsonl,.ndjson,.json,.txt,application/jsonl,application/x-ndjson"
              aria-describedby={problem ? `${input}-problem` : undefined}
              onChange={(event) => onChoose(event.target.files?.[0])}
              className="sr-only"
            />
          </>
        )}
      </fieldset>
      {problem && (
        <p id={`${input}-problem`} role="alert" className="mt-2 text-small text-bad">
          {problem}
        </p>
      )}
      {!progress && begun.length > 0 && <BegunList begun={begun} onDrop={props.onDrop} />}
    </div>
  );
}

/** What came before a reload or a lost connection: the same file, chosen again, goes on where it stopped. */
function BegunList({ begun, onDrop }: { begun: Begun[]; onDrop(id: string): void }) {
  return (
    <ul aria-label="Uploads that stopped" className="mt-2 text-small [@media(scripting:none)]:hidden">
      {begun.map(({ id, filename, bytes, bytesTotal }) => (
        <li key={id} className="flex flex-wrap items-baseline gap-x-2">
          <span>
            {formatBytes(bytes)} of {formatBytes(bytesTotal)} of <span className="mono">{filename}</span> are
            here. Choose the same file to go on.
          </span>
          <button type="button" onClick={() => onDrop(id)} className="underlined min-h-6 text-text-2">
            Throw away
          </button>
        </li>
      ))}
    </ul>
  );
}

function Sending({ progress, onPause }: { progress: Progress; onPause(): void }) {
  const { name, size, sent, rate, isBroken } = progress;
  return (
    <div className="w-full">
      <div className="flex flex-wrap justify-between gap-x-3 text-small">
        <span className="mono truncate">{name}</span>
        <span className="whitespace-nowrap text-text-2">
          {formatBytes(sent)} of {formatBytes(size)}
          {rate !== null && rate > 0 && sent < size && (
            <>
              , {formatBytes(Math.round(rate))}/s, about {formatDuration(((size - sent) / rate) * 1000)} left
            </>
          )}
        </span>
      </div>
      <progress aria-label={`Uploading ${name}`} className="meter mt-2 w-full" value={sent} max={size} />
      <div className="mt-1.5 flex flex-wrap items-center justify-between gap-2 text-small">
        <span role="status" className="flex items-center gap-1.5 font-medium">
          {isBroken && (
            <>
              <CircleAlert className="icon-xs" />
              The connection is lost. What is sent is kept; it goes on by itself.
            </>
          )}
        </span>
        <Button size="sm" variant="ghost" onClick={onPause}>
          Stop
        </Button>
      </div>
    </div>
  );
}
