import { expect, test } from "vitest";
import { newGuest } from "@/lib/auth/core/testing";
import { managementApi } from "@/lib/testing/management-api";
import { testDatabase } from "@/lib/testing/test-database";

const organizations = "app/api/v1/organizations/route.ts";
const members = "app/api/v1/organizations/[id]/members/route.ts";

test("a guest may be a member of an organization, but not its owner", async () => {
  const db = await testDatabase();
  const call = managementApi(db);
  const { user: guest } = await newGuest(db);
  const made = await call(organizations, "POST", { body: { name: "Choir" } });
  expect(made).toMatchObject({ status: 201, data: { name: "Choir" } });
  const { id } = made.data as { id: string };
  const add = (body: object) => call(members, "POST", { id, body });
  expect((await add({ userId: guest.id, role: "owner" })).error?.code).toBe("FULL_ACCOUNT_REQUIRED");
  expect(await add({ userId: guest.id })).toMatchObject({ status: 201, data: { role: "member" } });
  expect((await add({ userId: guest.id })).error?.code).toBe("CONFLICT");
  expect((await add({ userId: "usr_none" })).error?.code).toBe("NOT_FOUND");
  expect((await call(members, "GET", { id })).data).toMatchObject([{ userId: guest.id }]);
  const events = await call("app/api/v1/audit-events/route.ts", "GET", {
    query: "?type=organization.member_added",
  });
  expect(events.data).toMatchObject([{ userId: guest.id, actor: "root_key", details: { role: "member" } }]);
});
