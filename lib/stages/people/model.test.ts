import { describe, expect, test } from "vitest";
import { CreateToken, CreateUser, Email, nameOf, RevokeToken, slowdown, slugOf } from "./model";

test.each([
  ["Larkspur Commerce", "larkspur-commerce"],
  ["  Ärzte & Söhne GmbH ", "arzte-sohne-gmbh"],
  ["日本", "organisation"],
  ["x".repeat(90), "x".repeat(60)],
])("%s becomes a word for the command line", (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test("an address is told by its shape and kept in lower case", () => {
  expect(Email.parse(" Dana@Example.COM ")).toBe("dana@example.com");
  expect(Email.parse("admin@localhost")).toBe("admin@localhost");
  for (const wrong of ["", "dana", "dana@", "@example.com", "a b@example.com", "a@b@c"])
    expect(Email.safeParse(wrong).success, wrong).toBe(false);
});

test("a person has a name before they gave one", () => {
  expect(nameOf("dana.reyes@example.com")).toBe("Dana Reyes");
  expect(nameOf("admin@localhost")).toBe("Admin");
});

test("only the four roles exist", () => {
  expect(CreateUser.safeParse({ email: "a@b.c", role: "root" }).success).toBe(false);
  expect(CreateUser.parse({ email: "a@b.c", role: "finance", name: "" })).toEqual({
    email: "a@b.c",
    role: "finance",
    name: undefined,
  });
});

test("a token needs no person, and is revoked by id or by name", () => {
  expect(CreateToken.parse({ name: "ci", role: "manager", email: "" }).email).toBeUndefined();
  expect(RevokeToken.safeParse({}).success).toBe(false);
});

describe("failed entries", () => {
  test("the first ten of a minute cost nothing", () => {
    for (let failures = 1; failures <= 10; failures++)
      expect(slowdown(failures)).toEqual({ waitMs: 0, refuse: false });
  });
  test("then each waits longer, two seconds at most, and after sixty none is heard", () => {
    expect(slowdown(11).waitMs).toBe(100);
    expect(slowdown(20).waitMs).toBe(1000);
    expect(slowdown(60)).toEqual({ waitMs: 2000, refuse: false });
    expect(slowdown(61).refuse).toBe(true);
  });
});
