import type {
  MergePreview,
  MergeReceipt,
  RecoveryCode,
  SessionInfo,
  SignedIn,
  SignInResult,
} from "@/lib/api/shapes";
import { type Api, apiClient } from "@/lib/testing/api";
import { brokenInvariants } from "@/lib/testing/invariants";
import { newEmail, password } from "@/lib/testing/people";
import { expect, test } from "./fixtures";
import { codeIn, tokenIn } from "./support/smtp";

async function guest(api: Api) {
  const { data } = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
  return { id: data?.user.id ?? "", session: data?.session.id ?? "", token: data?.session.token ?? "" };
}

test.afterEach(async ({ pool }) => {
  expect(await brokenInvariants(async (text) => (await pool.query(text)).rows)).toEqual({});
});

test("a magic link upgrades the guest who asked, in place, and nobody who only has the mail", async ({
  server,
  mail,
}) => {
  const api = apiClient(server.app.url);
  const { id, session, token } = await guest(api);
  const email = newEmail();
  const asked = await api.post("/api/auth/magic-link", { token, body: { email, name: "Ann" } });
  expect(asked).toMatchObject({ status: 202, data: { sent: true } });
  const sent = await mail.waitFor(email);
  const link = { token: tokenIn(sent) };

  // A scanner follows the link, with HEAD and GET; somebody else opens it.
  for (const method of ["HEAD", "GET"]) await fetch(sent.text.match(/https?:\S+/)?.[0] ?? "", { method });
  const stranger = await guest(api);
  const elsewhere = await api.post("/api/auth/magic-link/verify", { token: stranger.token, body: link });
  expect(elsewhere).toMatchObject({ status: 403, error: { code: "FORBIDDEN" } });

  const here = await api.post<SignInResult>("/api/auth/magic-link/verify", { token, body: link });
  expect(here.data).toMatchObject({
    user: { id, isAnonymous: false, email, emailVerified: true, name: "Ann" },
    session: { id: session },
    guest: null,
  });
  const again = await api.post("/api/auth/magic-link/verify", {
    token: here.data?.session.token ?? "",
    body: link,
  });
  expect(again).toMatchObject({ status: 410, error: { code: "TOKEN_INVALID" } });
});

test("a browser without a session is known again by a cookie of its own", async ({ server, mail }) => {
  const api = apiClient(server.app.url);
  const email = newEmail();
  const asked = await api.post("/api/auth/magic-link", {
    body: { email },
    headers: { "sec-fetch-site": "same-origin" },
  });
  const [cookie = "", ...attributes] = (asked.headers.getSetCookie()[0] ?? "").split("; ");
  expect(cookie).toMatch(/^gb_mail=/);
  expect(attributes).toEqual(expect.arrayContaining(["HttpOnly", "SameSite=lax", "Path=/", "Max-Age=900"]));
  const code = codeIn(await mail.waitFor(email));
  const without = await api.post("/api/auth/magic-link/verify", { body: { email, code } });
  expect(without.status).toBe(410);
  const arrived = await api.post<SignInResult>("/api/auth/magic-link/verify", {
    body: { email, code },
    headers: { cookie },
  });
  expect(arrived).toMatchObject({ status: 200, data: { user: { email, isAnonymous: false } } });
});

test("five tries a code, ten codes an hour; the limit leaves the session alone", async ({ server, mail }) => {
  const api = apiClient(server.app.url);
  const { token, id } = await guest(api);
  const email = newEmail();
  await api.post("/api/auth/magic-link", { token, body: { email } });
  const code = codeIn(await mail.waitFor(email));
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, "0");
  const statuses: number[] = [];
  for (let n = 0; n < 11; n++) {
    const body = { email, code: n < 5 ? wrong : code };
    statuses.push((await api.post("/api/auth/magic-link/verify", { token, body })).status);
  }
  expect(statuses).toEqual([...Array(10).fill(410), 429]);
  const { data } = await api.get<SignedIn>("/api/auth/get-session", { token });
  expect(data?.user).toMatchObject({ id, isAnonymous: true });
});

test("forgotten passwords: one answer for all, and a reset ends every other session", async ({
  server,
  mail,
}) => {
  const api = apiClient(server.app.url);
  const email = newEmail();
  const old = await api.post<SignedIn>("/api/auth/sign-up/email", { body: { email, password } });
  const verification = tokenIn(await mail.waitFor(email));
  const held = old.data?.session.token ?? "";
  await api.post("/api/auth/verify-email", { token: held, body: { token: verification } });

  const known = await api.post("/api/auth/password/forgot", { body: { email } });
  const unknown = await api.post("/api/auth/password/forgot", { body: { email: newEmail() } });
  expect([known.status, known.data]).toEqual([unknown.status, unknown.data]);
  await expect.poll(() => mail.mails.filter(({ to }) => to === email).length).toBe(2);
  const reset = { token: tokenIn(await mail.waitFor(email)), password: "another horse altogether" };
  const arrived = await api.post<SignInResult>("/api/auth/password/reset", { body: reset });
  expect(arrived.data?.user.id).toBe(old.data?.user.id);
  expect(await api.get("/api/auth/get-session", { token: held })).toMatchObject({ data: null });
  expect((await api.post("/api/auth/password/reset", { body: reset })).status).toBe(410);
});

test("sign in, look at what was left behind, bring it along, once", async ({ server }) => {
  const api = apiClient(server.app.url);
  const email = newEmail();
  const registered = await api.post<SignedIn>("/api/auth/sign-up/email", { body: { email, password } });
  const left = await guest(api);
  const arrived = await api.post<SignInResult>("/api/auth/sign-in/email", {
    token: left.token,
    body: { email, password },
  });
  const token = arrived.data?.session.token ?? "";
  const preview = await api.get<MergePreview>("/api/auth/merge", { token });
  expect(preview.data?.guest).toEqual({ id: left.id, counts: {} });
  const strangers = { token: registered.data?.session.token ?? "", body: { decision: "merge" } };
  expect((await api.post("/api/auth/merge", strangers)).status).toBe(404);
  expect((await api.post("/api/auth/merge", { token, body: { decision: "maybe" } })).status).toBe(422);
  const merged = await api.post<MergeReceipt>("/api/auth/merge", { token, body: { decision: "merge" } });
  expect(merged.data).toEqual({ decision: "merge", guestId: left.id, counts: {} });
  expect((await api.post("/api/auth/merge", { token, body: { decision: "merge" } })).status).toBe(404);
});

test("a recovery code opens the guest elsewhere; devices can be listed and ended", async ({ server }) => {
  const api = apiClient(server.app.url);
  const { id, session, token } = await guest(api);
  const code = await api.post<RecoveryCode>("/api/auth/anonymous/recovery-code", { token });
  expect(code.status).toBe(201);
  const other = await api.post<SignInResult>("/api/auth/anonymous/recover", {
    body: { code: code.data?.code },
  });
  expect(other.data).toMatchObject({ user: { id, isAnonymous: true } });
  const devices = await api.get<SessionInfo[]>("/api/auth/sessions", { token });
  expect(devices.data?.map((device) => [device.id === session, device.isCurrent])).toEqual([
    [false, false],
    [true, true],
  ]);
  const ended = other.data?.session.id ?? "";
  expect(await api.delete(`/api/auth/sessions/${ended}`, { token })).toMatchObject({
    status: 200,
    data: null,
  });
  for (const unknown of [ended, "nonsense", "%00"]) {
    expect((await api.delete(`/api/auth/sessions/${unknown}`, { token })).status).toBe(404);
  }
  expect((await api.post("/api/auth/anonymous/recover", { body: { code: code.data?.code } })).status).toBe(
    410,
  );
});

test("an account is taken along as a file, and ended with its password", async ({ server }) => {
  const api = apiClient(server.app.url);
  const { token: guestToken } = await guest(api);
  expect((await api.get("/api/auth/account/export", { token: guestToken })).status).toBe(403);
  expect((await api.delete("/api/auth/account", { token: guestToken })).status).toBe(200);

  const email = newEmail();
  const registered = await api.post<SignedIn>("/api/auth/sign-up/email", { body: { email, password } });
  const token = registered.data?.session.token ?? "";
  const exported = await api.get("/api/auth/account/export", { token });
  expect(exported.headers.get("content-disposition")).toBe('attachment; filename="guestbook.json"');
  expect(exported.data).toMatchObject({ user: { email } });
  expect((await api.delete("/api/auth/account", { token })).status).toBe(422);
  const gone = await api.delete("/api/auth/account", { token, body: { password } });
  expect(gone.status).toBe(200);
  expect(gone.headers.getSetCookie()[0]).toMatch(/^guestbook=;.*Max-Age=0/);
});
