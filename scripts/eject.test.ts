import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openEmbedded } from "@/db/client";
import * as schema from "@/db/schema";
import { rows } from "@/lib/auth/core/testing";
import { copyProject, type ProjectCopy } from "@/lib/testing/project-copy";
import { filesIn } from "@/lib/testing/samples";
import { features } from "./eject/features";
import { withoutMarked } from "./eject/marks";

const patience = 900_000;
const there = Object.keys(features).filter((name) => existsSync(features[name]?.paths[0] ?? ""));
const tables: string[] = Object.values(schema).flatMap((table) =>
  is(table, PgTable) ? [getTableName(table)] : [],
);

test("marked lines go, and no others", () => {
  const text = `
import { a } from "./a"; // eject: a
import { ab } from "./ab"; // eject: ab
// eject-start: a
const mine = a;
// eject-end: a
const both = [
  a, // eject: a
  ab, // eject: ab
];
<div>
  {/* eject: a */}
  <A {...each} />
  {/* eject-start: a */}
  <A>
    a
  </A>
  {/* eject-end: a */}
</div>;
# eject-start: a
A=
# eject-end: a
B=
`;
  expect(withoutMarked(text, "a")).toBe(`
import { ab } from "./ab"; // eject: ab
const both = [
  ab, // eject: ab
];
<div>
</div>;
B=
`);
  expect(withoutMarked("One.\n\n<!-- a -->\nTwo.\n\n<!-- /a -->\n\nThree.\n", "a")).toBe("One.\n\nThree.\n");
});

// A fork that has taken everything out has nothing left to try this on. `npm run test:eject` tries each by itself.
describe.skipIf(there.length === 0 || process.env.IS_EJECTED_COPY === "true")(
  "in a copy of the project",
  () => {
    let copy: ProjectCopy;

    beforeAll(async () => {
      copy = await copyProject("ejected");
    }, patience);
    afterAll(() => copy.remove());

    const eject = (...names: string[]) => copy.must("npm", "run", "eject", "--", ...names);
    /** What `npm run check` does, at once; what is as it was in the check before is not compiled again. */
    const check = () =>
      Promise.all([
        copy.must("npx", "tsc", "--noEmit", "--tsBuildInfoFile", "node_modules/.checked.tsbuildinfo"),
        copy.must("npx", "biome", "ci", "."),
        copy.must("npx", "knip"),
      ]);
    const vitest = (...files: string[]) =>
      ["npx", "vitest", "run", "--project=builds", "--project=mocks", "--project=unit", ...files] as const;

    test("what is not committed is not touched, and what is unknown is said", {
      timeout: patience,
    }, async () => {
      const own = path.join(copy.folder, "mine.txt");
      writeFileSync(own, "not committed");
      const refused = await copy.run("npm", "run", "eject", "--", "all");
      expect(refused).toMatchObject({ status: 1, said: expect.stringContaining("Commit everything first") });
      expect(await copy.must("git", "status", "--porcelain")).toBe("?? mine.txt\n");
      rmSync(own);
      const unknown = await copy.run("npm", "run", "eject", "--", "accounts");
      expect(unknown).toMatchObject({ status: 1, said: expect.stringContaining("passkeys") });
      await eject("all", "--dry-run");
      expect(await copy.must("git", "status", "--porcelain")).toBe("");
    });

    test.each(there)(
      "what is left without %s passes its checks, and leaves no mark of it",
      {
        timeout: patience,
      },
      async (name) => {
        await copy.reset();
        const said = await eject(name);
        for (const each of features[name]?.paths ?? []) expect(said).toContain(each);
        const changes = (await copy.must("git", "status", "--porcelain")).trimEnd().split("\n");
        expect(changes.filter((line) => !/^[ADMR] /.test(line))).toEqual([]);
        const marked = await copy.run(
          "git",
          "grep",
          "-nE",
          `eject(-start|-end)?: ${name}\\b`,
          "--",
          ":!scripts",
          ":!docs/upgrading.test.ts",
        );
        expect(marked.said).toBe("");
        await check();
      },
    );

    test.runIf(there.includes("demo"))(
      "no word of the demo is left without it",
      { timeout: patience },
      async () => {
        await copy.reset();
        await eject("demo");
        const files = (await copy.must("git", "ls-files")).trimEnd().split("\n");
        const history =
          /\/migrations\/|^db\/first-edition|first-edition\.(sql|test)|^docs\/decisions\/|^CHANGELOG|^package-lock|^scripts\/eject|^docs\/upgrading\.test/;
        const words = /\b(?<!smart-)(cards?|carts?|stickers?|greetings?|caveat|screenshots)\b|\(demo\)/i;
        const named = files
          .filter(
            (file) => !history.test(file) && /\.(tsx?|json|md|css|yaml|txt|mjs)$|^[^/.]+$|^\./.test(file),
          )
          .filter((file) => words.test(readFileSync(path.join(copy.folder, file), "utf8")));
        expect(named).toEqual([]);
      },
    );

    describe("without anything optional", () => {
      beforeAll(async () => {
        await copy.reset();
        const { migrate, db, close } = await openEmbedded(path.join(copy.folder, ".data"));
        await migrate();
        await db.execute(sql`INSERT INTO users (id, is_anonymous) VALUES ('usr_here', true)`);
        await close();
        await eject("all");
        await copy.commit();
      }, patience);

      test("it passes its checks and all of its unit tests", { timeout: patience }, async () => {
        await check();
        await copy.must(...vitest());
      });

      test("a database that had everything loses only what is gone, and an empty one gets no more", {
        timeout: patience,
      }, async () => {
        await copy.must("npm", "run", "db:migrate");
        const old = await tablesIn(path.join(copy.folder, ".data"));
        rmSync(path.join(copy.folder, ".data"), { recursive: true });
        await copy.must("npm", "run", "db:migrate");
        const fresh = await tablesIn(path.join(copy.folder, ".data"));
        rmSync(path.join(copy.folder, ".data"), { recursive: true });
        expect({ ...old, users: 0 }).toEqual({ ...fresh, users: 0 });
        expect(old.users).toBe(1);
        expect(fresh.names.filter((name) => !tables.includes(name))).toEqual([]);
        for (const gone of ["cards", "memberships", "passkeys", "webhook_deliveries", "guest_days"])
          expect(fresh.names).not.toContain(gone);
        expect(fresh.journals).toEqual(["migrations_core", "migrations_product"]);
      });

      const addition = filesIn("docs/build-on-it.md");
      const ownership = "db/product/ownership.ts";
      const add = (file: string) => {
        mkdirSync(path.dirname(path.join(copy.folder, file)), { recursive: true });
        writeFileSync(path.join(copy.folder, file), addition.get(file) ?? "");
      };

      test("a table whose owner is forgotten is found out, and what to write where is said", {
        timeout: patience,
      }, async () => {
        for (const file of addition.keys()) if (file !== ownership) add(file);
        await copy.must("npm", "run", "db:generate", "--", "product");
        const told = await copy.run(...vitest("db/ownership.test"));
        expect(told).toMatchObject({ status: 1, said: expect.stringContaining("notes.user_id") });
        expect(told.said).toContain(`in the list of ${ownership}`);
      });

      test("what docs/build-on-it.md adds passes its checks and tests", { timeout: patience }, async () => {
        add(ownership);
        await check();
        await copy.must(...vitest("app", "db"));
      });

      // A build and a browser more than every run has time for: `npm run test:eject` asks for it.
      test.runIf(process.env.IS_RELEASE === "true")(
        "what is left and what was added is built, starts, and works in a browser",
        { timeout: patience },
        async () => {
          await copy.must(
            "npx",
            "playwright",
            "test",
            "--project=desktop",
            "e2e/product",
            "e2e/main-job.spec.ts",
          );
        },
      );
    });
  },
);

/** The tables of an embedded database, those that record migrations, and how many users there are. */
async function tablesIn(folder: string) {
  const { db, close } = await openEmbedded(folder);
  const named = await rows<{ schemaname: string; tablename: string }>(
    db,
    sql`SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'drizzle') ORDER BY tablename`,
  );
  const [counted] = await rows<{ count: number }>(db, sql`SELECT count(*)::int AS count FROM users`);
  await close();
  const of = (schema: string) =>
    named.flatMap(({ schemaname, tablename }) => (schemaname === schema ? [tablename] : []));
  return { names: of("public"), journals: of("drizzle"), users: counted?.count };
}
