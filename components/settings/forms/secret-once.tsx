"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";

type Props = { title: string; note: string; value: string; label: string };

/** Something that is shown this once and never again. */
export function SecretOnce({ title, note, value, label }: Props) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <Notice role="status" title={title} className="mt-3">
      <p>{note}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Input
          readOnly
          value={value}
          aria-label={label}
          className="min-w-0 flex-1 font-mono"
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button onClick={copy}>
          {copied ? <Check className="icon-s" /> : <Copy className="icon-s" />}
          {copied ? "Copied" : "Copy"}
        </Button>
      </div>
    </Notice>
  );
}
