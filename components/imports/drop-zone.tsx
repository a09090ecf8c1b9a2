"use client";
import { useRouter } from "next/navigation";
import { type DragEvent, useId, useRef, useState } from "react";
import { cx } from "@/components/ui/class-names";
import { formatBytes } from "@/lib/core/numbers";

type Sending = { name: string; sent: number; total: number };

/** Where the file goes: a route of the session that streams the body to disk. Answers `{id}`. */
const UPLOAD = "/api/upload";

/** Drop or choose a file. It is sent as it is, with progress by bytes; what happens to it then is on its own page. */
export function DropZone() {
  const router = useRouter();
  const input = useId();
  const running = useRef<XMLHttpRequest | null>(null);
  const [sending, setSending] = useState<Sending | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isOver, setIsOver] = useState(false);

  const send = (file: File | undefined) => {
    if (!file || running.current) return;
    setProblem(null);
    setSending({ name: file.name, sent: 0, total: file.size });
    const request = new XMLHttpRequest();
    running.current = request;
    request.upload.onprogress = ({ loaded }) =>
      setSending({ name: file.name, sent: loaded, total: file.size });
    request.onloadend = () => {
      running.current = null;
      setSending(null);
      const answer = answerOf(request);
      if (answer.id) router.push(`/imports/${answer.id}`);
      else if (answer.message) setProblem(answer.message);
    };
    request.open("POST", `${UPLOAD}?${new URLSearchParams({ filename: file.name })}`);
    request.responseType = "json";
    request.send(file);
  };

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    send(event.dataTransfer.files[0]);
  };

  return (
    <div>
      <fieldset
        aria-label="Upload a usage file"
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={drop}
        className={cx(
          "flex min-h-[86px] flex-col items-center justify-center rounded-notice border border-dashed border-ctl-line px-5 py-[22px] text-center",
          isOver ? "border-text bg-sel" : "bg-sunk",
        )}
      >
        {sending ? (
          <Progress sending={sending} onCancel={() => running.current?.abort()} />
        ) : (
          <>
            <b>Drop a CSV or JSON file</b>
            <span className="text-text-2">
              or{" "}
              <label htmlFor={input} className="underlined cursor-pointer text-text">
                choose a file
              </label>
              , of any size, gzip too, read on this server only
            </span>
            <input
              id={input}
              type="file"
              className="peer sr-only"
              onChange={(event) => send(event.target.files?.[0])}
            />
          </>
        )}
      </fieldset>
      {problem && (
        <p role="alert" className="mt-2 text-small text-bad">
          {problem}
        </p>
      )}
    </div>
  );
}

function Progress({ sending, onCancel }: { sending: Sending; onCancel: () => void }) {
  const { name, sent, total } = sending;
  return (
    <div className="w-full">
      <div className="flex justify-between gap-3 text-small">
        <span className="mono truncate">{name}</span>
        <span className="whitespace-nowrap text-text-2">
          {formatBytes(sent)} of {formatBytes(total)}
        </span>
      </div>
      <progress
        aria-label={`Uploading ${name}`}
        className="meter mt-2 w-full"
        value={sent}
        max={Math.max(1, total)}
      />
      <button type="button" onClick={onCancel} className="underlined mt-1 text-small text-text-2">
        Cancel
      </button>
    </div>
  );
}

function answerOf(request: XMLHttpRequest): { id?: string; message?: string } {
  const body: unknown = request.response;
  if (request.status === 0) return { message: "The upload was broken off. Nothing was imported; try again." };
  if (typeof body !== "object" || body === null) return { message: "The server did not answer. Try again." };
  if ("id" in body && typeof body.id === "string") return { id: body.id };
  const error = "error" in body ? body.error : null;
  const isTold = typeof error === "object" && error !== null && "message" in error;
  return { message: isTold ? String(error.message) : "The file was not taken. Try again." };
}
