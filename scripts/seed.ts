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
    card AS (
      INSERT INTO cards (id, owner_id, occasion, recipient, title)
      SELECT ${p("cardId")}, id, 'birthday', 'Ada', 'Happy birthday, dear Ada' FROM u
      RETURNING id, owner_id
    ), signature AS (
      INSERT INTO signatures (id, card_id, user_id, name, message)
      SELECT ${p("signatureId")}, id, owner_id, 'Jane', 'To many more!' FROM card
    ), audit AS (
      INSERT INTO audit_events (id, type, user_id, actor) SELECT ${p("auditId")}, 'user.created', id, 'seed' FROM u
    )
    SELECT id FROM u`,
);

/** A member with a card, to have something to look at. Safe to repeat. */
const { db, migrate, close } = await connection();
await migrate();
const [made] = await seed(db, {
  userId: newId("usr"),
  cardId: newId("crd"),
  signatureId: newId("sig"),
  auditId: newId("aud"),
  passwordHash: await hashPassword("guestbook demo"),
});
await close();
process.stdout.write(
  `${made ? "Sign in as jane@example.com with the password: guestbook demo" : "Jane is there already."}\n`,
);
