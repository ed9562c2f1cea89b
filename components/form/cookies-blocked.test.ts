import { afterEach, beforeEach, expect, test, vi } from "vitest";

beforeEach(() => void vi.resetModules());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Each call is a page of its own. */
const openPage = () => import("./cookies-blocked").finally(() => vi.resetModules());

/** A browser whose cookies and storage work or not. */
function browser({ cookies, storage }: { cookies: boolean; storage: boolean }) {
  const jar: string[] = [];
  const kept = new Map<string, string>();
  vi.stubGlobal("document", {
    get cookie() {
      return cookies ? jar.join("; ") : "";
    },
    set cookie(text: string) {
      jar.push(text.split(";")[0] ?? "");
    },
  });
  vi.stubGlobal("window", { location: { reload: () => {} } });
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => guarded(() => kept.get(name) ?? null),
    setItem: (name: string, value: string) => guarded(() => kept.set(name, value)),
    removeItem: (name: string) => guarded(() => kept.delete(name)),
  });
  function guarded<T>(work: () => T): T {
    if (!storage) throw new DOMException("blocked", "SecurityError");
    return work();
  }
}

test("a browser that keeps no cookie is told from one that does, whatever becomes of its storage", async () => {
  for (const storage of [true, false]) {
    browser({ cookies: true, storage });
    expect((await openPage()).areCookiesBlocked()).toBe(false);
    browser({ cookies: false, storage });
    expect((await openPage()).areCookiesBlocked()).toBe(true);
  }
});

test("a server's cookie that did not come back is remembered for the visits after, for an hour or until somebody tries again", async () => {
  vi.useFakeTimers();
  browser({ cookies: true, storage: true });
  const first = await openPage();
  first.rememberBlockedCookies();
  expect(first.areCookiesBlocked()).toBe(true);
  expect((await openPage()).areCookiesBlocked()).toBe(true);
  (await openPage()).retryCookies();
  expect((await openPage()).areCookiesBlocked()).toBe(false);
  (await openPage()).rememberBlockedCookies();
  vi.advanceTimersByTime(61 * 60 * 1000);
  expect((await openPage()).areCookiesBlocked()).toBe(false);
});

test("where storage is blocked as well, the page itself remembers", async () => {
  browser({ cookies: true, storage: false });
  const page = await openPage();
  expect(page.areCookiesBlocked()).toBe(false);
  page.rememberBlockedCookies();
  expect(page.areCookiesBlocked()).toBe(true);
});
