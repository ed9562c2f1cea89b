import type { CallOptions, Send } from "./request";
import { asText, type Fields, type Paging } from "./request";

/** The calls about organizations. */
export function organizationsOf(send: Send) {
  return {
    listOrganizations: (input: Paging = {}, options?: CallOptions) =>
      send("GET /api/v1/organizations", asText(input), options),
    createOrganization: (input: { name: string }, options?: CallOptions) =>
      send("POST /api/v1/organizations", input, options),
    listMembers: (
      { organizationId, ...paging }: { organizationId: string } & Paging,
      options?: CallOptions,
    ) => send("GET /api/v1/organizations/:id/members", { ...asText(paging), id: organizationId }, options),
    addMember: (
      {
        organizationId,
        ...member
      }: { organizationId: string } & Fields<"POST /api/v1/organizations/:id/members">,
      options?: CallOptions,
    ) => send("POST /api/v1/organizations/:id/members", { ...member, id: organizationId }, options),
  };
}
