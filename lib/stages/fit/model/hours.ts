import { shareOf } from "@/lib/core/numbers";

/** Rows Mon–Sun, 24 columns that begin at noon, so that the night is one block. `hoursOfWeek` begins Monday 00:00 UTC. */
export function noonToNoon(hoursOfWeek: readonly number[]): number[][] {
  return Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (_, column) => hoursOfWeek[(day * 24 + 12 + column) % 168] ?? 0),
  );
}

export type Bracket = { from: number; to: number; share: number };

/** The share of calls between two hours of the day (`from` may be later than `to`), as a bracket over the columns. */
export function nightBracket(hoursOfWeek: readonly number[], from = 22, to = 6): Bracket | null {
  const total = hoursOfWeek.reduce((sum, calls) => sum + calls, 0);
  if (total === 0) return null;
  const within = hoursOfWeek.reduce((sum, calls, index) => {
    const hour = index % 24;
    return hour >= from || hour < to ? sum + calls : sum;
  }, 0);
  return { from, to, share: within / total };
}

/** `7 h 20 m`, `12 m`, `8 s` */
export function formatDelay(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} m`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours >= 48) return `${Math.round(hours / 24)} days`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} m`;
}

export function shareText(part: number, whole: number): string {
  const share = shareOf(BigInt(Math.round(part)), BigInt(Math.round(whole)));
  return share === null ? "–" : `${Math.round(share * 100)}%`;
}
