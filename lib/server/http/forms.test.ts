import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { cookies, headers } from "next/headers";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import type { Db } from "@/db/client";
import { type FormAction, idle } from "@/lib/api/form-state";
import { ok } from "@/lib/api/result";
import { contextWith, countRows, newGuest, newUser, rows, unwrap } from "@/lib/auth/core/testing";
import { upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { processValues } from "@/lib/process-wide";
import { connectTo } from "@/lib/testing/next-headers";
import { testDatabase } from "@/lib/testing/test-database";
import { action, coreGuestAction, formAction } from "./action";
import { guestAction, userAction } from "./product-action";

vi.mock("next/headers");
vi.mock("next/server", async (original) => ({ ...(await original<object>()), after: () => {} }));

const own = ["calls", "env", "limit stores", "socket mark"];

let db: Db;
beforeEach(async () => {
  for (const name of own) processValues.delete(name);
  processValues.set("socket mark", "mark");
  db = await testDatabase();
  connectTo(db);
  onTestFinished(() => {
    for (const name of own) processValues.delete(name);
  });
});

/** Lets requests come from a browser with this session, each from another address. Returns what sets its cookies. */
function comeFrom(token: string) {
  let calls = 0;
  vi.mocked(headers).mockImplementation(
    async () =>
      new Headers({
        "sec-fetch-site": "same-origin",
        "x-app-peer": `mark 198.18.${++calls >> 8}.${calls & 255}`,
      }) as Awaited<ReturnType<typeof headers>>,
  );
  const jar = {
    get: (name: string) => (name === "guestbook" ? { name, value: token } : undefined),
    set: vi.fn(),
  };
  vi.mocked(cookies).mockImplementation(async () => jar as unknown as Awaited<ReturnType<typeof cookies>>);
  return jar.set;
}

const empty = z.strictObject({});
const account = { password: "correct horse battery", name: null };
const core = {
  "a form of the core": (count: () => void) =>
    formAction(empty, async () => {
      count();
      return ok(null);
    }),
  "a form of the core that makes its visitor a guest": (count: () => void) =>
    coreGuestAction(empty, async () => {
      count();
      return ok(null);
    }),
  "the form of an endpoint": (count: () => void) =>
    action("DELETE /api/auth/sessions", async () => {
      count();
      return ok(null);
    }),
  "a form of the product for users": (count: () => void) =>
    userAction(empty, async () => {
      count();
      return ok(null);
    }),
  "a form of the product for everybody": (count: () => void) =>
    guestAction(empty, async () => {
      count();
      return ok(null);
    }),
};

test.each(Object.entries(core))(
  "of %s a session may send sixty a minute, wherever it sends them from",
  async (_, formOf) => {
    comeFrom((await newUser(db, "jane@example.com")).token);
    let served = 0;
    const send: FormAction<null> = formOf(() => void served++);
    const states = [];
    for (let call = 0; call < 150; call++) states.push(await send(idle, new FormData()));
    expect(served).toBe(60);
    expect(states.at(-1)).toMatchObject({
      status: "failed",
      error: { code: "RATE_LIMITED", details: { retryAfter: expect.any(Number) } },
    });
    comeFrom((await newGuest(db)).token);
    expect(await send(idle, new FormData())).toMatchObject({ status: "done" });
  },
);

test("a form of somebody whose session has ended is refused, and their cookie is not replaced by a guest's", async () => {
  const user = await newUser(db, "jane@example.com");
  const old = await newGuest(db);
  unwrap(await upgradeByPassword(contextWith(db, old.token), { ...account, email: "ann@example.com" }));
  await rows(
    db,
    sql`UPDATE sessions SET expires_at = now() - interval '1 second' WHERE user_id = ${user.user.id}`,
  );
  const before = await countRows(db, "users");
  let served = 0;
  const forms = [
    core["a form of the core that makes its visitor a guest"],
    core["a form of the product for everybody"],
  ];
  for (const formOf of forms) {
    for (const [token, code] of [
      [user.token, "SESSION_EXPIRED"],
      [old.token, "SESSION_ROTATED"],
    ] as const) {
      const set = comeFrom(token);
      const answer = await formOf(() => void served++)(idle, new FormData());
      expect(answer).toMatchObject({ status: "failed", error: { code } });
      expect(set).not.toHaveBeenCalled();
    }
  }
  expect(served).toBe(0);
  expect(await countRows(db, "users")).toBe(before);
});

const files = ["app", "components", "lib"]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => path.join(folder, file)),
  )
  .filter((file) => /\.tsx?$/.test(file) && /^["']use server["']/.test(readFileSync(file, "utf8")));

test("every form there is counts so", async () => {
  expect(files.length).toBeGreaterThan(1);
  comeFrom((await newGuest(db)).token);
  const send = formAction(empty, async () => ok(null));
  for (let call = 0; call < 60; call++) await send(idle, new FormData());
  for (const file of files) {
    const exported = Object.entries<unknown>(await import(path.resolve(file)));
    for (const [name, form] of exported) {
      if (typeof form !== "function") throw new Error(`${file} exports ${name}, which is no form`);
      expect([file, name, await form(idle, new FormData())]).toMatchObject([
        file,
        name,
        { status: "failed", error: { code: "RATE_LIMITED" } },
      ]);
    }
  }
});
