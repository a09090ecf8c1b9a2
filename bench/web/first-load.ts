import { gzipSync } from "node:zlib";
import type { APIRequestContext } from "@playwright/test";

/** For browsers of ten years ago; none of today asks for it. */
const LEGACY = /<script[^>]*\bnomodule\b[^>]*>/gi;
const CHUNK = /static\/chunks\/[^"'\\\s?]+?\.js/g;

export type FirstLoad = { kilobytes: number; chunks: string[] };

/**
 * The scripts that a page asks for before anything is pressed: every chunk its HTML names, as a script or as a part of
 * a component that is rendered, each compressed once with gzip -9.
 */
export async function firstLoad(request: APIRequestContext, path: string): Promise<FirstLoad> {
  const page = await request.get(path, { maxRedirects: 0 });
  if (page.status() !== 200) throw new Error(`${path} answered ${page.status()}.`);
  const html = (await page.text()).replace(LEGACY, "");
  const chunks = [...new Set(html.match(CHUNK) ?? [])].sort();
  let bytes = 0;
  for (const chunk of chunks) {
    const script = await request.get(`/_next/${chunk}`);
    if (!script.ok()) throw new Error(`${chunk} answered ${script.status()}.`);
    bytes += gzipSync(await script.body(), { level: 9 }).byteLength;
  }
  return { kilobytes: bytes / 1000, chunks };
}
