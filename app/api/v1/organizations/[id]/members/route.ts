import { addMember, listMembers } from "@/lib/features/organizations/organizations";
import { endpoint, routes } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  endpoint("GET /api/v1/organizations/:id/members", listMembers),
  endpoint("POST /api/v1/organizations/:id/members", addMember),
);
