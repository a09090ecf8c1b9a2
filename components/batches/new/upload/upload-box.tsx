"use client";
import { CircleAlert } from "lucide-react";
import { type DragEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { formatDuration } from "@/lib/core/instants";
import { formatBytes } from "@/lib/core/numbers";
import { type Upload, useUpload } from "./use-upload";

type UploadBoxProps = {
  /** The form that the file belongs to: without scripts it is sent with it. */
  formId: string;
  /** An upload that is there already, from an earlier look at this page. */
  there: { id: string; name: string; size: number } | null;
};

/** Drop or choose a file. It goes in pieces, survives a broken line and a reload, and is sent as it is. */
export function UploadBox({ formId, there }: UploadBoxProps) {
  const { upload, send, cancel, forget } = useUpload();
  const [isOver, setIsOver] = useState(false);
  const input = useId();
  const shown: Upload = upload.kind === "none" && there ? { kind: "there", ...there } : upload;
  const take = (file: File | undefined) => {
    if (file) void send(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files[0]);
  };
  if (shown.kind === "there")
    return (
      <p className="flex flex-wrap items-center gap-x-3 pt-1">
        <input type="hidden" form={formId} name="upload" value={shown.id} />
        <span className="mono text-text-2">{shown.name}</span>
        <span className="text-small text-text-3">{formatBytes(shown.size)}, here</span>
        {upload.kind === "there" && (
          <button type="button" onClick={forget} className="underlined ml-auto min-h-6 text-small">
            Replace
          </button>
        )}
      </p>
    );
  return (
    <div className="pt-2">
      <fieldset
        aria-label="Upload a file of requests"
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={cx(
          "flex min-h-[86px] flex-col items-center justify-center rounded-notice border border-dashed px-5 py-[22px] text-center outline-offset-2 has-focus-visible:outline-2 has-focus-visible:outline-focus",
          isOver ? "border-text bg-sel" : "border-ctl-line bg-sunk",
        )}
      >
        {shown.kind === "sending" ? (
          <Progress upload={shown} onCancel={cancel} />
        ) : (
          <>
            <b>Drop a JSONL file of requests</b>
            <label htmlFor={input} className="text-text-2">
              or <span className="underlined text-text">choose a file</span>, one request a line, of any size
            </label>
            <input
              id={input}
              type="file"
              name="file"
              form={formId}
              accept=".jsonl,.ndjson,.json,.txt,application/jsonl,application/x-ndjson"
              onChange={(event) => take(event.target.files?.[0])}
              className="mt-2 max-w-full text-small scripting:sr-only"
            />
          </>
        )}
      </fieldset>
      {shown.kind === "none" && shown.begun && (
        <p className="mt-2 text-small">
          Part of <span className="mono">{shown.begun.name}</span> ({formatBytes(shown.begun.size)}) is here
          from before. Choose the same file to go on where it stopped.{" "}
          <button type="button" onClick={forget} className="underlined text-text-2">
            Forget it
          </button>
        </p>
      )}
      {shown.kind === "none" && shown.problem && (
        <p role="alert" className="mt-2 text-small text-bad">
          {shown.problem}
        </p>
      )}
    </div>
  );
}

type ProgressProps = { upload: Extract<Upload, { kind: "sending" }>; onCancel(): void };

function Progress({ upload: { name, size, sent, rate, isBroken }, onCancel }: ProgressProps) {
  return (
    <div className="w-full">
      <div className="flex flex-wrap justify-between gap-x-3 text-small">
        <span className="mono truncate">{name}</span>
        <span className="whitespace-nowrap text-text-2">
          {formatBytes(sent)} of {formatBytes(size)}
          {rate !== null && rate > 0 && (
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
        <Button size="sm" variant="ghost" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
