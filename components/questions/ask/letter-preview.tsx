import type { Letter } from "@/lib/stages/questions/model/messages/letter";

/** The message as it will be read, before it is sent. */
export function LetterPreview({ letter, to }: { letter: Letter; to: string }) {
  return (
    <details className="mt-1">
      <summary className="underlined inline text-small text-text-2 decoration-line-2">
        Preview the e-mail
      </summary>
      <div className="my-2 max-w-[480px] rounded-notice border border-line-2 p-4">
        <p className="text-small text-text-3">To {to}</p>
        <p className="mt-1 text-h2">{letter.subject}</p>
        <p className="mt-2">{letter.greeting}</p>
        {letter.paragraphs.map((paragraph) => (
          <p key={paragraph} className="mt-2">
            {paragraph}
          </p>
        ))}
        <dl className="mt-2">
          {letter.figures.map(({ label, value }) => (
            <div key={label} className="flex justify-between border-t border-line py-1.5">
              <dt className="text-text-2">{label}</dt>
              <dd className="font-semibold">{value}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-2 flex gap-2">
          {letter.buttons.map(({ label }) => (
            <span key={label} className="rounded-ctl border border-line-2 px-3 py-1 font-medium">
              {label}
            </span>
          ))}
        </p>
        {letter.footer.map((line) => (
          <p key={line} className="mt-2 text-small text-text-3">
            {line}
          </p>
        ))}
      </div>
    </details>
  );
}
