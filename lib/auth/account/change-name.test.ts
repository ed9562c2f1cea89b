import { expect, test } from "vitest";
import { contextWith, newGuest, newUser, unwrap } from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import { changeName } from "./account";

test("a registered user changes their own name and nothing else; a guest has to create an account first", async () => {
  const db = await testDatabase();
  const { user, token } = await newUser(db, "ann@example.com");
  const changed = unwrap(await changeName(contextWith(db, token), { name: "Ann" }));
  expect(changed.user).toMatchObject({ id: user.id, name: "Ann", email: user.email, role: user.role });
  const guest = await newGuest(db);
  expect(await changeName(contextWith(db, guest.token), { name: "Bob" })).toMatchObject({
    code: "FULL_ACCOUNT_REQUIRED",
  });
  expect(await changeName(contextWith(db, null), { name: "Eve" })).toMatchObject({ code: "NO_SESSION" });
});
