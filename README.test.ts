import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import * as endpoints from "@/lib/contract/endpoints";
import { errors } from "@/lib/contract/errors";
import * as management from "@/lib/contract/management";
import { forPeople } from "@/lib/reference/operations";

const readme = readFileSync("README.md", "utf8");
const documents = [".", "docs", "docs/decisions"].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => path.posix.join(folder, name)),
);

test("the table of errors is the table in the code", () => {
  const rows = [...readme.matchAll(/^\| *(\d{3}) *\| ([A-Z_]+) *\| (.+?) *\|$/gm)];
  const documented = Object.fromEntries(
    rows.map(([, status, code, message]) => [code, { status: Number(status), message }]),
  );
  expect(documented).toEqual(errors);
});

/** The tightest limit that counts by client address, in words. */
function limitOf({ limits }: (typeof endpoints)["signOut"]): string {
  const [first] = limits.filter(({ by }) => by !== "email").sort((a, b) => a.windowSeconds - b.windowSeconds);
  return first ? `${first.max} / ${first.windowSeconds === 60 ? "min" : "hour"} per address` : "none";
}

/** The rows of the table of endpoints below `heading`: method, path, and what the last column says. */
function endpointsBelow(heading: string): (string | undefined)[][] {
  const section = readme.split(/^## /m).find((text) => text.startsWith(heading)) ?? "";
  const rows = section.matchAll(/^\| (GET|POST|PATCH|DELETE) `(\S+?)` *\| .+? +\| (.+?) +\|$/gm);
  return [...rows].map(([, ...columns]) => columns);
}

test("every endpoint is in the README with its limit, and no other", () => {
  const documented = endpointsBelow("Endpoints").map(
    ([method, path, limit]) => `${method} /api/auth${path} ${limit}`,
  );
  const table = Object.values(endpoints).map(
    (endpoint) => `${endpoint.method} ${endpoint.path} ${limitOf(endpoint)}`,
  );
  expect(documented.sort()).toEqual(table.sort());
});

test("the README says of an endpoint what the reference says", () => {
  const said = [
    ...readme.matchAll(/^\| (\w+) `(\S+?)` +\| (.+?) +\| (?:\d+ \/ \w+ per address|none) +\|$/gm),
  ];
  const rows = forPeople.map(({ endpoint: { method, path }, does }) => [
    method,
    path.replace("/api/auth", ""),
    does,
  ]);
  expect(said.map(([, ...row]) => row)).toEqual(rows);
});

test("every endpoint of the owner's side is in the README with its scope, and no other", () => {
  const documented = endpointsBelow("The owner's side").map(
    ([method, path, scope]) => `${method} /api/v1${path} ${scope}`,
  );
  const table = Object.values(management)
    .filter((value) => "path" in value)
    .map(({ method, path, scope }) => `${method} ${path} ${scope}`);
  expect(documented.sort()).toEqual(table.sort());
});

test("every way in the README is walked by the test that it names", () => {
  const section = readme.split(/^## /m).find((text) => text.startsWith("Ways in")) ?? "";
  const [, , ...rows] = section.matchAll(/^\| (.+?) +\|/gm);
  const walked = readFileSync("e2e/ways.spec.ts", "utf8").matchAll(
    /^ {2}(?:"([^"]+)"|(\w+)): (?:async )?\(|^ {2}(\w+): through/gm,
  );
  const names = [...walked].map(([, quoted, bare, through]) => quoted ?? bare ?? through);
  expect(rows.map(([, way]) => way)).toEqual(names);
});

test.each(documents)("every path that %s names exists", (document) => {
  const text = readFileSync(document, "utf8");
  const inFolders = text.matchAll(
    /[`(]((?:app|components|db|docs|e2e|lib|scripts)\/[\w./()[\]-]*[\w\]/])[`)]/g,
  );
  const atTheTop = text.matchAll(/`(\w+\.(?:json|md|yaml)|Dockerfile)`/g);
  const paths = [...inFolders, ...atTheTop].map(([, path]) => path ?? "");
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});

test.each(documents)("every command that %s names is there", (document) => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  const named = [...readFileSync(document, "utf8").matchAll(/npm (?:run ([\w:]+)|(start|test))\b/g)].map(
    ([, run, short]) => run ?? short ?? "",
  );
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test("every variable that is read is in .env.example, and every one in it is read", () => {
  const source = readFileSync("lib/server/env.ts", "utf8");
  const platform = /^(NODE_ENV|PORT|VERCEL)/;
  const read = [...source.matchAll(/^ {2}([A-Z_]+): (?:z|url|secureUrl|credential|emails)\b/gm)]
    .map(([, name]) => name ?? "")
    .filter((name) => !platform.test(name));
  const example = [...readFileSync(".env.example", "utf8").matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(example.sort()).toEqual(read.sort());
});
