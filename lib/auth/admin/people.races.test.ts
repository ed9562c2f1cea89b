import { afterAll, beforeAll, expect, test } from "vitest";
import { byUser } from "@/lib/auth/core/audit";
import { adminContextWith, newUser } from "@/lib/auth/core/testing";
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";
import { deleteUser } from "./managed-users";
import { changeRole, removePerson } from "./people";

const rounds = 40;

let real: RealDatabase;

beforeAll(async () => {
  real = await realDatabase();
});

afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

test("two admins who put each other out at once: one of them stays", async () => {
  const people = [await newUser(real.db, "ann@example.com"), await newUser(real.db, "bob@example.com")];
  const [ann = "", bob = ""] = people.map(({ user }) => user.id);
  const demote = (actor: string, id: string) =>
    changeRole(adminContextWith(real.db, { actor: byUser(actor) }), { id, role: "user" });
  for (let round = 0; round < rounds; round++) {
    await real.query("UPDATE users SET role = 'admin' WHERE id IN ($1, $2)", [ann, bob]);
    const results = await Promise.all([demote(ann, bob), demote(bob, ann)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  }
  await real.query("UPDATE users SET role = 'admin' WHERE id IN ($1, $2)", [ann, bob]);
  const remove = (actor: string, id: string) =>
    removePerson(adminContextWith(real.db, { actor: byUser(actor) }), { id });
  const results = await Promise.all([remove(ann, bob), remove(bob, ann)]);
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
});

test("an API key that deletes every admin at once leaves one of them", async () => {
  for (let round = 0; round < rounds; round++) {
    await real.query("UPDATE users SET role = 'user'");
    const emails = ["cid", "dee", "eve"].map((name) => `${name}${round}@example.com`);
    await real.query(
      "INSERT INTO users (id, is_anonymous, email, role) SELECT email, false, email, 'admin' FROM unnest($1::text[]) email",
      [emails],
    );
    const results = await Promise.all(
      emails.map((id) => deleteUser(adminContextWith(real.db), { id, onlyIfAnonymous: false })),
    );
    expect(results.map((result) => (result.ok ? "deleted" : result.code)).sort()).toEqual([
      "CONFLICT",
      "deleted",
      "deleted",
    ]);
    await real.query("DELETE FROM users WHERE id = ANY ($1)", [emails]);
  }
});
