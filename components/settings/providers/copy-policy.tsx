"use client";
import { Check, Copy } from "lucide-react";
import { type MouseEvent, useState } from "react";
import { ButtonLink } from "@/components/ui/button";

/** `of`: which of several it is. */
type Props = { text: string; href: string; of?: string };

/** Copies the rights that are needed. Without scripts, or without a clipboard, it leads to them. */
export function CopyPolicy({ text, href, of }: Props) {
  const [copied, setCopied] = useState(false);
  const copy = (event: MouseEvent) => {
    if (!navigator.clipboard) return;
    event.preventDefault();
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => window.location.assign(href),
    );
  };
  return (
    <ButtonLink href={href} size="sm" onClick={copy}>
      {copied ? <Check className="icon-s" /> : <Copy className="icon-s" />}
      <span aria-live="polite">{copied ? "Copied" : of ? "Copy" : "Copy the policy"}</span>
      {of && <span className="sr-only">{of}</span>}
    </ButtonLink>
  );
}
