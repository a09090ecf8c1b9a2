import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

/** Everything axe finds by the rules of WCAG 2.2 A and AA, and its own good practice, on the page as it stands. */
export async function violations(page: Page): Promise<string[]> {
  // Our pages have no frames: then one run in the page itself finds the same, and opens no second page for its report.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}
