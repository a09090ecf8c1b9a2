import { signedIn, withSampleApp } from "@/scripts/screens/sample-app.mjs";
import { type FirstLoad, firstLoad } from "./first-load";

const ROUNDS = 3;
const SPEND = "/spend";
/** app/blank/page.tsx, which renders nothing: frame, router and theme are what every page pays. */
const BLANK = "/blank";

const round = (kilobytes: number) => Math.round(kilobytes * 10) / 10;
const median = (loads: FirstLoad[]) =>
  round(loads.map(({ kilobytes }) => kilobytes).sort((a, b) => a - b)[Math.floor(loads.length / 2)] ?? 0);

const { spend, blank, rows, chart } = await withSampleApp(async ({ app, browser, url }) => {
  const storageState = await signedIn(app, browser, "lena@larkspur.example");
  const context = await browser.newContext({ baseURL: url, storageState });
  const blank: FirstLoad[] = [];
  const spend: FirstLoad[] = [];
  for (let turn = 0; turn < ROUNDS; turn++) {
    blank.push(await firstLoad(context.request, BLANK));
    spend.push(await firstLoad(context.request, SPEND));
  }
  const page = await context.newPage();
  await page.goto(SPEND);
  const rows = await page.getByRole("row").count();
  // A chart belongs to no first load: its code would name the library's own class names.
  let chart = false;
  for (const chunk of spend[0]?.chunks ?? [])
    chart ||= (await (await context.request.get(`/_next/${chunk}`)).text()).includes("recharts-");
  return { spend, blank, rows, chart };
});

const baseline = median(blank);
const ours = median(spend);
console.table({
  "an empty page": { "KB gz": baseline, scripts: blank[0]?.chunks.length },
  Spend: { "KB gz": ours, scripts: spend[0]?.chunks.length },
});
console.log(`Spend adds ${round(ours - baseline)} KB gz; chart code in it: ${chart ? "yes" : "no"}.`);
console.log(
  JSON.stringify({
    name: "web",
    ratio: Math.round((ours / baseline) * 1000) / 1000,
    baseline,
    ours,
    unit: "KB gz",
    rows,
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);
process.exit(chart ? 1 : 0);
