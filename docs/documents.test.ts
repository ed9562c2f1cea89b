import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { socialMethods } from "@/lib/server/authjs/credentials";
import { filesIn } from "@/lib/testing/samples";
import { apiDocument } from "@/scripts/api-document";
import { isOut } from "@/scripts/eject/features";

/** A fork's front page is its own, and says what it likes. */
const isFrontPageOurs = readFileSync("README.md", "utf8").startsWith("# Guestbook\n");

const documents = [".", "docs", "docs/decisions"]
  .flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".md"))
      .map((name) => path.posix.join(folder, name)),
  )
  .filter((name) => name !== "README.md" || isFrontPageOurs);

const decisions = new Map(
  readdirSync("docs/decisions").map((name) => [
    name.slice(0, 4),
    { name, head: readFileSync(`docs/decisions/${name}`, "utf8").split("\n\n")[1] ?? "" },
  ]),
);

test("a decision that changes or reverses another is named by it", () => {
  const changes = [...decisions.values()].flatMap(({ name, head }) =>
    [...head.matchAll(/(?:replaces|reverses|changes|widens)\b[^·]*/g)].flatMap(([said]) =>
      [...said.matchAll(/\b\d{4}\b/g)].map(([earlier]) => ({ name, earlier })),
    ),
  );
  expect(changes.length).toBeGreaterThan(0);
  for (const { name, earlier } of changes)
    expect(decisions.get(earlier)?.head ?? name, `${earlier} does not name ${name}`).toContain(name);
});

test("docs/api.md is what the tables of endpoints and errors say", async () => {
  expect(readFileSync("docs/api.md", "utf8"), "docs/api.md is out of date: npm run docs:api").toBe(
    await apiDocument(),
  );
});

test("every sign-in method that docs/sign-in-methods.md lists is used by a test in a browser", () => {
  const page = readFileSync("docs/sign-in-methods.md", "utf8");
  const listed = [...page.matchAll(/^- \*\*(.+?)\*\*:/gm)].map(([, name]) => name);
  const ways = readFileSync("e2e/ways.spec.ts", "utf8").matchAll(
    /^ {2}(?:"([^"]+)"|(\w+)): (?:async )?\(|^ {2}(\w+): through/gm,
  );
  const used = [...ways].map(([, quoted, bare, through]) => quoted ?? bare ?? through);
  expect(listed.length).toBeGreaterThan(0);
  expect(used).toEqual(listed);
});

test.each(documents)("every path that %s names exists", (document) => {
  const text = readFileSync(document, "utf8");
  const inFolders = text.matchAll(
    /[`(]((?:app|bench|components|db|docs|e2e|lib|scripts)\/[\w./()[\]-]*[\w\])/])[`)]/g,
  );
  const atTheTop = text.matchAll(/`(\w+\.(?:json|md|yaml)|Dockerfile)`/g);
  const paths = [...inFolders, ...atTheTop].map(([, path]) => path ?? "");
  const given = filesIn(document);
  // What a fork has and this project may not.
  const isOwn = (path: string) => /\(product\)|^e2e\/product/.test(path);
  expect(
    paths.filter((path) => !existsSync(path) && !given.has(path) && !isOwn(path) && !isOut(path)),
  ).toEqual([]);
});

test.skipIf(!isFrontPageOurs)(
  "what the README lists for the evening is there, and as long as it says",
  () => {
    const text = readFileSync("README.md", "utf8");
    const files = [...text.matchAll(/^\d+\. `(.+?)`/gm)].map(([, file = ""]) => file);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    const lines = files
      .map((file) => readFileSync(file, "utf8").trimEnd().split("\n").length)
      .reduce((sum, count) => sum + count, 0);
    const said = Number(/([\d,]+) lines, two hours/.exec(text)?.[1]?.replace(",", ""));
    expect(lines).toBeLessThanOrEqual(said);
    expect(lines).toBeGreaterThan(said - 100);
    expect(said).toBeLessThanOrEqual(1800);
  },
);

test.each(documents)("every command that %s names is there", (document) => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  const named = [...readFileSync(document, "utf8").matchAll(/npm (?:run ([\w:-]+)|(start|test))\b/g)].map(
    ([, run, short]) => run ?? short ?? "",
  );
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test.each(documents)("every link in %s to a document leads to one", (document) => {
  const links = readFileSync(document, "utf8").matchAll(/\]\((?!https?:|#)([^)#]+)/g);
  const targets = [...links].map(([, target = ""]) => path.posix.join(path.dirname(document), target));
  expect(targets.filter((target) => !existsSync(target))).toEqual([]);
});

test("every variable that is read is in .env.example, and every one in it is read", () => {
  const source = readFileSync("lib/server/env.ts", "utf8");
  const platform = /^(NODE_ENV|PORT|VERCEL)/;
  const read = [...source.matchAll(/^ {2}([A-Z_]+): (?:z|url|secureUrl|credential|longSecret|emails)\b/gm)]
    .map(([, name]) => name ?? "")
    .filter((name) => !platform.test(name));
  // Read by name, whatever the provider; an issuer of its own is for those that have one already.
  const ofProviders = socialMethods().flatMap(({ wants }) => wants);
  const issuers = ["AUTH_GOOGLE_ISSUER", "AUTH_APPLE_ISSUER"];
  const example = [...readFileSync(".env.example", "utf8").matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(example.sort()).toEqual([...read, ...ofProviders, ...issuers].sort());
});
