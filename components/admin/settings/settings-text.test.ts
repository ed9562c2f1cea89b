import { expect, test } from "vitest";
import { settingsInWords } from "./settings-text";

const google = { id: "google", name: "Google", wants: [] } as const;

test("a change is said in words, by what it names and nothing else", () => {
  expect(settingsInWords({}, [google])).toEqual([]);
  const change = {
    authMethods: { anonymous: { maxAge: 7200 }, magicLink: false, social: { google: true } },
    password: { minLength: 12 },
  };
  expect(settingsInWords(change, [google]).map(({ what, value }) => `${what}: ${value}`)).toEqual([
    "Magic link: off",
    "Google: on",
    "Guests are removed: after 2 hours",
    "Minimum password length: 12 characters",
  ]);
});
