import { architecture } from "./checks/source.mjs";
import { settle } from "./process/paths.mjs";
import { runMain } from "./process/refusal.mjs";

await runMain(async () => {
  settle();
  const { failed, words, seen } = await architecture();
  console.log(failed === 0 ? `No forbidden import among ${seen} modules of lib.` : words);
  return failed === 0 ? 0 : 1;
});
