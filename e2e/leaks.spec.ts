import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { createDatabase, createTemplate } from "@/lib/testing/database";
import { removeFolder } from "@/lib/testing/dumps";
import { handedOut, keepEvidence, keepLog, mailedOut } from "@/lib/testing/evidence";
import { findLeaks } from "@/lib/testing/leaks";
import { startPostgres } from "@/lib/testing/postgres";
import { expect, test } from "./fixtures";

const session = "session-of-24-characters";
const link = "link-of-21-characters";
const codes = { told: "407319", counted: "518420", partly: "629531" };

/** Evidence of its own: what is planted here is to be found here. */
let evidence: string;
const ofTheRun = process.env.TEST_EVIDENCE;
test.beforeEach(() => {
  evidence = keepEvidence();
  handedOut([session]);
  mailedOut([link, ...Object.values(codes)], `Follow ?token=${link} or type ${codes.told}`);
});
test.afterEach(() => {
  process.env.TEST_EVIDENCE = ofTheRun;
  rmSync(evidence, { recursive: true });
});

const leaks = () => {
  try {
    return findLeaks(evidence);
  } catch (error) {
    return String(error);
  }
};

test("a mail's own secrets in it, and six digits in a number or a longer name, are no leak", () => {
  keepLog(1, `after ${codes.told}5 ms at 18:41.${codes.counted} by usr_${codes.partly}`);
  expect(leaks()).toBe("2 secrets, 3 codes, 1 logs, 0 databases");
});

test("a secret or a code in a log, and a session in a mail, are found", () => {
  keepLog(1, `refused ${session}`);
  keepLog(2, `refused ${codes.told}.`);
  mailedOut([], `You are ${session}`);
  expect(leaks()).toContain("1 in logs/1 (sess… of 24); 1 in logs/2 (40… of 6); 1 in mails (sess… of 24)");
});

test("so are those in a database that a test made for itself and took away, even stopped", async () => {
  const postgres = await startPostgres();
  await createTemplate(postgres.url);
  const databaseUrl = await createDatabase(postgres.url);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    "INSERT INTO api_keys (id, name, key_hash, scopes, created_by) VALUES ('a', 'b', $1, $2, 'c')",
    [link, [session]],
  );
  await client.query("INSERT INTO settings (value) VALUES ($1)", [
    { told: ["it was", codes.told], counted: Number(codes.counted) },
  ]);
  await client.end();
  await postgres.stop();
  await postgres.remove();
  const name = new URL(databaseUrl).pathname.slice(1);
  expect(leaks()).toContain(`2 in dumps/${name}.all (sess… of 24, link… of 21)`);
  expect(leaks()).toContain(`1 in dumps/${name}.texts (40… of 6)`);
});

test("and those in the files of an embedded one", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "guestbook-"));
  mkdirSync(path.join(folder, ".data", "db", "base"), { recursive: true });
  writeFileSync(path.join(folder, ".data", "db", "base", "1"), `\0\x0f${codes.told}\0\x31${session}\0`);
  removeFolder(folder);
  expect(leaks()).toMatch(/1 in dumps\/embedded-\S+ \(sess… of 24\); 1 in dumps\/embedded-\S+ \(40… of 6\)/);
});
