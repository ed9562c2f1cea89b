import { expect, test } from "vitest";
import type { Db } from "@/db/client";
import { requestMagicLink } from "@/lib/auth/email/magic-link";
import { forgotPassword } from "@/lib/auth/password/password-reset";
import { signIn } from "@/lib/auth/password/sign-in";
import { countStatements, testDatabase } from "@/lib/testing/test-database";
import { contextWith, newUser } from "./testing";

const password = "not the password of anybody";

/** What answers the same for an address that has an account and for one that has none. */
const questions = {
  "a sign-in": (db: Db, email: string) => signIn(contextWith(db), { email, password }),
  "a forgotten password": (db: Db, email: string) => forgotPassword(contextWith(db), { email }),
  "a magic link": (db: Db, email: string) =>
    requestMagicLink(contextWith(db, null, { browserHash: "browser" }), {
      email,
      name: null,
      callbackURL: "/",
    }),
};

test.each(Object.entries(questions))(
  "%s does the same work for a known and an unknown address",
  async (_, ask) => {
    const db = await testDatabase();
    await newUser(db, "known@example.com");
    const answers: unknown[] = [];
    const workFor = (email: string) => countStatements(async () => answers.push(await ask(db, email)));
    const known = await workFor("known@example.com");
    const unknown = await workFor("unknown@example.com");
    expect(unknown).toEqual(known);
    expect(known.length).toBeGreaterThan(0);
    expect(answers[1]).toEqual(answers[0]);
  },
);
