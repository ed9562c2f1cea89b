import { expect, test } from "vitest";
import * as endpoints from "@/lib/contract/endpoints";
import { config } from "./middleware";

/** Counted by their handlers alone, since the middleware takes as long as all the rest of them. */
const passing: unknown[] = [endpoints.signInAnonymous, endpoints.upgrade];

test("the middleware matches the endpoints that are limited by address but the guest's own two, and nothing else", () => {
  const limited = Object.values(endpoints).filter((endpoint) =>
    endpoint.limits.some((limit) => limit.by === "ip"),
  );
  const matched = limited.filter((endpoint) => !passing.includes(endpoint));
  expect(limited.length - matched.length).toBe(passing.length);
  const [, paths] = /^\/api\/auth\/:endpoint\(([\w/|-]+)\)$/.exec(config.matcher) ?? [];
  const written = paths?.split("|").map((path) => `/api/auth/${path}`);
  expect(written?.sort()).toEqual(matched.map((endpoint) => endpoint.path).sort());
});
