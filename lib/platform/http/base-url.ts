/** A base URL without slashes at its end; null when it is none that a key may be sent to. */
export function cleanBaseUrl(text: string): string | null {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:")) return null;
  if (url.username || url.password || url.search || url.hash) return null;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

export const BASE_URL_HINT =
  "Use an address such as https://gateway.example.com, without a user name, a question mark or a hash.";
