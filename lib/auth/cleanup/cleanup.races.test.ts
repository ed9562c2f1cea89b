import { afterAll, beforeAll, expect, test } from "vitest";
import { adminContextWith, contextWith, newGuest, newUser, unwrap } from "@/lib/auth/core/testing";
import { hashPassword } from "@/lib/auth/password/passwords";
import { signIn } from "@/lib/auth/password/sign-in";
import { readSession } from "@/lib/auth/session/session";
import { saveConfig } from "@/lib/auth/settings/settings";
import { upgradeWithHash } from "@/lib/auth/upgrade/upgrade";
import { addNote } from "@/lib/testing/notes";
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";
import { cleanUp } from "./cleanup";

const rounds = 1_000;
const maxAge = 3600;
const password = "correct horse battery";

let real: RealDatabase;
let passwordHash: string;

beforeAll(async () => {
  real = await realDatabase();
  passwordHash = await hashPassword(password);
  await saveConfig(adminContextWith(real.db), { authMethods: { anonymous: { maxAge } } });
});

afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

const clean = async () => unwrap(await cleanUp(adminContextWith(real.db), { dryRun: false, limit: null }));

async function idleGuest() {
  const guest = await newGuest(real.db);
  await real.query("UPDATE users SET last_active_at = now() - interval '2 hours' WHERE id = $1", [
    guest.user.id,
  ]);
  return guest;
}

/** Who is left of `ids`, and how often each was written down as deleted. */
async function fates(ids: string[]) {
  const left = await real.query<{ id: string }>("SELECT id FROM users WHERE id = ANY ($1)", [ids]);
  const events = await real.query<{ user_id: string }>(
    "SELECT user_id FROM audit_events WHERE type = 'user.deleted' AND user_id = ANY ($1)",
    [ids],
  );
  return ids.map((id) => ({
    isLeft: left.some((row) => row.id === id),
    deletions: events.filter((event) => event.user_id === id).length,
  }));
}

test("whoever upgrades or acts while two cleanups run stays; everybody else goes, once", async () => {
  for (let round = 0; round < rounds; round++) {
    const [upgrading, acting, absent] = await Promise.all([idleGuest(), idleGuest(), idleGuest()]);
    const account = { email: `guest${round}@example.com`, name: null };
    const [upgraded, presented, ...reports] = await Promise.all([
      upgradeWithHash(contextWith(real.db, upgrading.token), account, passwordHash),
      readSession(contextWith(real.db, acting.token)),
      clean(),
      clean(),
    ]);
    const all = await fates([upgrading, acting, absent].map(({ user }) => user.id));
    for (const { isLeft, deletions } of all) expect(deletions).toBe(isLeft ? 0 : 1);
    const [first, second, third] = all.map(({ isLeft }) => isLeft);
    expect(first).toBe(upgraded.ok);
    expect(second).toBe(presented.state === "live");
    expect(third).toBe(false);
    const gone = all.filter(({ isLeft }) => !isLeft).length;
    expect(reports.reduce((sum, { deleted }) => sum + deleted, 0)).toBe(gone);
  }
});

test("a guest who signs in meanwhile can still bring the work along, or was gone before", async () => {
  await newUser(real.db, "jane@example.com", password);
  for (let round = 0; round < 40; round++) {
    const guest = await idleGuest();
    await addNote(real.db, guest.user.id);
    const [arrival] = await Promise.all([
      signIn(contextWith(real.db, guest.token), { email: "jane@example.com", password }),
      clean(),
      clean(),
    ]);
    const [fate] = await fates([guest.user.id]);
    expect(fate?.isLeft).toBe(unwrap(arrival).guest?.id === guest.user.id);
  }
});
