import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { SignedIn } from "../lib/contract/wire";
import { expect, postgresUrl, test } from "./fixtures";
import { apiClient } from "./support/api";
import { startApp } from "./support/app";
import { createDatabase } from "./support/database";
import { brokenInvariants, storedSecrets } from "./support/invariants";
import { freePort } from "./support/ports";
import { tokenIn } from "./support/smtp";

const crashes = 6;
const password = "correct horse battery";

const upgradedOf = (people: Known[]) => people.filter(({ upgraded }) => upgraded !== null);

type Known = { id: string; token: string; email: string; asked: boolean; upgraded: string | null };

test("kill -9 at any point of creation or upgrade leaves a guest or a member, and the mail goes out after the restart", async ({
  mail,
}) => {
  test.setTimeout(420_000);
  const databaseUrl = await createDatabase(postgresUrl());
  const environment = { DATABASE_URL: databaseUrl, EMAIL_SERVER: mail.url };
  const port = await freePort();
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const query = async (text: string) => (await client.query(text)).rows;
  const people: Known[] = [];

  for (let crash = 0; crash < crashes; crash++) {
    const app = await startApp(environment, { port });
    const burst = Array.from({ length: 6 }, (_, lane) =>
      liveUntilItDies(app.url, `crash${crash}-${lane}`, people),
    );
    // However slow the machine, some crashes come before the first upgrade is done and some after a few.
    const enough = upgradedOf(people).length + (crash % 3);
    await expect
      .poll(() => upgradedOf(people).length, { timeout: 60_000, intervals: [5] })
      .toBeGreaterThanOrEqual(enough);
    await sleep(randomInt(0, 400));
    await app.stop("SIGKILL");
    await Promise.all(burst);
    expect(await brokenInvariants(query)).toEqual({});
  }

  const app = await startApp(environment, { port });
  const api = apiClient(app.url);
  expect(upgradedOf(people).length).toBeGreaterThan(0);
  for (const person of people) {
    const { rows } = await client.query("SELECT is_anonymous, email FROM users WHERE id = $1", [person.id]);
    const [row] = rows;
    if (person.upgraded !== null) expect(row).toEqual({ is_anonymous: false, email: person.email });
    else if (!person.asked) expect(row).toEqual({ is_anonymous: true, email: null });
    const token = person.upgraded ?? person.token;
    const { data } = await api.get<SignedIn>("/api/auth/get-session", { token });
    // An upgrade whose answer was lost has renewed the secret; the password is the way back in.
    const lost = person.upgraded === null && row.is_anonymous === false;
    if (!lost) expect(data?.user.id).toBe(person.id);
    else expect(await signIn(app.url, person.email)).toBe(person.id);
  }

  const { rows: owed } = await client.query<{ recipient: string }>("SELECT recipient FROM mail_outbox");
  await app.stop("SIGKILL");
  const restarted = await startApp(environment, { port });
  // Mail whose sender died is due again after a minute, and a server looks every half a minute: here it is due at once.
  const unsent = () =>
    query(`UPDATE mail_outbox SET next_attempt_at = now() WHERE sent_at IS NULL RETURNING id`);
  await expect.poll(unsent, { timeout: 150_000, intervals: [1_000, 10_000] }).toEqual([]);
  for (const { recipient } of owed) tokenIn(await mail.waitFor(recipient));

  const secrets = [
    password,
    ...people.flatMap(({ token, upgraded }) => (upgraded === null ? [token] : [token, upgraded])),
    ...mail.mails.filter(({ to }) => to.startsWith("crash")).map(tokenIn),
  ];
  expect(await storedSecrets(query, secrets)).toEqual([]);
  expect(secrets.filter((secret) => (app.log() + restarted.log()).includes(secret))).toEqual([]);
  await restarted.stop();
  await client.end();
});

/** Makes guests and upgrades them, one after the other, until the server is gone. */
async function liveUntilItDies(url: string, prefix: string, people: Known[]) {
  try {
    for (let index = 0; ; index++) {
      const api = apiClient(url);
      const { data: guest } = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
      if (!guest?.session.token) throw new Error("no guest");
      const email = `${prefix}-${index}@example.com`;
      const person: Known = {
        id: guest.user.id,
        token: guest.session.token,
        email,
        asked: false,
        upgraded: null,
      };
      people.push(person);
      if (index % 3 === 2) continue;
      person.asked = true;
      const { data } = await api.post<SignedIn>("/api/auth/anonymous/upgrade", {
        token: person.token,
        body: { email, password },
      });
      person.upgraded = data?.session.token ?? null;
    }
  } catch (error) {
    // What fetch throws when the server dies under it; anything else is a finding.
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
  }
}

async function signIn(url: string, email: string): Promise<string | null> {
  const { data } = await apiClient(url).post<SignedIn>("/api/auth/sign-in/email", {
    body: { email, password },
  });
  return data?.user.id ?? null;
}
