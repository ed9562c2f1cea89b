import { expect, test, vi } from "vitest";
import { z } from "zod";
import { unboundedStrings } from "@/lib/testing/bounded-strings";
import * as input from "./input";
import * as preferencesInput from "./preferences/preferences";
import * as promptsInput from "./preferences/prompts";

const { newCard, newSignature } = input;
const { preferences } = preferencesInput;

const card = { occasion: "birthday", recipient: "Ada", title: "Happy birthday", day: "" };
const signature = { cardId: `crd_${"0".repeat(26)}`, name: "Grace", message: "All the best" };
const invisible = ["", " \t\n", "\u200B\u200D", "\u3164", "\u2800\u2800", "\u202E\u00AD", "\u0301"];

test.each(invisible)("%j is neither a name nor a title nor a message", (text) => {
  expect(newCard.safeParse({ ...card, recipient: text }).error?.issues[0]?.message).toBe("Enter a name");
  expect(newCard.safeParse({ ...card, title: text }).error?.issues[0]?.message).toBe("Enter a title");
  expect(newSignature.safeParse({ ...signature, name: text }).error?.issues[0]?.message).toBe(
    "Enter your name",
  );
  expect(newSignature.safeParse({ ...signature, message: text }).success).toBe(false);
  expect(preferences.shape.penName.parse(text)).toBeNull();
});

test("text is measured before any work on it, by its bytes and then by its code points", () => {
  const normalize = vi.spyOn(String.prototype, "normalize");
  const long = "\u0301".repeat(65_000);
  for (const name of [{ name: long }, { message: long }])
    expect(newSignature.safeParse({ ...signature, ...name }).success).toBe(false);
  expect(newCard.safeParse({ ...card, title: long, recipient: long }).success).toBe(false);
  expect(normalize.mock.contexts.map(String).filter((text) => text.length > 4000)).toEqual([]);
  expect(newSignature.parse({ ...signature, message: "\u{1F382}".repeat(1000) }).message).toHaveLength(2000);
  expect(newSignature.safeParse({ ...signature, message: "x".repeat(1001) }).success).toBe(false);
});

test("no field of any form is worked on before its length is known", () => {
  const all = { ...input, ...preferencesInput, ...promptsInput };
  const unbounded = Object.entries<unknown>(all).flatMap(([name, schema]) =>
    schema instanceof z.ZodType ? unboundedStrings(schema, name) : [],
  );
  expect(unbounded).toEqual([]);
});

test("lines end as on Unix and count once, and a name has one line", () => {
  const message = `a\r\n${"b".repeat(998)}`;
  const parsed = newSignature.parse({ ...signature, message, name: "Grace \n  Hopper" });
  expect(parsed).toMatchObject({ message: message.replace("\r\n", "\n"), name: "Grace Hopper" });
});
