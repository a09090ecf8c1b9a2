export const THEME_COOKIE = "theme";
export type Theme = "light" | "dark";

/** Undefined: nobody has chosen, the system decides. */
export function readTheme(value: string | undefined): Theme | undefined {
  return value === "light" || value === "dark" ? value : undefined;
}
