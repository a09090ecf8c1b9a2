export type Times = number[];

const READERS = 20;
const SECONDS = 3;

/** 95th percentile in ms of `read`, asked by 20 readers at once for some seconds after a warm-up. */
export async function p95Of(read: () => Promise<number>): Promise<number> {
  const warm = Array.from({ length: READERS }, async () => {
    for (let index = 0; index < 3; index += 1) await read();
  });
  await Promise.all(warm);
  const times: Times = [];
  const end = performance.now() + SECONDS * 1000;
  const readers = Array.from({ length: READERS }, async () => {
    do {
      const start = performance.now();
      if ((await read()) === 0) throw new Error("a page without rows measures nothing");
      times.push(performance.now() - start);
    } while (performance.now() < end);
  });
  await Promise.all(readers);
  times.sort((a, b) => a - b);
  return Number((times[Math.floor(times.length * 0.95)] ?? Number.NaN).toFixed(1));
}
