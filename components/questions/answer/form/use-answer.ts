"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useCallback, useEffect, useState, useTransition } from "react";
import type { ActionResult } from "@/lib/core/action-result";

export type SendAnswer = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
type Kept = [name: string, value: string][];

const nameOf = (question: string) => `offpeak-answer:${question}`;

function readKept(question: string): Kept | null {
  try {
    const text = localStorage.getItem(nameOf(question));
    return text ? (JSON.parse(text) as Kept) : null;
  } catch {
    return null; // storage is off, or holds something else
  }
}

/**
 * Sends the answer with scripts. Offline it is kept in this browser and sent when the connection is back, also after the
 * page was closed and opened again.
 */
export function useAnswer({ question, send, done }: { question: string; send: SendAnswer; done: string }) {
  const router = useRouter();
  const [result, setResult] = useState<ActionResult | null>(null);
  const [isKept, setKept] = useState(false);
  const [isPending, start] = useTransition();

  const post = useCallback(
    (entries: Kept) =>
      start(async () => {
        const form = new FormData();
        for (const [name, value] of entries) form.append(name, value);
        try {
          if (!navigator.onLine) throw new TypeError("offline");
          const answered = await send(null, form);
          localStorage.removeItem(nameOf(question));
          setKept(false);
          setResult(answered);
          if (!answered.ok) return;
          router.replace(done);
          router.refresh();
        } catch {
          localStorage.setItem(nameOf(question), JSON.stringify(entries));
          setKept(true);
        }
      }),
    [question, send, done, router],
  );

  useEffect(() => {
    const flush = () => {
      const kept = readKept(question);
      if (!kept) return;
      setKept(true);
      if (navigator.onLine) post(kept);
    };
    flush();
    window.addEventListener("online", flush);
    return () => window.removeEventListener("online", flush);
  }, [question, post]);

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    form.set("scripted", "1");
    const texts = [...form.entries()].filter(
      (entry): entry is [string, string] => typeof entry[1] === "string" && !entry[0].startsWith("$ACTION"),
    );
    post(texts);
  };
  return { onSubmit, result, isKept, isPending };
}
