import { setTimeout as sleep } from "node:timers/promises";
import type { SignedIn } from "@/lib/api/shapes";
import { type Api, apiClient } from "@/lib/testing/api";
import { brokenInvariants } from "@/lib/testing/invariants";
import { password } from "@/lib/testing/people";
import { expect, test } from "./fixtures";

const rounds = 15;

async function guest(api: Api) {
  const { data } = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
  if (!data?.session.token) throw new Error("no guest");
  return { ...data, token: data.session.token, email: `${data.user.id.toLowerCase()}@example.com` };
}

const upgrade = (api: Api, token: string, email: string) =>
  api.post<SignedIn>("/api/auth/anonymous/upgrade", { token, body: { email, password } });

test.afterEach(async ({ pool }) => {
  expect(await brokenInvariants(async (text) => (await pool.query(text)).rows)).toEqual({});
});

test("the same upgrade sent twice without a key: one 200, one 401, one mail", async ({ server, mail }) => {
  for (let round = 0; round < rounds; round++) {
    const api = apiClient(server.app.url);
    const { token, email } = await guest(api);
    const answers = await Promise.all([upgrade(api, token, email), upgrade(api, token, email)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(answers.find(({ status }) => status === 401)?.error?.code).toBe("SESSION_ROTATED");
    await mail.waitFor(email);
    expect(mail.mails.filter(({ to }) => to === email)).toHaveLength(1);
  }
});

test("two guests for one address in different case: one 200, one 409, the loser still a guest", async ({
  server,
}) => {
  for (let round = 0; round < rounds; round++) {
    const api = apiClient(server.app.url);
    const guests = [await guest(api), await guest(api)];
    const email = guests[0]?.email ?? "";
    const spelled = [email.toUpperCase(), ` ${email} `];
    const answers = await Promise.all(
      guests.map(({ token }, index) => upgrade(api, token, spelled[index] ?? "")),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const loser = guests[answers.findIndex(({ status }) => status === 409)];
    const session = await api.get<SignedIn>("/api/auth/get-session", { token: loser?.token ?? null });
    expect(session.data?.user).toMatchObject({ id: loser?.user.id, isAnonymous: true, email: null });
  }
});

test("a sign-out during an upgrade never leaves a session that works and was ended", async ({
  server,
  db,
}) => {
  for (let round = 0; round < rounds; round++) {
    const api = apiClient(server.app.url);
    const { token, email, user } = await guest(api);
    // The password is hashed first, which takes a while: early sign-outs end the session, late ones find it renewed.
    const [upgraded] = await Promise.all([
      upgrade(api, token, email),
      sleep(round * 10).then(() => api.post("/api/auth/sign-out", { token })),
    ]);
    const ended = await db("SELECT 1 FROM audit_events WHERE type = 'user.signed_out' AND user_id = $1", [
      user.id,
    ]);
    expect(upgraded.status).toBe(ended.length === 0 ? 200 : 401);
    expect(await api.get("/api/auth/get-session", { token })).toMatchObject({ status: 200, data: null });
    const now = await api.get<SignedIn>("/api/auth/get-session", {
      token: upgraded.data?.session.token ?? null,
    });
    expect(now.data?.user.id ?? null).toBe(ended.length === 0 ? user.id : null);
  }
});

test("a guest's token copied before the upgrade gives nothing after it", async ({ api, db }) => {
  const { token, email, user, session } = await guest(api);
  const upgraded = await upgrade(api, token, email);
  expect(upgraded.data).toMatchObject({
    user: { id: user.id, isAnonymous: false, email },
    session: { id: session.id },
  });
  const users = await db("SELECT id FROM users");

  const rotated = { status: 401, data: null, error: { code: "SESSION_ROTATED" } };
  for (const answer of [
    await api.post("/api/auth/sign-in/anonymous", { token }),
    await api.post("/api/auth/sign-in/anonymous", { headers: { cookie: `guestbook=${token}` } }),
    await upgrade(api, token, `thief-${email}`),
    await api.post("/api/auth/verify-email/resend", { token }),
  ]) {
    expect(answer).toMatchObject(rotated);
    expect(answer.headers.getSetCookie()).toEqual([]);
  }
  expect((await api.get("/api/auth/get-session", { token })).data).toBeNull();
  expect(await db("SELECT id FROM users")).toEqual(users);
  const again = await api.get<SignedIn>("/api/auth/get-session", {
    token: upgraded.data?.session.token ?? null,
  });
  expect(again.data?.user.id).toBe(user.id);
});
