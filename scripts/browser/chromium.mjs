import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Switches for a browser in a container without a network. Those of the package would turn web security off. */
const switches = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
];

/**
 * Playwright's launch options for a browser that is here already: CHROMIUM_PATH, one on the path, the one that came
 * with npm on Linux x64; without any of them, Playwright's own. Resolve once: the npm one unpacks itself to one place.
 */
export async function chromiumLaunch() {
  const own = process.env.CHROMIUM_PATH || systemChromium();
  if (own) return { executablePath: own, args: switches };
  if (process.platform !== "linux" || process.arch !== "x64") return { args: switches };
  const { default: chromium, inflate } = await import("@sparticuz/chromium");
  const executablePath = await chromium.executablePath();
  if (hasLibrary("libnss3.so")) return { executablePath, args: switches };
  // The package carries the libraries it needs, for machines that have none of them.
  const require = createRequire(import.meta.url);
  const libraries = await inflate(
    join(dirname(dirname(require.resolve("@sparticuz/chromium"))), "bin/al2023.tar.br"),
  );
  const path = [join(libraries, "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
  return { executablePath, args: switches, env: { ...process.env, LD_LIBRARY_PATH: path } };
}

function systemChromium() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

function hasLibrary(name) {
  return ["/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu", "/usr/lib64", "/usr/lib"].some((folder) =>
    existsSync(join(folder, name)),
  );
}
