import { defineApi, type Limit, minute, perIp } from "@/lib/api/define";
import { empty } from "@/lib/api/schemas";
import { user } from "@/lib/api/shapes";
import * as shapes from "./admin-shapes";
import * as input from "./management-schemas";

/** For each API key, and for each address that brings wrong keys. */
export const callsPerKey: Limit = { name: "management", max: 600, windowSeconds: minute, by: "key" };
export const wrongKeys = perIp("bad-keys", 30, minute);

/** What servers with an API key call. */
export const adminApi = defineApi({
  "GET /api/v1/users": {
    summary: "Lists users, newest first",
    input: input.userList,
    output: user,
    isList: true,
    scope: "users:read",
    client: { method: "users.listUsers" },
  },
  "GET /api/v1/users/:id": {
    summary: "Returns a user",
    input: input.byId,
    output: user,
    scope: "users:read",
    client: { method: "users.getUser", id: "userId" },
  },
  "PATCH /api/v1/users/:id": {
    summary: "Updates a user's name, role or metadata",
    input: input.userChange,
    output: user,
    scope: "users:write",
    client: { method: "users.updateUser", id: "userId" },
  },
  "DELETE /api/v1/users/:id": {
    summary: "Deletes a user and everything they own",
    input: input.userDeletion,
    output: shapes.deleted,
    scope: "users:write",
    client: { method: "users.deleteUser", id: "userId" },
  },
  "POST /api/v1/users/:id/reassign": {
    summary: "Gives everything a user owns to another user",
    input: input.reassignment,
    output: shapes.reassignReceipt,
    scope: "users:write",
    client: { method: "users.reassignData", id: "fromUserId" },
  },
  "GET /api/v1/configuration": {
    summary: "Returns the settings",
    input: empty,
    output: shapes.dashboardConfig,
    scope: "configuration:read",
    client: { method: "configuration.getDashboardConfig" },
  },
  "PATCH /api/v1/configuration": {
    summary: "Updates the settings partially; they take effect everywhere within five seconds",
    input: input.configChange,
    output: shapes.savedConfig,
    scope: "configuration:write",
    client: { method: "configuration.saveDashboardConfig" },
  },
  "GET /api/v1/audit-events": {
    summary: "Lists audit events, newest first",
    input: input.auditList,
    output: shapes.auditEvent,
    isList: true,
    scope: "audit:read",
    client: { method: "auditEvents.list" },
  },
  "POST /api/v1/anonymous/cleanup": {
    summary: "Removes guests who have been inactive for longer than the maximum age",
    input: input.cleanupInput,
    output: shapes.cleanupReport,
    scope: "users:write",
    client: { method: "anonymous.cleanup" },
  },
});
