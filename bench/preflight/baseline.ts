// A file of requests looked at by one thread, as somebody would write it who needs nothing but its structure: read, split
// on newline bytes, parse each line, keep the ids in a Set, hash. Run as a process of its own: node baseline.ts FILE WARM;
// prints what it found and how long it took.
import { createHash } from "node:crypto";
import { open } from "node:fs/promises";

type Found = { lines: number; ids: number; sha256: string };

async function look(path: string): Promise<Found> {
  const hash = createHash("sha256");
  const ids = new Set<string>();
  const buffer = Buffer.alloc(1 << 20);
  const file = await open(path, "r");
  let rest = Buffer.alloc(0);
  let lines = 0;
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length);
    if (bytesRead === 0) break;
    const chunk = buffer.subarray(0, bytesRead);
    hash.update(chunk);
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      const line =
        rest.length > 0 ? Buffer.concat([rest, chunk.subarray(start, end)]) : chunk.subarray(start, end);
      rest = Buffer.alloc(0);
      ids.add(JSON.parse(line.toString("utf8")).custom_id);
      lines += 1;
      start = end + 1;
    }
    if (start < chunk.length) rest = Buffer.concat([rest, chunk.subarray(start)]);
  }
  await file.close();
  return { lines, ids: ids.size, sha256: hash.digest("hex") };
}

const [, , path = "", warm = ""] = process.argv;
await look(warm);
const before = process.cpuUsage();
const begun = performance.now();
const found = await look(path);
const seconds = (performance.now() - begun) / 1000;
const { user, system } = process.cpuUsage(before);
const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ ...found, seconds, cpuSeconds: (user + system) / 1e6, peakRssMb }));
