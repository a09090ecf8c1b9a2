import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Everything axe finds by the rules of WCAG 2.2 A and AA, and its own good practice, on the page as it stands. */
export async function violations(page: Page): Promise<string[]> {
  // Half the time for the same findings: our pages have no frames, so one run in the page itself sees everything; and
  // where each rule that holds was looked at need not be written down.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** Axe finds nothing, whichever theme is on. */
export async function bothThemes(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await violations(page), `${new URL(page.url()).pathname} ${colorScheme}`).toEqual([]);
  }
}

/** Nothing stands out at the side of a phone. */
export async function fitsPhone(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, "nothing stands out at the side of a phone").toBeLessThanOrEqual(0);
  if (before) await page.setViewportSize(before);
}
