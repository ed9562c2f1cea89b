import { afterEach, expect, test, vi } from "vitest";
import { BanataAuth } from "@/lib/admin-sdk";
import { documentedEndpoints } from "@/lib/api/openapi";
import { api } from "@/lib/api/table";
import { authClient } from "@/lib/auth-client";
import { call, callForSession } from "@/lib/client/http";
import { examplesOf } from "./examples";

const origin = "https://guestbook.example";
const banata = new BanataAuth({ apiKey: "bk_live_example", baseUrl: origin });
const clients = { authClient, banata, call, callForSession };

afterEach(() => vi.unstubAllGlobals());

/** What a request asks for: method, address and fields. */
type Asked = { method: string; address: string; fields: unknown };

async function askedByCode(code: string): Promise<Asked[]> {
  const asked: Asked[] = [];
  vi.stubGlobal("fetch", async (url: string | URL, { method = "GET", body }: RequestInit) => {
    const fields = JSON.parse(typeof body === "string" ? body : "{}");
    asked.push({ method, address: new URL(url, origin).href, fields });
    return Response.json({ data: null, error: null });
  });
  const run = new Function(...Object.keys(clients), `return (async () => { ${code} })();`);
  await run(...Object.values(clients));
  return asked;
}

function askedByCurl(curl: string): Asked {
  const [, method = "GET", address = ""] = /^curl (?:-X (\w+) )?"(.+?)"/.exec(curl) ?? [];
  return { method, address, fields: JSON.parse(/-d '(.+)'$/.exec(curl)?.[1] ?? "{}") };
}

test.each(documentedEndpoints().map((endpoint) => [endpoint.key, endpoint] as const))(
  "%s is called by its examples with an input that it takes",
  async (key, endpoint) => {
    const { curl, code } = examplesOf(endpoint, origin);
    const byCurl = askedByCurl(curl);
    expect(await askedByCode(code)).toEqual([byCurl]);
    const { pathname, searchParams } = new URL(byCurl.address);
    const pattern = new RegExp(`^${endpoint.path.replace(":id", "([^/]+)")}$`);
    const [, id] = pattern.exec(pathname) ?? [];
    expect(pathname).toMatch(pattern);
    expect(byCurl.method).toBe(endpoint.method);
    const input = { ...(id && { id }), ...Object.fromEntries(searchParams), ...Object(byCurl.fields) };
    if (!JSON.stringify(input).includes("…")) expect(api[key].input.safeParse(input).error).toBeUndefined();
  },
);
