import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openEmbedded } from "@/db/client";
import { rows } from "@/lib/auth/core/testing";
import { copyProject, type ProjectCopy } from "@/lib/testing/project-copy";
import { filesIn } from "@/lib/testing/samples";
import { features } from "@/scripts/eject/features";

const patience = 600_000;
const page = readFileSync("docs/upgrading.md", "utf8");
const commands = [...page.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block.trim());
const [remote = "", merge = "", tables = "", others = "", end = ""] = commands;
const isComplete = Object.values(features).every(({ paths }) => existsSync(paths[0]));

// A fork that has ejected something is no project to fork again.
describe.skipIf(!isComplete)("a fork with everything ejected and a product of its own", () => {
  let fork: ProjectCopy;
  const upstream = path.resolve("test-results/upstream.git");
  const file = (name: string) => path.join(fork.folder, name);
  const edit = (name: string, change: (text: string) => string) =>
    writeFileSync(file(name), change(readFileSync(file(name), "utf8")));
  const sh = (script: string) => fork.must("bash", "-ec", script);

  beforeAll(async () => {
    fork = await copyProject("fork");
    // A later version: a column of the core with its migration, a line beside one that is marked, and changes in features and the demo.
    edit("db/core/schema.ts", (text) =>
      text.replace(
        '    image: text("image"),\n',
        '    image: text("image"),\n    pronouns: text("pronouns"),\n',
      ),
    );
    await fork.must("npm", "run", "db:generate", "--", "core", "--name", "later");
    edit("lib/api/table.ts", (text) => text.replace("  ...authApi,\n", "  // Later.\n  ...authApi,\n"));
    edit("lib/api/table.ts", (text) => text.replace(/^(.*\/\/ eject: passkeys)$/m, "// Later.\n$1"));
    edit("lib/features/passkeys/api.ts", (text) => `// Later.\n${text}`);
    edit("app/(demo)/page.tsx", (text) => `// Later.\n${text}`);
    edit("db/product/schema.ts", (text) => `// Later.\n${text}`);
    edit("docs/glossary.md", (text) => `${text}\nLater.\n`);
    await fork.commit("Later");
    rmSync(upstream, { recursive: true, force: true });
    await fork.must("git", "clone", "--quiet", "--bare", ".", upstream);

    await fork.reset();
    await fork.must("npm", "run", "eject", "--", "all");
    await fork.commit("Eject everything");
    for (const [name, text] of filesIn("docs/build-on-it.md")) {
      mkdirSync(path.dirname(file(name)), { recursive: true });
      writeFileSync(file(name), text);
    }
    await fork.must("npm", "run", "db:generate", "--", "product");
    await fork.commit("Notes");
    await fork.must("npm", "run", "db:migrate");
    const { db, close } = await openEmbedded(file(".data"));
    await db.execute(sql`INSERT INTO users (id, is_anonymous) VALUES ('usr_here', true)`);
    await db.execute(sql`INSERT INTO notes (id, user_id, text) VALUES ('note_1', 'usr_here', 'Buy candles')`);
    await close();
  }, patience);
  afterAll(() => {
    fork.remove();
    rmSync(upstream, { recursive: true, force: true });
  });

  test("takes a later version by the page's commands, and its data is still there", {
    timeout: patience,
  }, async () => {
    await sh(remote.replace(/https:\S+/, upstream));
    const merged = await fork.run("bash", "-ec", merge);
    expect(merged.said).toContain("CONFLICT");
    const unmerged = await fork.must("git", "diff", "--name-only", "--diff-filter=U");
    const own = ["db/product/schema.ts"];
    const ejected = ["app/(demo)/page.tsx", "lib/api/table.ts", "lib/features/passkeys/api.ts"];
    expect(unmerged.trim().split("\n").sort()).toEqual([...own, ...ejected].sort());

    await sh(tables);
    await sh(others);
    // The packages are there: nothing is fetched for a test.
    await sh(
      end.replace("npm install\n", "npm install --offline --package-lock-only --no-audit --no-fund\n"),
    );
    expect(await fork.must("git", "status", "--porcelain")).toBe("");
    expect(await fork.must("git", "log", "--format=%s", "-1")).toContain("Merge");
    expect(readFileSync(file("lib/api/table.ts"), "utf8")).toContain("// Later.\n  ...authApi");
    expect(existsSync(file("lib/features/passkeys"))).toBe(false);
    expect(existsSync(file("app/(demo)"))).toBe(false);
    expect(existsSync(file("app/(product)/notes/page.tsx"))).toBe(true);

    const { db, close } = await openEmbedded(file(".data"));
    const kept = sql`SELECT notes.text, users.pronouns FROM notes JOIN users ON users.id = notes.user_id`;
    expect(await rows(db, kept)).toEqual([{ text: "Buy candles", pronouns: null }]);
    await close();
  });
});
