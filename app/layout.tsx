import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { Nonce } from "@/components/shell/nonce";
import { readTheme, THEME_COOKIE } from "@/components/shell/theme";
import "./globals.css";

const sans = localFont({ src: "./fonts/geist-latin.woff2", weight: "100 900", variable: "--font-geist" });
const mono = localFont({
  src: "./fonts/geist-mono-latin.woff2",
  weight: "100 900",
  variable: "--font-geist-mono",
  preload: false,
  adjustFontFallback: false,
});

export const metadata: Metadata = {
  title: { default: "Offpeak", template: "%s · Offpeak" },
  description:
    "Finds the LLM spend that can wait until tonight, and proves on the invoice that the discount landed.",
};
export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#F8F8F6" },
    { media: "(prefers-color-scheme: dark)", color: "#121318" },
  ],
};

/** Reads the request's headers, so that no page is rendered ahead of time without its nonce. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce");
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang="en" data-theme={theme} className={`${sans.variable} ${mono.variable}`}>
      <body>
        {nonce && <Nonce value={nonce} />}
        {children}
      </body>
    </html>
  );
}
