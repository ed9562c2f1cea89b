import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { newId } from "@/lib/auth/ids";
import { hashPassword } from "@/lib/auth/passwords";
import { connection } from "@/lib/server/db";

const p = sql.placeholder;

const seed = statement<{ id: string }>(
  "seed",
  sql`WITH u AS (
      INSERT INTO users (id, is_anonymous, email, email_verified_at, name)
      VALUES (${p("userId")}, false, 'jane@example.com', now(), 'Jane Doe')
      ON CONFLICT (email) WHERE email IS NOT NULL DO NOTHING
      RETURNING id
    ), password AS (INSERT INTO passwords (user_id, hash) SELECT id, ${p("passwordHash")} FROM u),
    organization AS (
      INSERT INTO organizations (id, name) SELECT ${p("organizationId")}, 'The office' FROM u RETURNING id
    ), membership AS (
      INSERT INTO memberships (organization_id, user_id, role) SELECT organization.id, u.id, 'owner' FROM organization, u
    ), audit AS (
      INSERT INTO audit_events (id, type, user_id, actor) SELECT ${p("auditId")}, 'user.created', id, 'seed' FROM u
    )
    SELECT id FROM u`,
);

/** A member with an organization, to have somebody to sign in as. Safe to repeat. */
const { db, migrate, close } = await connection();
await migrate();
const [made] = await seed(db, {
  userId: newId("usr"),
  organizationId: newId("org"),
  auditId: newId("aud"),
  passwordHash: await hashPassword("guestbook seed"),
});
await close();
process.stdout.write(
  `${made ? "Sign in as jane@example.com with the password: guestbook seed" : "Jane is there already."}\n`,
);
