const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `2025-12-02T16:42`, in the zone of the one who looks. */
export function wallClock(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** The same, in words, and how far into the day it is (0–1). */
export function readClock(clock: string): { text: string; time: string; share: number } {
  const date = new Date(`${clock}:00Z`);
  const time = clock.slice(11);
  const day = `${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  return { text: `${day}, ${time}`, time, share: (date.getUTCHours() * 60 + date.getUTCMinutes()) / 1440 };
}

/** By the clock on the wall: `Good afternoon`. */
export function greeting(clock: string): string {
  const hour = Number(clock.slice(11, 13));
  if (hour < 5 || hour >= 18) return "Good evening";
  return hour < 12 ? "Good morning" : "Good afternoon";
}
