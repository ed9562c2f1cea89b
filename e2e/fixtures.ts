import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from "@playwright/test";
import { Pool } from "pg";
import { type Api, apiClient, newAddress } from "@/lib/testing/api";
import { createDatabase } from "@/lib/testing/database";
import { handedOut } from "@/lib/testing/evidence";
import { type App, startApp } from "./support/app";
import { type MailServer, startMailServer } from "./support/smtp";

type Row = Record<string, unknown>;

export type Server = { app: App; databaseUrl: string };

type WorkerFixtures = {
  mail: MailServer;
  /** The production server of this worker, on a database of its own. */
  server: Server;
  pool: Pool;
};

type TestFixtures = {
  /** Errors in the browser's console that this test causes on purpose. Any other fails it. */
  expectedErrors: RegExp[];
  /** Another browser: its own cookies, its own address. */
  newVisitor: (options?: BrowserContextOptions) => Promise<Page>;
  /** A look at the tables. */
  db: (query: string, values?: unknown[]) => Promise<Row[]>;
  api: Api;
};

export const test = base.extend<TestFixtures, WorkerFixtures>({
  mail: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      const mail = await startMailServer();
      await use(mail);
      await mail.stop();
    },
    { scope: "worker" },
  ],
  server: [
    async ({ mail }, use) => {
      const databaseUrl = await createDatabase(postgresUrl());
      const app = await startApp({ DATABASE_URL: databaseUrl, EMAIL_SERVER: mail.url });
      await use({ app, databaseUrl });
      await app.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  pool: [
    async ({ server }, use) => {
      const pool = new Pool({
        connectionString: server.databaseUrl,
        options: "-c default_transaction_read_only=on",
      });
      await use(pool);
      await pool.end();
    },
    { scope: "worker" },
  ],
  db: async ({ pool }, use) => {
    await use(async (query, values) => (await pool.query<Row>(query, values)).rows);
  },
  baseURL: async ({ server }, use) => use(server.app.url),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  extraHTTPHeaders: async ({}, use) => use({ "x-forwarded-for": newAddress() }),
  api: async ({ server }, use) => use(apiClient(server.app.url)),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  expectedErrors: async ({}, use) => use([]),
  page: async ({ page, expectedErrors }, use) => {
    const errors = errorsOf(page);
    await use(page);
    await keepCookies(page.context());
    expectOnly(expectedErrors, errors);
  },
  newVisitor: async ({ browser, baseURL, expectedErrors, viewport }, use) => {
    const opened: { context: BrowserContext; errors: string[] }[] = [];
    await use(async (options = {}) => {
      const extraHTTPHeaders = { "x-forwarded-for": newAddress() };
      const context = await browser.newContext({
        baseURL: baseURL ?? "",
        extraHTTPHeaders,
        viewport,
        ...options,
      });
      const page = await context.newPage();
      opened.push({ context, errors: errorsOf(page) });
      return page;
    });
    for (const { context, errors } of opened) {
      await keepCookies(context);
      await context.close();
      expectOnly(expectedErrors, errors);
    }
  },
});

export { expect };

/** The server's own PostgreSQL, for specs that start more servers. */
export function postgresUrl(): string {
  const url = process.env.TEST_POSTGRES_URL;
  if (url === undefined) throw new Error("e2e/support/prepare.ts has not run");
  return url;
}

async function keepCookies(context: BrowserContext) {
  handedOut((await context.cookies()).map(({ value }) => value));
}

function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  return errors;
}

function expectOnly(expected: RegExp[], errors: string[]) {
  const unexpected = errors.filter((error) => !expected.some((pattern) => pattern.test(error)));
  expect(unexpected, "errors in the browser's console").toEqual([]);
}
