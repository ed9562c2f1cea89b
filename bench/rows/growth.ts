import { randomInt } from "node:crypto";
import { product } from "@/lib/product";
import { durations, once, target, typical } from "../load";
import type { Side } from "../site";
import { insertGuests, insertMany, tokenOf } from "./people";
import type { Row } from "./row";
import { upgrader, withoutHash } from "./upgrade";

const few = 10_000;
const many = 5_000_000;

/** So many requests for each median of a round. */
const each = 20;

export const growth: Row = {
  name: "growth",
  isHeavy: true,
  async measure({ another }, { rounds }) {
    const small = await another(withoutHash);
    const large = await another({ ...withoutHash, CRON_SECRET: secret });
    await insertMany(small.pool, few);
    await insertMany(large.pool, many);
    for (const { pool } of [small, large]) await insertGuests(pool, "fresh", (rounds + 1) * each);
    const compare = (of: (app: Side, size: number) => ReturnType<typeof target>) => {
      const [one, other] = [of(large, many), of(small, few)];
      return durations(
        rounds,
        () => typical(one, each),
        () => typical(other, each),
      );
    };
    const { rows } = await large.pool.query<{ name: string; bytes: string }>(
      `SELECT relname AS name, pg_relation_size(c.oid) AS bytes FROM pg_class c
       WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i') AND pg_relation_size(c.oid) > 10e6 ORDER BY 2 DESC`,
    );
    await countDays(large);
    const admin = await insertAdmin(large);
    const answers = [];
    for (const path of adminPages) {
      const asked = target(large.url + path, "GET", () => ({
        headers: { cookie: `${product.slug}=${admin}` },
      }));
      await once(asked);
      const value = await typical(asked, each);
      answers.push({
        what: `${path} at 5,000,000 users`,
        value,
        unit: "ms",
        target: { atMost: path === "/admin" ? 100 : 200 },
      });
    }
    return [
      {
        what: "create at 5,000,000 users, of 10,000",
        value: await compare(creator),
        target: { atMost: 1.05 },
      },
      { what: "read at 5,000,000 users, of 10,000", value: await compare(reader), target: { atMost: 1.05 } },
      {
        what: "upgrade at 5,000,000 users, of 10,000",
        value: await compare((app) => upgrader(app, "fresh")),
        target: { atMost: 1.05 },
      },
      ...answers,
      ...rows.map(({ name, bytes }) => ({
        what: `size of ${name}`,
        value: Number(bytes) / 2 ** 20,
        unit: "MiB",
        target: null,
      })),
    ];
  },
};

const secret = "a secret of the bench, known to everybody";

const adminPages = [
  "/admin",
  "/admin/users",
  "/admin/users?sort=active",
  "/admin/users?search=member12",
  "/admin/audit",
];

const creator = (app: Side) => target(`${app.url}/api/auth/sign-in/anonymous`, "POST");

/** Any of the guests, so that the next one read is seldom where the last one was. */
function reader(app: Side, size: number) {
  return target(`${app.url}/api/auth/get-session`, "GET", () => ({
    headers: { authorization: `Bearer ${tokenOf("many", randomInt(size / 2) * 2 + 1)}` },
  }));
}

/** Has the cleanup count the days that are over, as a scheduler does every day. */
async function countDays({ url, pool }: Side): Promise<void> {
  for (let counted = 0; counted < 99; ) {
    await fetch(`${url}/api/cron/cleanup`, { headers: { authorization: `Bearer ${secret}` } });
    const { rows } = await pool.query<{ days: number }>("SELECT count(*)::int AS days FROM guest_days");
    const days = rows[0]?.days ?? 0;
    if (days === counted) return;
    counted = days;
  }
}

/** The secret of an admin's session. */
async function insertAdmin({ pool }: Side): Promise<string> {
  const token = tokenOf("admin", 0);
  await pool.query(
    `INSERT INTO users (id, is_anonymous, email, email_verified_at, role)
     VALUES ('admin', false, 'admin@example.com', now(), 'admin')`,
  );
  await pool.query(
    `INSERT INTO sessions (id, token_hash, user_id, expires_at)
     VALUES ('ses_admin', encode(sha256(convert_to($1, 'UTF8')), 'hex'), 'admin', now() + interval '7 days')`,
    [token],
  );
  return token;
}
