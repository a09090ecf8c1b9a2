import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

// A stamp says of what something was made. When the stamp is the same, it need not be made again.

const builtFolders = ["app", "components", "lib", "public"];
const notBuilt = /\.test\.[cm]?[jt]sx?$|\.md$|(^|\/)(fixtures|testing|node_modules)\//;
const rootSource =
  /^(package-lock\.json|schema\.prisma|[^.].*\.(ts|tsx|mts|mjs|cjs|js)|tsconfig\.json|\.env(\..+)?)$/;
const notForTheBuild = /^(vitest|playwright|prisma)\.config\.|\.d\.ts$|^\.env\.example$/;

/** Every file that the production build depends on, as paths below root, sorted. */
export function buildSources(root) {
  const files = builtFolders.flatMap((folder) => filesBelow(join(root, folder)));
  const paths = files
    .map((file) => relative(root, file).split(sep).join("/"))
    .filter((path) => !notBuilt.test(path));
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (entry.isFile() && rootSource.test(entry.name) && !notForTheBuild.test(entry.name))
      paths.push(entry.name);
  }
  if (existsSync(join(root, "prisma/schema.prisma"))) paths.push("prisma/schema.prisma");
  return paths.sort();
}

/** A hash over names and contents. Times are no part of it: a fresh checkout of the same source is the same source. */
export function stampOf(root, paths) {
  const hash = createHash("sha256").update(`node ${process.versions.node.split(".")[0]}\n`);
  for (const path of paths) {
    hash.update(`${path}\0`).update(
      createHash("sha256")
        .update(readFileSync(join(root, path)))
        .digest(),
    );
  }
  return hash.digest("hex");
}

export function readStamp(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}
