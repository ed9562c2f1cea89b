import { afterEach, expect, test, vi } from "vitest";
import { BanataAuth, BanataAuthError } from ".";

afterEach(() => vi.unstubAllGlobals());

const refusal = (code: string, status: number, headers = {}) =>
  Response.json({ data: null, error: { code, message: code, status } }, { status, headers });
const success = (data: unknown) => Response.json({ data, error: null });

function answering(...answers: (Response | Error)[]) {
  const fetched = vi.fn<typeof fetch>(async () => {
    const answer = answers.shift();
    if (answer instanceof Response) return answer;
    throw answer ?? new Error("asked too often");
  });
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

const banata = new BanataAuth({ apiKey: "bk_live_x", baseUrl: "https://auth.example.com/", timeout: 50 });

test("ids are one part of the path, absent options no part of the query", async () => {
  const fetched = answering(success({ deleted: true }));
  await banata.users.deleteUser({ userId: "../configuration?x#" });
  const [url, init] = fetched.mock.calls[0] ?? [];
  expect(String(url)).toBe("https://auth.example.com/api/v1/users/..%2Fconfiguration%3Fx%23");
  expect(init).toMatchObject({ method: "DELETE", headers: { authorization: "Bearer bk_live_x" } });
});

test("an error is thrown with all that was said", async () => {
  answering(refusal("NOT_FOUND", 404, { "x-request-id": "req_1" }));
  const failure = await banata.users.getUser({ userId: "usr_none" }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(BanataAuthError);
  expect(failure).toMatchObject({
    code: "NOT_FOUND",
    status: 404,
    message: "NOT_FOUND",
    details: null,
    requestId: "req_1",
  });
});

test("429 and 503 are tried again when the server says so", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  const fetched = answering(
    refusal("RATE_LIMITED", 429, { "retry-after": "7" }),
    refusal("UNAVAILABLE", 503, { "retry-after": new Date(Date.now() + 12_000).toUTCString() }),
    success([]),
  );
  const began = Date.now();
  const listed = banata.users.listUsers();
  await vi.advanceTimersByTimeAsync(6_900);
  expect(fetched).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await listed).toEqual({ data: [], error: null });
  expect(Date.now() - began).toBeGreaterThan(11_000);
  vi.useRealTimers();
});

test("what may not be done twice is not repeated after a 503, nor is anything for ever", async () => {
  let fetched = answering(refusal("UNAVAILABLE", 503));
  await expect(banata.users.reassignData({ fromUserId: "usr_a", toUserId: "usr_b" })).rejects.toMatchObject({
    status: 503,
  });
  expect(fetched).toHaveBeenCalledTimes(1);
  fetched = answering(
    ...Array.from({ length: 9 }, () => refusal("RATE_LIMITED", 429, { "retry-after": "0" })),
  );
  await expect(banata.users.listUsers()).rejects.toMatchObject({ code: "RATE_LIMITED" });
  expect(fetched).toHaveBeenCalledTimes(4);
  fetched = answering(refusal("RATE_LIMITED", 429, { "retry-after": "3600" }));
  await expect(banata.users.listUsers()).rejects.toMatchObject({ code: "RATE_LIMITED" });
});

test("no connection, no answer in time, no answer of ours", async () => {
  answering(new TypeError("fetch failed"));
  await expect(banata.users.listUsers()).rejects.toMatchObject({ code: "NETWORK_ERROR", status: 0 });
  vi.stubGlobal("fetch", hanging);
  await expect(banata.users.listUsers()).rejects.toMatchObject({ code: "TIMEOUT", status: 0 });
  answering(new Response("<html>", { status: 502 }));
  await expect(banata.users.listUsers()).rejects.toMatchObject({ code: "BAD_ANSWER", status: 502 });
});

test("a signal ends a call, and the wait for another try", async () => {
  const stop = new AbortController();
  vi.stubGlobal("fetch", hanging);
  const call = banata.users.listUsers({}, { signal: stop.signal });
  stop.abort(new Error("enough"));
  await expect(call).rejects.toThrow("enough");
  answering(refusal("RATE_LIMITED", 429, { "retry-after": "30" }));
  await expect(banata.users.listUsers({}, { signal: AbortSignal.timeout(20) })).rejects.toThrow("timeout");
});

test("iterate goes on to the last page", async () => {
  const page = (data: string[], after: string | null) =>
    Response.json({ data, error: null, listMetadata: { after } });
  const fetched = answering(page(["a", "b"], "cursor"), page(["c"], null));
  const seen: unknown[] = [];
  for await (const user of banata.users.iterate({ filter: { isAnonymous: true }, limit: 2 })) seen.push(user);
  expect(seen).toEqual(["a", "b", "c"]);
  expect(String(fetched.mock.calls[1]?.[0])).toContain("isAnonymous=true&limit=2&after=cursor");
});

const hanging: typeof fetch = (_url, init) =>
  new Promise((_resolve, reject) => {
    init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
  });
