import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./process/paths.mjs";

// Run after every `npm install`. A registry that lacks the packages of other platforms makes npm leave them out of the
// lockfile without a word, and `npm ci` then calls that lockfile out of step. Their entries follow from their names.

const systems = ["android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "sunos", "win32"];
const processors = ["arm", "arm64", "ia32", "loong64", "ppc64", "riscv64", "s390x", "wasm32", "x64"];
const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

/** The lockfile with every optional package named, and the names that had to be added. */
export function complete(lock) {
  const packages = { ...lock.packages };
  const added = [];
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!exact.test(version) || isResolved(packages, path, name)) continue;
      packages[`node_modules/${name}`] = entryFor(name, version, entry);
      added.push(name);
    }
  }
  const sorted = Object.fromEntries(
    Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  );
  return { lock: { ...lock, packages: sorted }, added };
}

/** Looks where Node would: beside the package, then one level up after the other. */
function isResolved(packages, path, name) {
  let at = path;
  for (;;) {
    if (packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`]) return true;
    if (at === "") return false;
    at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/") - 1));
  }
}

function entryFor(name, version, parent) {
  const words = name.split(/[/-]/);
  const cpu = processors.filter((word) => words.includes(word));
  const os = systems.filter((word) => words.includes(word));
  const libc = words.includes("musl") ? ["musl"] : words.includes("gnu") ? ["glibc"] : [];
  return {
    version,
    ...(cpu.length > 0 && { cpu }),
    ...(parent.dev && { dev: true }),
    ...(libc.length > 0 && { libc }),
    optional: true,
    ...(os.length > 0 && { os }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = join(root, "package-lock.json");
  const { lock, added } = complete(JSON.parse(readFileSync(path, "utf8")));
  if (added.length > 0) writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(added.length === 0 ? "Complete." : `Added ${added.join(", ")}.`);
}
