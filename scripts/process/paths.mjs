import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where everything that must outlive a process lies. A relative path counts from the checkout. */
export const dataDirectory = () => resolve(root, process.env.OFFPEAK_DATA_DIR || ".offpeak");

/** Every command runs from the root and knows the variables of `.env`, which never override given ones. */
export function settle() {
  process.chdir(root);
  process.env.NEXT_TELEMETRY_DISABLED ??= "1";
  if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
}
