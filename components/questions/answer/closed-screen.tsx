import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import type { Opened } from "@/lib/stages/questions/model/question-page";

type Closed = Exclude<Opened, { kind: "open" | "answered" }>;

function words(opened: Closed): { title: string; text: string } {
  switch (opened.kind) {
    case "expired":
      return {
        title: "This link has expired",
        text: `Links work for 14 days. A new one goes to ${opened.owner}, the address that was asked.`,
      };
    case "forwarded":
      return {
        title: "Somebody else answers this",
        text: `The question was passed on to ${opened.owner}. There is nothing left for you to do.`,
      };
    case "moved":
      return {
        title: "This is no longer yours",
        text: "Somebody else is named as its owner by now, so this link answers nothing.",
      };
    case "cancelled":
      return {
        title: "This is no longer asked",
        text: "The question was taken back. Thank you for looking.",
      };
    case "unknown":
      return {
        title: "This link is not complete",
        text: "Copy the whole of it from the message, or press its button once more.",
      };
    default:
      return opened satisfies never;
  }
}

type Props = { opened: Closed; token: string; renew: (form: FormData) => Promise<void>; renewed: boolean };

/** A link that opens nothing says why, and what to do. */
export function ClosedScreen({ opened, token, renew, renewed }: Props) {
  const { title, text } = words(opened);
  return (
    <Message title={title} text={text}>
      {opened.kind === "expired" && !renewed && (
        <form action={renew}>
          <input type="hidden" name="token" value={token} />
          <Button type="submit" variant="primary" size="lg" className="mt-6 max-md:w-full">
            Send me a new one
          </Button>
        </form>
      )}
      {opened.kind === "expired" && renewed && (
        <p role="status" className="mt-6 text-prose">
          A new link is on its way to {opened.owner}.
        </p>
      )}
    </Message>
  );
}

export function Message({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="mx-auto max-w-[560px] px-5 py-14 max-md:py-8">
      <h1 className="text-[32px] leading-[38px] font-semibold tracking-[-.03em] text-balance max-md:text-[27px] max-md:leading-[33px]">
        {title}
      </h1>
      <p className="mt-3.5 text-[15px] leading-6 text-text-2">{text}</p>
      {children}
    </div>
  );
}
