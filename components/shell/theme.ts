export const THEME_COOKIE = "theme";
export type Theme = "light" | "dark";

/** Undefined: nobody has chosen, the system decides. */
export function readTheme(value: string | undefined): Theme | undefined {
  return value === "light" || value === "dark" ? value : undefined;
}

/** What the page shows now. Only in the browser. */
function shownTheme(): Theme {
  const chosen = readTheme(document.documentElement.dataset.theme);
  return chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

/** Applied at once and kept for a year; the server reads the cookie, so that the next page does not flash. */
export function switchTheme(): void {
  const theme: Theme = shownTheme() === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is missing in some browsers
  document.cookie = `${THEME_COOKIE}=${theme}; path=/; max-age=31536000; samesite=lax`;
}
