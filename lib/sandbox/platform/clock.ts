/** Where virtual time stood at a moment of real time, and how fast it has run since. */
export type Anchor = { real: number; virtual: number; speed: number };

/** The simulators' own time, in milliseconds. It may run fast, stand still (speed 0) or be pushed forward. */
export type Clock = {
  now(): number;
  anchor(): Anchor;
  advance(milliseconds: number): void;
  setSpeed(speed: number): void;
  /** Real milliseconds until a virtual moment; null when time stands still. */
  realDelayUntil(moment: number): number | null;
};

export function createClock(start: Anchor, realNow: () => number = Date.now): Clock {
  let anchor = start;
  const now = () => Math.floor(anchor.virtual + (realNow() - anchor.real) * anchor.speed);
  const moveTo = (virtual: number, speed: number) => {
    anchor = { real: realNow(), virtual, speed };
  };
  return {
    now,
    anchor: () => anchor,
    advance: (milliseconds) => moveTo(now() + Math.max(0, milliseconds), anchor.speed),
    setSpeed: (speed) => moveTo(now(), Math.max(0, speed)),
    realDelayUntil: (moment) => {
      if (moment <= now()) return 0;
      return anchor.speed === 0 ? null : (moment - now()) / anchor.speed;
    },
  };
}
