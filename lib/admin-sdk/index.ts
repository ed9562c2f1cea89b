import * as management from "../contract/management";
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
} from "../contract/wire";
import { type BanataAuthOptions, type CallOptions, type Send, sender } from "./request";

export { BanataAuthError, type BanataAuthErrorCode } from "./error";
export type { BanataAuthOptions, CallOptions };

/** The body of a success. */
export type Answer<Data> = { data: Data; error: null };
export type List<Item> = Answer<Item[]> & { listMetadata: { after: string | null } };

export type ListUsers = management.Paging & { filter?: management.UserFilter };

/** `anonymous: true` and `false` keep the maximum age. */
export type DashboardConfigChange = Omit<ConfigChange, "authMethods"> & {
  authMethods?: Omit<NonNullable<ConfigChange["authMethods"]>, "anonymous"> & {
    anonymous?: boolean | { enabled?: boolean; maxAge?: number | null };
  };
};

/**
 * The owner's side of the application, for a server that holds an API key. Every call answers the body of the success;
 * anything else is thrown as a BanataAuthError, or as the signal's reason. A 429, and a 503 where nothing can be done twice, is
 * tried again: when the server says, else after a growing pause.
 */
export class BanataAuth {
  readonly users;
  readonly configuration;
  readonly auditEvents;
  readonly anonymous;
  readonly organizations;

  constructor(options: BanataAuthOptions) {
    const send = sender(options);
    this.users = usersOf(send);
    this.configuration = configurationOf(send);
    this.auditEvents = auditEventsOf(send);
    this.anonymous = anonymousOf(send);
    this.organizations = organizationsOf(send);
  }
}

function usersOf(send: Send) {
  const listUsers = ({ filter, limit, after }: ListUsers = {}, options?: CallOptions) =>
    send<List<User>>(management.listUsers, { query: { ...filter, limit, after } }, options);
  return {
    /** Newest first; `limit` from 1 to 100, `filter.inactiveFor` in seconds. */
    listUsers,
    /** Every user that the filter names, page by page. */
    iterate: (input: Omit<ListUsers, "after"> = {}, options?: CallOptions) =>
      everyPage((after) => listUsers({ ...input, after }, options)),
    getUser: ({ userId }: { userId: string }, options?: CallOptions) =>
      send<Answer<User>>(management.getUser, { params: { id: userId } }, options),
    /** Changes what is given; `metadata` as a whole. */
    updateUser: ({ userId, ...change }: { userId: string } & management.UserChange, options?: CallOptions) =>
      send<Answer<User>>(management.updateUser, { params: { id: userId }, body: change }, options),
    /** With `onlyIfAnonymous` whoever became a member meanwhile stays: USER_NOT_ANONYMOUS. CONFLICT for the only admin. */
    deleteUser: (
      { userId, onlyIfAnonymous }: { userId: string; onlyIfAnonymous?: boolean },
      options?: CallOptions,
    ) =>
      send<Answer<{ deleted: true }>>(
        management.deleteUser,
        { params: { id: userId }, query: { onlyIfAnonymous } },
        options,
      ),
    /** Gives everything that one user owns to another. */
    reassignData: (
      { fromUserId, toUserId }: { fromUserId: string; toUserId: string },
      options?: CallOptions,
    ) =>
      send<Answer<ReassignReceipt>>(
        management.reassignData,
        { params: { id: fromUserId }, body: { toUserId } },
        options,
      ),
  };
}

function configurationOf(send: Send) {
  return {
    getDashboardConfig: (options?: CallOptions) =>
      send<Answer<DashboardConfig>>(management.getConfiguration, {}, options),
    /** Lays `change` over what is stored; times in seconds. */
    saveDashboardConfig: (change: DashboardConfigChange, options?: CallOptions) =>
      send<Answer<SavedConfig>>(management.saveConfiguration, { body: change }, options),
  };
}

function auditEventsOf(send: Send) {
  return {
    /** Newest first; `limit` from 1 to 100. */
    list: (input: management.AuditFilter & management.Paging = {}, options?: CallOptions) =>
      send<List<AuditEvent>>(management.listAuditEvents, { query: input }, options),
  };
}

function anonymousOf(send: Send) {
  return {
    /** Removes guests who have been away longer than the maximum age; a dry run only tells who they are. */
    cleanup: (input: management.CleanupInput = {}, options?: CallOptions) =>
      send<Answer<CleanupReport>>(management.cleanUpGuests, { body: input }, options),
  };
}

function organizationsOf(send: Send) {
  return {
    listOrganizations: (input: management.Paging = {}, options?: CallOptions) =>
      send<List<Organization>>(management.listOrganizations, { query: { ...input } }, options),
    createOrganization: (input: { name: string }, options?: CallOptions) =>
      send<Answer<Organization>>(management.createOrganization, { body: input }, options),
    listMembers: (
      { organizationId, ...query }: { organizationId: string } & management.Paging,
      options?: CallOptions,
    ) => send<List<Membership>>(management.listMembers, { params: { id: organizationId }, query }, options),
    addMember: (
      { organizationId, ...body }: { organizationId: string } & management.NewMembership,
      options?: CallOptions,
    ) => send<Answer<Membership>>(management.addMember, { params: { id: organizationId }, body }, options),
  };
}

async function* everyPage<Item>(page: (after: string | undefined) => Promise<List<Item>>) {
  for (let after: string | null | undefined; after !== null; ) {
    const { data, listMetadata } = await page(after);
    yield* data;
    after = listMetadata.after;
  }
}
