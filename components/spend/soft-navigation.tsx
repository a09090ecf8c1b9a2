"use client";
import { useRouter } from "next/navigation";
import {
  createContext,
  type FormEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useContext,
  useTransition,
} from "react";

const Pending = createContext(false);

/**
 * Links and searches that stay on the page keep it standing while the next rows are on their way; what stands in
 * `WhilePending` covers the old ones then. Without scripts they are ordinary links and forms.
 */
export function SoftNavigation({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const go = (url: URL) =>
    startTransition(() => router.push(`${url.pathname}${url.search}`, { scroll: false }));
  const onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || event.defaultPrevented || link.target || link.hasAttribute("download")) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || url.pathname !== location.pathname) return;
    event.preventDefault();
    go(url);
  };
  const onSubmit = (event: FormEvent) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "get" || event.defaultPrevented) return;
    const url = new URL(form.action);
    if (url.pathname !== location.pathname) return;
    event.preventDefault();
    const asked = new FormData(form, (event.nativeEvent as SubmitEvent).submitter);
    const filled = [...asked].flatMap(([name, value]) =>
      typeof value === "string" && value !== "" ? [[name, value]] : [],
    );
    url.search = new URLSearchParams(filled).toString();
    go(url);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.currentTarget.querySelector<HTMLElement>('[aria-keyshortcuts="Escape"]')?.click();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens for links and forms inside
    <div onClickCapture={onClick} onSubmit={onSubmit} onKeyDown={onKeyDown} aria-busy={isPending}>
      <Pending value={isPending}>{children}</Pending>
    </div>
  );
}

export function WhilePending({ children }: { children: ReactNode }) {
  return useContext(Pending) ? children : null;
}
