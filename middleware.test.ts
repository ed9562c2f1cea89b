import { expect, test } from "vitest";
import * as endpoints from "@/lib/contract/endpoints";
import { config } from "./middleware";

test("the middleware matches the endpoints that are limited by address, and nothing else", () => {
  const limited = Object.values(endpoints).filter((endpoint) =>
    endpoint.limits.some((limit) => limit.by === "ip"),
  );
  expect([...config.matcher].sort()).toEqual(limited.map((endpoint) => endpoint.path).sort());
});
