import { expect, test } from "vitest";
import { requestIdHeader } from "@/lib/server/log";
import { withRequestId } from "./json-response";

const chosen = () => new Request("http://localhost", { headers: { [requestIdHeader]: "mine" } });

test("a request has one id for its log and its client, which nobody chooses", async () => {
  const seen: (string | null)[] = [];
  const handler = withRequestId(async ({ headers }) => {
    seen.push(headers.get(requestIdHeader));
    return Response.json(null);
  });
  const ids = [await handler(chosen()), await handler(chosen())].map(({ headers }) =>
    headers.get(requestIdHeader),
  );
  expect(ids).toEqual(seen);
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
});

test("a redirect keeps its status, its target and its cookies", async () => {
  const to = Response.redirect("https://provider.example/", 302);
  const withCookies = new Response(null, { status: 303, headers: { Location: "/" } });
  for (const cookie of ["a=1", "b=2"]) withCookies.headers.append("Set-Cookie", cookie);
  const [plain, other] = await Promise.all(
    [to, withCookies].map((answer) => withRequestId(async () => answer)(chosen())),
  );
  expect([plain?.status, plain?.headers.get("location")]).toEqual([302, "https://provider.example/"]);
  expect([other?.status, other?.headers.getSetCookie()]).toEqual([303, ["a=1", "b=2"]]);
  expect(plain?.headers.get(requestIdHeader)).toMatch(/^[0-9a-f-]{36}$/);
});
