import type { Limit } from "./endpoints";
import type { Scope } from "./scopes";
import type {
  AuditEvent,
  CleanupReport,
  ConfigChange,
  DashboardConfig,
  Membership,
  Organization,
  ReassignReceipt,
  SavedConfig,
  User,
} from "./wire";

/** One row of the owner's side: where it is, what an API key needs for it, what goes in, what comes out. */
export type ManagedEndpoint<_Input, _Data> = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** `:name` is a field of the input. */
  path: string;
  scope: Scope;
};

/** For each API key, and for each client address that brings keys which open nothing. */
export const callsPerKey: Limit = { name: "management", max: 600, windowSeconds: 60, by: "key" };
export const badKeys: Limit = { name: "bad-keys", max: 30, windowSeconds: 60, by: "ip" };

/** Part of a list, and from where to go on: null at its end. */
export type Page<Item> = { items: Item[]; after: string | null };

export type Paging = { limit?: number | undefined; after?: string | undefined };

export type UserFilter = {
  isAnonymous?: boolean | undefined;
  email?: string | undefined;
  /** Seconds since the last activity. */
  inactiveFor?: number | undefined;
};
export type UserChange = { name?: string | null; metadata?: Record<string, unknown>; role?: User["role"] };
export type AuditFilter = { type?: string | undefined; userId?: string | undefined };
export type CleanupInput = { dryRun?: boolean; limit?: number };
export type NewMembership = { userId: string; role?: Membership["role"] };

export const listUsers: ManagedEndpoint<UserFilter & Paging, Page<User>> = {
  method: "GET",
  path: "/api/v1/users",
  scope: "users:read",
};

export const getUser: ManagedEndpoint<{ id: string }, User> = {
  method: "GET",
  path: "/api/v1/users/:id",
  scope: "users:read",
};

export const updateUser: ManagedEndpoint<{ id: string } & UserChange, User> = {
  method: "PATCH",
  path: "/api/v1/users/:id",
  scope: "users:write",
};

export const deleteUser: ManagedEndpoint<{ id: string; onlyIfAnonymous?: boolean }, { deleted: true }> = {
  method: "DELETE",
  path: "/api/v1/users/:id",
  scope: "users:write",
};

export const reassignData: ManagedEndpoint<{ id: string; toUserId: string }, ReassignReceipt> = {
  method: "POST",
  path: "/api/v1/users/:id/reassign",
  scope: "users:write",
};

export const getConfiguration: ManagedEndpoint<void, DashboardConfig> = {
  method: "GET",
  path: "/api/v1/configuration",
  scope: "configuration:read",
};

export const saveConfiguration: ManagedEndpoint<ConfigChange, SavedConfig> = {
  method: "PATCH",
  path: "/api/v1/configuration",
  scope: "configuration:write",
};

export const listAuditEvents: ManagedEndpoint<AuditFilter & Paging, Page<AuditEvent>> = {
  method: "GET",
  path: "/api/v1/audit-events",
  scope: "audit:read",
};

export const cleanUpGuests: ManagedEndpoint<CleanupInput, CleanupReport> = {
  method: "POST",
  path: "/api/v1/anonymous/cleanup",
  scope: "users:write",
};

export const listOrganizations: ManagedEndpoint<Paging, Page<Organization>> = {
  method: "GET",
  path: "/api/v1/organizations",
  scope: "users:read",
};

export const createOrganization: ManagedEndpoint<{ name: string }, Organization> = {
  method: "POST",
  path: "/api/v1/organizations",
  scope: "users:write",
};

export const listMembers: ManagedEndpoint<{ id: string } & Paging, Page<Membership>> = {
  method: "GET",
  path: "/api/v1/organizations/:id/members",
  scope: "users:read",
};

export const addMember: ManagedEndpoint<{ id: string } & NewMembership, Membership> = {
  method: "POST",
  path: "/api/v1/organizations/:id/members",
  scope: "users:write",
};
