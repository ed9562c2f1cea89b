import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isOut } from "@/scripts/eject/features";

const page = readFileSync("docs/security.md", "utf8").replaceAll(/\n +/g, " ");

/** OWASP ASVS 5.0: how many requirements of levels 1 and 2 each section of chapters 6, 7, 9 and 10 has that is for a client. */
const requirements = {
  "6.1": 3,
  "6.2": 12,
  "6.3": 4,
  "6.4": 4,
  "6.5": 5,
  "6.6": 3,
  "6.8": 4,
  "7.1": 3,
  "7.2": 4,
  "7.3": 2,
  "7.4": 5,
  "7.5": 2,
  "7.6": 2,
  "9.1": 3,
  "9.2": 4,
  "10.1": 2,
  "10.2": 2,
  "10.5": 5,
};

test("the security page answers every requirement, once", () => {
  const rows = [...page.matchAll(/^\| (\d+\.\d+\.\d+) +\| .+? \| (\S+) +\|/gm)];
  expect(new Set(rows.map(([, , answer]) => answer))).toEqual(new Set(["met", "partly", "no", "–"]));
  const all = Object.entries(requirements).flatMap(([section, count]) =>
    Array.from({ length: count }, (_, index) => `${section}.${index + 1}`),
  );
  expect(rows.map(([, number]) => number).filter((number) => !number?.startsWith("3."))).toEqual(all);
});

test("every service is broken by a test in every way that it can fail", () => {
  const section = page.split(/^## /m).find((text) => text.startsWith("When a service fails")) ?? "";
  const rows = [...section.matchAll(/^\| (\S+) +\| (.+?) +\| .+? +\|$/gm)];
  const tested = [...section.matchAll(/^- (\S+) (.+?): `.+?" ?(?:,|\.$)/gm)];
  const ways = ["refuses", "hangs", "answers rubbish", "dies midway", "comes back"];
  const services = ["database", "Redis", "mail", "provider"];
  const all = services.flatMap((service) => ways.map((way) => `${service} ${way}`));
  expect(rows.slice(2).map(([, service, way]) => `${service} ${way}`)).toEqual(all);
  const shown = tested.flatMap(([, service, of = ""]) => of.split(", ").map((way) => `${service} ${way}`));
  expect(shown.sort()).toEqual(all.toSorted());
});

test("its tables fit a screen", () => {
  const tables = page.split("\n").filter((line) => line.startsWith("|"));
  expect(tables.filter((line) => line.length > 120)).toEqual([]);
});

test("every test that the security page names is in the file it names", () => {
  const named = [...page.matchAll(/`([\w./-]+\.(?:test|spec)\.ts)` "(.+?)"/g)];
  expect(named.length).toBeGreaterThan(40);
  const missing = named.filter(([, file = "", title = ""]) => {
    if (isOut(file)) return false;
    const source = readFileSync(file, "utf8");
    return !source.includes(`"${title}"`) && !source.includes(`\`${title}\``);
  });
  expect(missing.map(([row]) => row)).toEqual([]);
});
