import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { createDatabase } from "@/lib/testing/database";
import { brokenInvariants, storedSecrets } from "@/lib/testing/invariants";
import { password } from "@/lib/testing/people";
import { freePort } from "@/lib/testing/ports";
import { expect, postgresUrl, test } from "./fixtures";
import { startApp } from "./support/app";
import { type Life, liveOn, lostAmong, upgradedOf } from "./support/lives";
import { tokenIn } from "./support/smtp";

const crashes = 6;
test("kill -9 at any point of creation or upgrade leaves a guest or a registered user, and the mail goes out after the restart", async ({
  mail,
}) => {
  test.setTimeout(420_000);
  const databaseUrl = await createDatabase(postgresUrl());
  const environment = { DATABASE_URL: databaseUrl, EMAIL_SERVER: mail.url };
  const port = await freePort();
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const query = async (text: string) => (await client.query(text)).rows;
  const people: Life[] = [];

  for (let crash = 0; crash < crashes; crash++) {
    const app = await startApp(environment, { port });
    const burst = Array.from({ length: 6 }, (_, lane) => liveOn(app.url, `crash${crash}-${lane}`, people));
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
  expect(upgradedOf(people).length).toBeGreaterThan(0);
  expect(await lostAmong(people, app.url, client)).toEqual([]);

  const { rows: owed } = await client.query<{ recipient: string }>("SELECT recipient FROM mail_outbox");
  await app.stop("SIGKILL");
  const restarted = await startApp(environment, { port });
  // Mail whose sender died is due again after a minute, and a server looks every half a minute: here it is due at once.
  const unsent = () =>
    query(`UPDATE mail_outbox SET next_attempt_at = now() WHERE sent_at IS NULL RETURNING id`);
  await expect.poll(unsent, { timeout: 150_000, intervals: [1_000] }).toEqual([]);
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
