import { expect, test } from "vitest";
import { usd } from "@/lib/testing/questions";
import { htmlOf } from "./html";
import { type Facts, letterOf, MESSAGE_KINDS } from "./letter";
import { slackOf, textOf } from "./plain";

const facts: Facts = {
  kind: "question",
  organisation: "Larkspur <Commerce>",
  endpoint: "support/<script>alert(1)</script>",
  owner: "priya@example.com",
  ownerName: "Priya Raman",
  askedByName: "Lena & Co",
  cause: "asked",
  dueAt: new Date("2025-12-09T00:00:00Z"),
  link: "https://offpeak.example/answer/q1.1.9.sig",
  linkExpiresAt: new Date("2025-12-16T00:00:00Z"),
  spend: usd(24_316),
  saving: usd(10_927),
  answer: { word: "part", share: 0.7, note: "<img src=x onerror=alert(1)>" },
};

test.each(MESSAGE_KINDS)(
  "a %s is said alike in HTML, text and Slack, and nothing in it is markup",
  (kind) => {
    const letter = letterOf({ ...facts, kind });
    const [html, text, slack] = [
      htmlOf(letter),
      textOf(letter),
      JSON.stringify(slackOf(letter, facts.owner)),
    ];
    expect(html).not.toContain("<script");
    expect(html).not.toContain("<img");
    expect(slack).not.toContain("<script");
    for (const { href } of letter.buttons) {
      expect(html).toContain(`href="${href}"`);
      expect(text).toContain(href);
      expect(slack).toContain(href);
    }
    for (const { value } of letter.figures)
      for (const words of [html, text, slack]) expect(words).toContain(value);
  },
);

test("a question offers the three answers, each with the choice made", () => {
  const { subject, buttons } = letterOf({ ...facts, endpoint: "support/ticket-summaries" });
  expect(subject).toBe("Would 24 hours later be fine for ticket summaries?");
  expect(buttons.map(({ href }) => new URL(href).searchParams.get("answer"))).toEqual(["yes", "part", "no"]);
});

test("whoever asked is told the answer", () => {
  const { subject, paragraphs } = letterOf({ ...facts, kind: "answered", endpoint: "a/b" });
  expect(subject).toBe("For part of it, 70%: Priya Raman answered about a/b");
  expect(paragraphs.join(" ")).toContain("onerror");
});
