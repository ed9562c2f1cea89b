import fc from "fast-check";
import { expect, test } from "vitest";
import { isoTime } from "./users";

test("a time as PostgreSQL writes it, whatever its zone and its fraction, is the same time in ISO 8601", () => {
  const times = fc.date({ min: new Date("1970-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
  const fractions = fc.constantFrom("", ".1", ".02", ".003", ".1234", ".999999");
  const zones = fc.constantFrom("+00", "+01", "-08", "+05:30", "-00:44");
  fc.assert(
    fc.property(times, fractions, zones, (time, fraction, zone) => {
      const text = `${time.toISOString().slice(0, 19).replace("T", " ")}${fraction}${zone}`;
      expect(isoTime(text)).toBe(new Date(text).toISOString());
    }),
  );
});
