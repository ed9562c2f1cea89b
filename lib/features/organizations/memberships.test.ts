import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { contextWith, eventsOf, newGuest, rows, unwrap } from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import { createOwnOrganization, listOwnOrganizations } from "./memberships";
import { newOrganization } from "./organization-testing";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

test("a registered user creates an organization and owns it; a guest and a visitor cannot", async () => {
  const { owner, asOwner, organizationId } = await newOrganization(db);
  expect(unwrap(await listOwnOrganizations(asOwner))).toMatchObject([
    { id: organizationId, name: "Friends", role: "owner", members: 1 },
  ]);
  expect(await eventsOf(db, owner.user.id)).toEqual(["user.created", "organization.member_added"]);
  const asGuest = contextWith(db, (await newGuest(db)).token);
  const input = { name: "Mine" };
  expect(await createOwnOrganization(asGuest, input)).toEqual({ ok: false, code: "FULL_ACCOUNT_REQUIRED" });
  expect(await createOwnOrganization(contextWith(db), input)).toEqual({ ok: false, code: "NO_SESSION" });
  expect(unwrap(await listOwnOrganizations(asGuest))).toEqual([]);
});

test("a registered user owns fifty organizations at most, and may be in others", async () => {
  const { owner, asOwner } = await newOrganization(db);
  await rows(
    db,
    sql`WITH made AS (
      INSERT INTO organizations (id, name, created_at)
      SELECT 'org_' || lpad(n::text, 26, '0'), 'Nr ' || n, now() FROM generate_series(1, 49) AS n RETURNING id
    ) INSERT INTO memberships (organization_id, user_id, role, created_at)
    SELECT id, ${owner.user.id}, 'owner', now() FROM made`,
  );
  expect(await createOwnOrganization(asOwner, { name: "One more" })).toMatchObject({ code: "FORBIDDEN" });
  await rows(
    db,
    sql`UPDATE memberships SET role = 'member' WHERE organization_id = ${`org_${"1".padStart(26, "0")}`}`,
  );
  expect(await createOwnOrganization(asOwner, { name: "One more" })).toMatchObject({ ok: true });
});
