/** Case and outer blanks are folded to compare, never to show. Empty means: no word. */
export function fold(word: string | null | undefined): string {
  return (word ?? "").trim().normalize("NFC").toLowerCase();
}
