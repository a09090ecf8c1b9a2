"use client";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";

/** The owner's own link, to be handed over in another way. Without scripts it is a link to copy by hand. */
export function CopyLink({ link, about }: { link: string; about: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    setCopied(true);
  };
  return (
    <>
      <Button
        size="sm"
        onClick={copy}
        data-link={link}
        aria-label={`Copy the link for ${about}`}
        className="noscript:hidden"
      >
        {copied ? <Check className="icon-xs" /> : <Copy className="icon-xs" />}
        {copied ? "Copied" : "Copy link"}
      </Button>
      <noscript>
        <a href={link} className="underlined text-small">
          Link for {about}
        </a>
      </noscript>
    </>
  );
}
