import { sql } from "drizzle-orm";
import { NextRequest } from "next/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DELETE as deleteRoute } from "@/app/api/auth/account/route";
import { POST as upgradeRoute } from "@/app/api/auth/anonymous/upgrade/route";
import { POST as changeEmailRoute } from "@/app/api/auth/email/change/route";
import { POST as linkRoute } from "@/app/api/auth/magic-link/route";
import { POST as changePasswordRoute } from "@/app/api/auth/password/change/route";
import { POST as forgotRoute } from "@/app/api/auth/password/forgot/route";
import { POST as createGuestRoute } from "@/app/api/auth/sign-in/anonymous/route";
import { POST as signInRoute } from "@/app/api/auth/sign-in/email/route";
import { POST as signOutRoute } from "@/app/api/auth/sign-out/route";
import { POST as signUpRoute } from "@/app/api/auth/sign-up/email/route";
import { POST as resendRoute } from "@/app/api/auth/verify-email/resend/route";
import { POST as verifyRoute } from "@/app/api/auth/verify-email/route";
import type { Db } from "@/db/client";
import { hashSecret } from "@/lib/auth/core/secrets";
import { countRows, rows } from "@/lib/auth/core/testing";
import { processValues } from "@/lib/process-wide";
import { derivedSecrets } from "@/lib/server/context";
import { connectTo } from "@/lib/testing/next-headers";
import { testDatabase } from "@/lib/testing/test-database";

vi.mock("next/server", async (original) => ({ ...(await original<object>()), after: () => {} }));

type Route = (
  request: NextRequest,
  context: { params: Promise<Record<string, string>> },
) => Promise<Response>;

const email = "jane@example.com";
const jane = { email, password: "correct horse battery" };
const wrong = { email, password: "not her password" };
const own = ["calls", "socket mark", "env", "limit stores"];

let db: Db;
let address = 0;

beforeEach(async () => {
  for (const name of own) processValues.delete(name);
  processValues.set("socket mark", "mark");
  db = await testDatabase();
  connectTo(db);
});

afterEach(() => {
  vi.useRealTimers();
  for (const name of own) processValues.delete(name);
});

/** A browser that keeps its cookies, and whose every request comes from another address: only limits by account bind it. */
function newBrowser(jar = new Map<string, string>()) {
  const send = async (route: Route, body: object) => {
    const request = new NextRequest("http://localhost:3000/x", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "sec-fetch-site": "same-origin",
        "x-app-peer": `mark 198.${18 + (++address >> 16)}.${(address >> 8) & 255}.${address & 255}`,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
      },
      body: JSON.stringify(body),
    });
    const response = await route(request, { params: Promise.resolve({}) });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([\w-]+)=([^;]*)/.exec(set) ?? [];
      if (value === "") jar.delete(name);
      else jar.set(name, value);
    }
    const { error } = await response.json();
    return {
      status: response.status,
      code: error?.code ?? null,
      wait: Number(response.headers.get("retry-after")),
    };
  };
  const statuses = async (times: number, route: Route, body: object) => {
    const answers = [];
    for (let time = 0; time < times; time++) answers.push((await send(route, body)).status);
    return answers;
  };
  return { send, statuses, jar };
}

const of = (times: number, status: number) => Array.from({ length: times }, () => status);
const mailed = () => countRows(db, "mail_outbox", sql`recipient = ${email}`);

/** A browser that has signed up, proven the address and signed out. */
async function knownBrowser() {
  const browser = newBrowser();
  expect(await browser.send(signUpRoute, jane)).toMatchObject({ status: 201 });
  const [mail] = await rows<{ token_id: string }>(db, sql`SELECT token_id FROM mail_outbox`);
  const token = derivedSecrets().mailSecret(mail?.token_id ?? "");
  expect(await browser.send(verifyRoute, { token })).toMatchObject({ status: 200 });
  expect(await browser.send(signOutRoute, {})).toMatchObject({ status: 200 });
  await rows(db, sql`DELETE FROM mail_outbox`);
  return browser;
}

test("a stranger who uses up an address's passwords locks out no browser that has signed in before", async () => {
  const browser = await knownBrowser();
  const stranger = newBrowser();
  expect(await stranger.statuses(21, signInRoute, wrong)).toEqual([...of(20, 401), 429]);
  expect(await stranger.send(signInRoute, jane)).toMatchObject({ status: 429 });
  expect(await browser.send(signInRoute, jane)).toMatchObject({ status: 200 });
  expect(await browser.statuses(10, signInRoute, wrong)).toEqual([...of(9, 401), 429]);
});

test("nor does one who uses up its emails", async () => {
  const browser = await knownBrowser();
  const stranger = newBrowser();
  expect(await stranger.statuses(6, linkRoute, { email })).toEqual([...of(5, 202), 429]);
  expect(await stranger.send(forgotRoute, { email })).toMatchObject({ status: 429 });
  expect(await mailed()).toBe(5);
  expect(await browser.statuses(2, linkRoute, { email })).toEqual(of(2, 202));
  expect(await browser.statuses(2, forgotRoute, { email })).toEqual([202, 429]);
  expect(await mailed()).toBe(8);
});

test("the cookie is bound to the account, to its password and to this server's secret", async () => {
  const browser = await knownBrowser();
  const cookie = browser.jar.get("gb_known") ?? "";
  const stranger = newBrowser();
  await stranger.send(signUpRoute, { ...jane, email: "stranger@example.com" });
  await stranger.send(signOutRoute, {});
  const flipped = cookie.slice(0, -1) + (cookie.endsWith("A") ? "B" : "A");
  const other = cookie.replace(/^./, (first) => (first === "A" ? "B" : "A"));
  await newBrowser().statuses(20, signInRoute, wrong);
  expect(await stranger.send(signInRoute, jane)).toMatchObject({ status: 429 });
  for (const forged of [flipped, other, "", "x".repeat(5000), `${cookie}.${"0".repeat(51)}`])
    expect(await newBrowser(new Map([["gb_known", forged]])).send(signInRoute, jane)).toMatchObject({
      status: forged.startsWith(`${cookie}.`) ? 200 : 429,
    });
  // Somebody who knew the password has no budget to guess the next one.
  await rows(db, sql`UPDATE passwords SET updated_at = now() + interval '1 second'`);
  expect(await browser.send(signInRoute, jane)).toMatchObject({ status: 429 });
});

test("a browser is known to five accounts, and no claim on an address makes one known to its owner", async () => {
  const browser = await knownBrowser();
  for (const name of ["a", "b", "c", "d", "e"]) {
    await browser.send(signUpRoute, { ...jane, email: `${name}@example.com` });
    await browser.send(signOutRoute, {});
  }
  expect(browser.jar.get("gb_known")?.split(".")).toHaveLength(6);
  await newBrowser().statuses(20, signInRoute, wrong);
  expect(await browser.send(signInRoute, jane)).toMatchObject({ status: 429 });
});

test("signing up, asking for links and deleting again sends a stranger five emails", async () => {
  const browser = newBrowser();
  for (let times = 1; times <= 4; times++) {
    await browser.send(signUpRoute, jane);
    await browser.send(linkRoute, { email });
    await browser.send(deleteRoute, { password: jane.password });
  }
  expect(await mailed()).toBe(5);
});

test("no endpoint is a way to guess a password beyond the hour's budget, whatever session asks", async () => {
  const owner = newBrowser();
  await owner.send(signUpRoute, jane);
  // Somebody who copied the session's cookie, and not the other.
  const session = new Map([["guestbook", owner.jar.get("guestbook") ?? ""]]);
  const thief = newBrowser(session);
  const guess = { password: wrong.password };
  expect(await thief.statuses(5, changeEmailRoute, { ...guess, email: "thief@example.com" })).toEqual(
    of(5, 401),
  );
  expect(
    await thief.statuses(7, changePasswordRoute, {
      currentPassword: guess.password,
      newPassword: "a new password",
    }),
  ).toEqual(of(7, 401));
  expect(await thief.statuses(4, deleteRoute, guess)).toEqual(of(4, 401));
  expect(await newBrowser().statuses(4, signInRoute, wrong)).toEqual(of(4, 401));
  for (const [route, body] of [
    [changeEmailRoute, { ...guess, email: "another@example.com" }],
    [deleteRoute, guess],
    [signInRoute, jane],
  ] as const)
    expect(await thief.send(route, body)).toMatchObject({ status: 429, code: "RATE_LIMITED" });
  // Another session of the account is no other budget.
  const token = "s".repeat(43);
  await rows(db, sql`UPDATE sessions SET token_hash = ${hashSecret(token)}`);
  expect(await newBrowser(new Map([["guestbook", token]])).send(deleteRoute, guess)).toMatchObject({
    status: 429,
  });
});

test("a mailed link is no way to guess a claimant's password either", async () => {
  await newBrowser().send(signUpRoute, jane);
  const [mail] = await rows<{ token_id: string }>(db, sql`SELECT token_id FROM mail_outbox`);
  const token = derivedSecrets().mailSecret(mail?.token_id ?? "");
  const guess = { token, password: wrong.password };
  const [guest, visitor] = [newBrowser(), newBrowser()];
  await guest.send(createGuestRoute, {});
  expect(await guest.statuses(10, verifyRoute, guess)).toEqual(of(10, 401));
  expect(await visitor.statuses(11, verifyRoute, guess)).toEqual([...of(10, 401), 429]);
});

test("new verification links count against the address, whichever session asks", async () => {
  const first = newBrowser();
  await first.send(signUpRoute, jane);
  const second = newBrowser();
  await second.send(signInRoute, jane);
  expect(await first.statuses(3, resendRoute, {})).toEqual(of(3, 202));
  expect(await second.statuses(3, resendRoute, {})).toEqual([202, 202, 429]);
  expect(await newBrowser().send(linkRoute, { email })).toMatchObject({ status: 429 });
});

test("Retry-After is when a call passes again: of two limits the later, of a browser's two the sooner", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
  const browser = await knownBrowser();
  const stranger = newBrowser();
  await stranger.statuses(20, signInRoute, wrong);
  later(600);
  await browser.send(signInRoute, jane);
  await browser.statuses(9, signInRoute, wrong);
  later(600);
  const { wait } = await browser.send(signInRoute, jane);
  expect(wait).toBe(3600 - 1200);
  later(wait - 1);
  expect(await browser.send(signInRoute, jane)).toMatchObject({ status: 429, wait: 1 });
  later(1);
  expect(await browser.send(signInRoute, jane)).toMatchObject({ status: 200 });
});

test("the wait after five taken addresses is the true one", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
  await newBrowser().send(signUpRoute, jane);
  const guest = newBrowser();
  await guest.send(createGuestRoute, {});
  for (let times = 0; times < 5; times++) {
    expect(await guest.send(upgradeRoute, jane)).toMatchObject({ status: 409 });
    later(60);
  }
  const { status, wait } = await guest.send(upgradeRoute, jane);
  expect({ status, wait }).toEqual({ status: 429, wait: 3600 - 300 });
  later(wait);
  expect(await guest.send(upgradeRoute, jane)).toMatchObject({ status: 409 });
});
