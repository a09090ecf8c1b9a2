import type { Clock } from "@/lib/sample/model";

const hours = (text: string): number[] => text.split(" ").map(Number);

/** Tickets of the day are summed up at night: three quarters of the calls between 22:00 and 06:00. */
export const TICKET_NIGHT: Clock = {
  week: hours("765 960 964 765 432 218 104 72 70 82 100 118 136 158 164 154 138 120 98 84 86 202 522 785"),
  weekend: hours("477 590 622 477 271 130 60 40 40 40 50 60 70 75 80 75 60 60 45 40 50 125 304 472"),
};
/** Customers of a shop. */
export const SHOPPERS: Clock = {
  week: hours("12 7 4 3 3 5 11 24 42 58 66 70 74 70 66 64 66 72 80 86 82 66 44 24"),
  weekend: hours("16 10 6 4 3 4 7 14 28 46 62 72 76 76 74 72 70 72 76 80 74 60 42 26"),
};
/** People at their desks. */
export const OFFICE: Clock = {
  week: hours("0 0 0 0 0 0 1 8 42 88 96 90 60 78 96 94 84 52 18 6 2 1 0 0"),
};
/** A cron that starts at half past one and is done by four. */
export const CRON_NIGHT: Clock = {
  week: hours("0 52 60 30 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"),
  minutes: 40,
};
/** The queue of the day, drained between ten and six. */
export const QUEUE_NIGHT: Clock = { week: hours("96 98 92 84 60 26 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 70 92") };
/** Call recordings arrive when the sales day ends. */
export const EVENING: Clock = { week: hours("0 0 0 0 0 0 0 0 1 2 3 3 3 4 5 8 20 74 96 98 70 34 10 2") };
/** Never rests, never hurries. */
export const STEADY: Clock = {
  week: hours("60 60 60 60 60 58 56 54 52 52 52 52 52 52 52 52 54 54 56 58 60 60 60 60"),
};
/** The nightly test run. */
export const ONE_O_CLOCK: Clock = {
  week: hours("0 92 40 12 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"),
  minutes: 50,
};
/** Batches that go out at ten and come back before six. */
export const BATCH_NIGHT: Clock = { week: hours("60 84 90 80 54 24 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 6 30") };
/** The weekly digest: Sunday evening until Monday's small hours. */
export const SUNDAY_NIGHT: Clock = {
  week: hours("40 30 20 8 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"),
  days: {
    0: hours("0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 30 50 70 60"),
    1: hours("40 30 20 8 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0"),
  },
};
/** A release train that translates what was merged during the working day. */
export const RELEASE_DAY: Clock = {
  week: hours("0 0 0 0 0 0 2 10 24 36 44 52 50 56 62 70 78 84 60 30 12 4 0 0"),
};
/** One script, run by hand whenever its author thinks of it. */
export const BY_HAND: Clock = { week: hours("0 0 0 0 0 0 0 0 10 60 20 70 0 40 90 30 80 50 10 0 30 0 0 0") };
