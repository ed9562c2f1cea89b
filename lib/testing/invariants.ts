import { dump } from "./dumps";

/** The tables whose rows let their user sign in. */
const credentials = [
  "passwords",
  "accounts",
  "passkeys", // eject: passkeys
];
const hasCredential = `EXISTS (${credentials.map((table) => `SELECT FROM ${table} WHERE user_id = u.id`).join(" UNION ALL ")})`;

/** What must hold in the database at any moment: each query finds the rows that break it. */
const invariants: Record<string, string> = {
  "a guest has no address and nothing to sign in by": `
    SELECT id FROM users u WHERE is_anonymous AND (email IS NOT NULL OR ${hasCredential})`,
  "a registered user has a way to sign in": `
    SELECT id FROM users u WHERE NOT is_anonymous AND email_verified_at IS NULL AND NOT ${hasCredential}`,
  "an address belongs to one user at most": `
    SELECT lower(trim(email)) AS id FROM users WHERE email IS NOT NULL GROUP BY 1 HAVING count(*) > 1`,
  "every session, credential and token has its user": `
    SELECT id FROM (SELECT id, user_id FROM sessions UNION ALL SELECT id, user_id FROM verification_tokens WHERE browser_hash IS NULL
      ${credentials.map((table) => `UNION ALL SELECT user_id, user_id FROM ${table}`).join(" ")}
      UNION ALL SELECT token_hash, user_id FROM rotated_tokens) AS owned
    WHERE NOT EXISTS (SELECT FROM users WHERE users.id = owned.user_id)`,
  "every user was created once, and has an event that says so": `
    SELECT u.id FROM users u LEFT JOIN audit_events a ON a.user_id = u.id AND a.type = 'user.created'
    GROUP BY u.id HAVING count(a.id) <> 1`,
  "a user has as many upgrade events as it was turned from guest to registered user": `
    SELECT u.id FROM users u JOIN audit_events c ON c.user_id = u.id AND c.type = 'user.created'
    WHERE (c.details->>'method' <> 'anonymous')::int
        + (SELECT count(*) FROM audit_events a WHERE a.user_id = u.id AND a.type = 'user.upgraded')
        - (SELECT count(*) FROM audit_events a WHERE a.user_id = u.id AND a.type = 'user.email_detached'
            AND (a.details->>'isGuestAgain')::boolean)
      <> (NOT u.is_anonymous)::int`,
  "an address is verified only where an event proves it": `
    SELECT id FROM users u WHERE email_verified_at IS NOT NULL
      AND NOT EXISTS (SELECT FROM audit_events a WHERE a.user_id = u.id AND a.type = 'user.email_verified')`,
  "whoever has an unverified address has been sent, or will be sent, a mail": `
    SELECT id FROM users u WHERE email IS NOT NULL AND email_verified_at IS NULL
      AND NOT EXISTS (SELECT FROM mail_outbox m WHERE m.recipient = u.email)`,
  "nothing that a registered user asked for is pending for a guest": `
    SELECT u.id FROM users u JOIN verification_tokens t ON t.user_id = u.id
    WHERE u.is_anonymous AND t.purpose NOT IN ('magic-link', 'recovery', 'passkey-upgrade', 'passkey-sign-in')`,
  // eject-start: organizations
  "a membership belongs to a user": `
    SELECT user_id AS id FROM memberships m WHERE NOT EXISTS (SELECT FROM users WHERE users.id = m.user_id)`,
  // eject-end: organizations
};

type Query = (text: string) => Promise<{ id: string }[]>;

/** The invariants that do not hold now, each with the ids of the rows that break it. */
export async function brokenInvariants(query: Query): Promise<Record<string, string[]>> {
  const broken: Record<string, string[]> = {};
  for (const [name, text] of Object.entries(invariants)) {
    const rows = await query(text);
    if (rows.length > 0) broken[name] = rows.map(({ id }) => id);
  }
  return broken;
}

/** Those of `secrets` that can be read in any table. */
export async function storedSecrets(query: Query, secrets: Iterable<string>): Promise<string[]> {
  const text = await dump(query);
  return [...secrets].filter((secret) => text.includes(secret));
}
