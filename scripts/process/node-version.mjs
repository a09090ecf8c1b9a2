import { Refusal } from "./refusal.mjs";

const least = [20, 19];

/** Is this version of Node new enough? */
export function isSupported(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major > least[0] || (major === least[0] && minor >= least[1]);
}

export function requireNode(version = process.versions.node) {
  if (isSupported(version)) return;
  throw new Refusal(
    `This is Node ${version}, Offpeak needs ${least.join(".")} or newer. Install Node 22 or 24 and try again.`,
  );
}
