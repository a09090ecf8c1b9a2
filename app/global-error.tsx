"use client";
import "./globals.css";

/** The last resort: the root layout itself failed, so nothing of it can be used. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body className="mx-auto max-w-[640px] px-4 py-14">
        <h1 className="text-h1">Offpeak could not be loaded.</h1>
        <p className="mt-2 text-text-2">The server met a problem on the way. Nothing was changed.</p>
        {error.digest && <p className="mono mt-1 text-text-3">{error.digest}</p>}
        <button type="button" onClick={reset} className="underlined mt-3 font-medium">
          Try again
        </button>
      </body>
    </html>
  );
}
