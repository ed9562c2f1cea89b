import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "@/e2e/support/app";
import { type Postgres, startPostgres } from "@/lib/testing/postgres";
import { copyProject, linkFolder, type ProjectCopy } from "@/lib/testing/project-copy";
import { filesIn } from "@/lib/testing/samples";
import { features } from "@/scripts/eject/features";

const patience = 600_000;
const document = "docs/guest-core.md";
const commands = [...readFileSync(document, "utf8").matchAll(/^```sh\n(.*?)^```$/gms)].map(
  ([, block = ""]) => block,
);
const [prepare = "", copy = "", prefix = "", install = "", migrate = ""] = commands;
const isComplete = Object.values(features).every(({ paths }) => existsSync(paths[0]));

/** What was there before: an app as `create-next-app` makes it, and a table of its own. */
const blank = {
  "package.json": JSON.stringify({ name: "my-app", private: true }),
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      target: "ES2024",
      lib: ["dom", "dom.iterable", "esnext"],
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      esModuleInterop: true,
      module: "esnext",
      moduleResolution: "bundler",
      resolveJsonModule: true,
      isolatedModules: true,
      jsx: "react-jsx",
      incremental: true,
      plugins: [{ name: "next" }],
      paths: { "@/*": ["./*"] },
    },
    include: ["next-env.d.ts", "**/*.ts", "**/*.tsx", ".next/types/**/*.ts"],
    exclude: ["node_modules"],
  }),
  "next.config.ts": `export default { turbopack: { root: import.meta.dirname } };\n`,
  "app/layout.tsx": `import type { ReactNode } from "react";

export default function RootLayout({ children }: { children: ReactNode }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
  "app/page.tsx": `import { getCurrent } from "@/lib/server/session";

export default async function Home() {
  const current = await getCurrent();
  return <p>{current ? (current.user.isAnonymous ? "a guest" : current.user.email) : "nobody"}</p>;
}
`,
};

/** The app's own migrations, in Drizzle's usual table: the first was there before the core. */
const ownMigrations = [
  `CREATE TABLE users (id serial PRIMARY KEY, plan text NOT NULL DEFAULT 'free');
  CREATE INDEX users_email_key ON users (plan)`,
  `ALTER TABLE users ADD COLUMN guest_id text UNIQUE REFERENCES guest_users (id) ON DELETE CASCADE`,
];

// A fork that has ejected something cannot say what this page says.
describe.skipIf(!isComplete)("a blank app with a `users` table of its own", () => {
  const folder = path.resolve("test-results/my-app");
  let project: ProjectCopy;
  let postgres: Postgres;
  let client: Client;
  let app: App;

  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  const inApp = (script: string) =>
    project.must("bash", "-ec", `cd ../my-app\nexport DATABASE_URL='${postgres.url}'\n${script}`);
  const sources = () =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
      (name) => /\.tsx?$/.test(name) && !/^(node_modules|\.next)/.test(name),
    );
  const migrateOwn = async (statement: string) => {
    await client.query(statement);
    await client.query(
      "INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES (md5($1), extract(epoch FROM now()) * 1000)",
      [statement],
    );
  };

  beforeAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    postgres = await startPostgres();
    client = new Client({ connectionString: postgres.url });
    await client.connect();
    await client.query("CREATE SCHEMA drizzle");
    await client.query(
      "CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)",
    );
    await migrateOwn(ownMigrations[0] ?? "");
    await client.query("INSERT INTO users DEFAULT VALUES");

    project = await copyProject("guest-core");
    for (const [name, text] of Object.entries(blank)) write(name, text);
    linkFolder("node_modules", path.join(folder, "node_modules"));
    // The packages are there: nothing is fetched for a test.
    await project.must("bash", "-ec", prepare.replace("npm ci\n", ""));
    await project.must("bash", "-ec", copy);
    for (const [name, text] of filesIn(document)) write(name, text);
    await inApp(prefix);
    await inApp(migrate);
    await migrateOwn(ownMigrations[1] ?? "");
  }, patience);
  afterAll(async () => {
    await app?.stop();
    await client?.end();
    await postgres?.remove();
    project?.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test("installs the packages that the copied files import, and no others", () => {
    const own = new Set([...builtinModules, "next", "react", "react-dom"]);
    const imported = sources().flatMap((name) =>
      [
        ...readFileSync(path.join(folder, name), "utf8").matchAll(
          /^(?:import|export|\}) [^"\n]*from "(.+)";$|^import "(.+)";$|import\("([^"]+)"\)/gm,
        ),
      ].map(([, from, plain, lazy]) => from ?? plain ?? lazy ?? ""),
    );
    const packages = imported
      .filter((name) => !/^(\.|@\/|node:)/.test(name))
      .map((name) =>
        name
          .split("/")
          .slice(0, name.startsWith("@") ? 2 : 1)
          .join("/"),
      )
      .filter((name) => !own.has(name));
    const [used = "", forDevelopment = ""] = install.split("npm install --save-dev");
    const named = (line: string) =>
      line
        .replaceAll(/npm install|\\\n/g, " ")
        .trim()
        .split(/\s+/);
    expect([...new Set(packages)].sort()).toEqual([...named(used), "@auth/core"].sort());
    expect(named(forDevelopment)).toContain("@auth/core");
  });

  test("compiles and builds", { timeout: patience }, async () => {
    const said = await inApp("AUTH_SECRET='' NODE_ENV=production npx next build");
    expect(said).toContain("Compiled");
    expect(said).toContain("Finished TypeScript");
  });

  test("creates a guest, reads the session and upgrades in place; its own table has a row more", {
    timeout: patience,
  }, async () => {
    app = await startApp(
      { DATABASE_URL: postgres.url },
      { folder, command: [path.join(folder, "node_modules/next/dist/bin/next"), "start"] },
    );
    const post = (to: string, body: object, cookie = "") =>
      fetch(app.url + to, {
        method: "POST",
        headers: { "content-type": "application/json", "x-forwarded-for": "203.0.113.1", cookie },
        body: JSON.stringify(body),
      });
    const started = await post("/api/auth/sign-in/anonymous", {});
    expect(started.status).toBe(201);
    const { data: guest } = await started.json();
    const [cookie = ""] = (started.headers.get("set-cookie") ?? "").split(";");
    const read = async () => (await fetch(`${app.url}/api/auth/get-session`, { headers: { cookie } })).json();
    expect(await read()).toMatchObject({ data: { user: { id: guest.user.id, isAnonymous: true } } });

    const account = { email: "jane@example.com", password: "correct horse battery" };
    const upgraded = await post("/api/auth/anonymous/upgrade", account, cookie);
    expect(upgraded.status, app.log()).toBe(200);
    const [after = ""] = (upgraded.headers.get("set-cookie") ?? "").split(";");
    const page = await fetch(app.url, { headers: { cookie: after } });
    expect(await page.text()).toContain(account.email);
    const { rows } = await client.query(
      `SELECT own.id, core.id AS "coreId", email, is_anonymous FROM users own LEFT JOIN guest_users core ON core.id = own.guest_id ORDER BY own.id`,
    );
    expect(rows).toEqual([
      { id: 1, coreId: null, email: null, is_anonymous: null },
      { id: 2, coreId: guest.user.id, email: account.email, is_anonymous: false },
    ]);
  });

  test("is migrated again without harm, its own list of migrations untouched", async () => {
    await inApp("npx tsx scripts/migrate.ts");
    const { rows } = await client.query("SELECT count(*)::int AS count FROM drizzle.__drizzle_migrations");
    expect(rows).toEqual([{ count: 2 }]);
  });
});
