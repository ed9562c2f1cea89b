import type { WireInputOf } from "../api/define";
import type { Api } from "../api/table";
import { organizationsOf } from "./organizations"; // eject: organizations
import {
  asText,
  type BanataAuthOptions,
  type CallOptions,
  type Fields,
  type Paging,
  type Send,
  sender,
} from "./request";

export { BanataAuthError, type BanataAuthErrorCode } from "./request";
export type { BanataAuthOptions, CallOptions, Paging };

/** `isAnonymous` true for guests; `inactiveFor` in seconds since the last activity. */
export type UserFilter = { isAnonymous?: boolean; email?: string; inactiveFor?: number };
export type ListUsers = Paging & { filter?: UserFilter };
/** Times in seconds. `anonymous: true` and `false` keep the maximum age. */
export type DashboardConfigChange = WireInputOf<Api["PATCH /api/v1/configuration"]>;

/**
 * The management API, for a server that holds an API key. Every call returns the body of the success; anything else is thrown as a
 * BanataAuthError, or as the signal's reason. A 429, and a 503 where nothing can be done twice, is tried again: when the server says, otherwise
 * after a growing pause.
 */
export class BanataAuth {
  readonly users;
  readonly configuration;
  readonly auditEvents;
  readonly anonymous;
  readonly organizations; // eject: organizations

  constructor(options: BanataAuthOptions) {
    const send = sender(options);
    this.users = usersOf(send);
    this.configuration = {
      getDashboardConfig: (options?: CallOptions) => send("GET /api/v1/configuration", {}, options),
      /** Updates the settings partially; times in seconds. */
      saveDashboardConfig: (change: DashboardConfigChange, options?: CallOptions) =>
        send("PATCH /api/v1/configuration", change, options),
    };
    this.auditEvents = {
      /** Newest first; `limit` from 1 to 100. */
      list: (input: { type?: string; userId?: string } & Paging = {}, options?: CallOptions) =>
        send("GET /api/v1/audit-events", asText(input), options),
    };
    this.anonymous = {
      /** Removes guests who have been inactive for longer than the maximum age; a dry run only says who they are. */
      cleanup: (input: WireInputOf<Api["POST /api/v1/anonymous/cleanup"]> = {}, options?: CallOptions) =>
        send("POST /api/v1/anonymous/cleanup", input, options),
    };
    this.organizations = organizationsOf(send); // eject: organizations
  }
}

function usersOf(send: Send) {
  const listUsers = ({ filter, limit, after }: ListUsers = {}, options?: CallOptions) =>
    send("GET /api/v1/users", asText({ ...filter, limit, after }), options);
  return {
    /** Newest first; `limit` from 1 to 100, `filter.inactiveFor` in seconds. */
    listUsers,
    /** Every user that the filter names, page by page. */
    iterate: (input: Omit<ListUsers, "after"> = {}, options?: CallOptions) =>
      everyPage((after) => listUsers({ ...input, ...(after !== undefined && { after }) }, options)),
    getUser: ({ userId }: { userId: string }, options?: CallOptions) =>
      send("GET /api/v1/users/:id", { id: userId }, options),
    /** Updates what is given; `metadata` as a whole. */
    updateUser: (
      { userId, ...change }: { userId: string } & Fields<"PATCH /api/v1/users/:id">,
      options?: CallOptions,
    ) => send("PATCH /api/v1/users/:id", { ...change, id: userId }, options),
    /** With `onlyIfAnonymous` somebody who created an account meanwhile stays: USER_NOT_ANONYMOUS. CONFLICT for the only admin. */
    deleteUser: (
      { userId, onlyIfAnonymous }: { userId: string; onlyIfAnonymous?: boolean },
      options?: CallOptions,
    ) => send("DELETE /api/v1/users/:id", { ...asText({ onlyIfAnonymous }), id: userId }, options),
    /** Gives everything that one user owns to another. */
    reassignData: (
      { fromUserId, toUserId }: { fromUserId: string; toUserId: string },
      options?: CallOptions,
    ) => send("POST /api/v1/users/:id/reassign", { id: fromUserId, toUserId }, options),
  };
}

type PageOf<Item> = { data: Item[]; listMetadata: { after: string | null } };

async function* everyPage<Item>(page: (after: string | undefined) => Promise<PageOf<Item>>) {
  for (let after: string | null | undefined; after !== null; ) {
    const { data, listMetadata } = await page(after);
    yield* data;
    after = listMetadata.after;
  }
}
