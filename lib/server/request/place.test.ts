import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { processValues } from "@/lib/process-wide";
import { placeOf } from "./client-address";

const from = (city: string, country: string) =>
  placeOf(new Headers({ "x-vercel-ip-city": city, "x-vercel-ip-country": country }));

beforeEach(() => {
  processValues.delete("env");
  vi.stubEnv("TRUSTED_PROXIES", "vercel");
});

afterEach(() => {
  vi.unstubAllEnvs();
  processValues.delete("env");
});

test("a place is a city and a country, as far as the platform knows them", () => {
  expect(from("S%C3%A3o%20Paulo", "BR")).toBe("São Paulo, Brazil");
  expect(from("", "PT")).toBe("Portugal");
  expect(from("Lisbon", "")).toBe("Lisbon");
  expect(placeOf(new Headers())).toBeNull();
});

test("what makes no sense is left out", () => {
  expect(from("%E0%A4%A", "PT")).toBe("Portugal");
  expect(from("a%00b", "<b>")).toBe("ab");
  expect(from("x".repeat(500), "")).toHaveLength(100);
});

test("elsewhere a client could send these headers itself: nothing is believed", () => {
  processValues.delete("env");
  vi.stubEnv("TRUSTED_PROXIES", "1");
  expect(from("Lisbon", "PT")).toBeNull();
});
